import { computed, createModel } from '@preact/signals'
import { itemOf, type Span, type Status } from '#domain/claims.ts'
import type { Mode, SessionFacts } from '#domain/session.ts'
import { netMinutes, stay, wallTimeOf } from '#domain/sessionTime.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import type { MarkInput, RegisterView } from '#store/api.ts'
import { liveMarks, type RowView } from './rowView.ts'

/** One in–out pair as typed; '' follows the session's own start or end. */
export interface TimePair {
  from: string
  to: string
}

/** What is being filled in about one person; nothing is recorded before `input` is handed to the store. */
export const MarkDraft = createModel(
  (row: RowView, view: RegisterView, facts: SessionFacts, now: number, typed: Draft, isCorrection: boolean) => {
    // What would be replaced: in a submitted register the correction, where there is one.
    // For the whole session nothing is taken over that was said of one item.
    const isOfSession = row.row.items.length > 0
    const mine = liveMarks(row.row).findLast((mark) => !isOfSession || itemOf(mark) === null)?.claim
    const stated = row.row.corrections.at(-1)?.after ?? row.row.outcome
    // The reason of a correction is its own: what was noted before the submission explains another mark.
    const isNoteKept = !isCorrection || row.row.corrections.length > 0
    const kept = (isNoteKept && mine?.about !== undefined && view.notes.get(mine.about)) || ''
    const note = typed.text('note', kept)
    const hasReason = computed(() => note.value.trim() !== '')
    const status = typed.value<Status>('status', stated?.status ?? 'present', readStatus)
    const known = view.ownStatuses.get((mine?.status === stated?.status && mine?.ownStatus) || '')
    const ownStatus = typed.text('own-status', known?.id ?? '')
    /** Those that can be chosen, and the one that was. */
    const offered = computed(() =>
      [...view.ownStatuses.values()].filter(({ id, isRemoved }) => !isRemoved || id === known?.id),
    )
    const mode = typed.value<Mode>('mode', stated?.mode ?? (facts.mode === 'online' ? 'online' : 'on-site'), readMode)
    const first: TimePair[] = (mine?.spans ?? []).map(({ from, to }) => ({ from: from ?? '', to: to ?? '' }))
    const pairs = typed.value<TimePair[]>('pairs', first.length > 0 ? first : [{ from: '', to: '' }], readPairs)

    const spans = computed((): Span[] =>
      pairs.value
        .filter(({ from, to }) => from !== '' || to !== '')
        .map(({ from, to }) => ({ ...(from ? { from } : {}), ...(to ? { to } : {}) })),
    )

    /** What the times give (F8). */
    const derived = computed(() => ({
      ...stay(facts, spans.value.length > 0 ? spans.value : undefined),
      ofMinutes: netMinutes(facts),
    }))

    /** The wall clock in the room while the session runs; null before and after. */
    const nowTime = computed((): string | null =>
      now >= view.session.startsAt && now <= view.session.endsAt ? wallTimeOf(now, facts.zone) : null,
    )

    function change(at: number, part: Partial<TimePair>) {
      pairs.value = pairs.value.map((pair, index) => (index === at ? { ...pair, ...part } : pair))
    }

    return {
      status,
      ownStatus,
      offered,
      mode,
      note,
      hasReason,
      pairs,
      spans,
      derived,
      nowTime,
      setStatus(next: Status) {
        if (view.ownStatuses.get(ownStatus.value)?.counts !== next) ownStatus.value = ''
        status.value = next
      },
      /** '' for none of the hub's own. */
      setOwnStatus(id: string) {
        ownStatus.value = id
        const own = view.ownStatuses.get(id)
        if (own) status.value = own.counts
      },
      setMode(next: Mode) {
        mode.value = next
      },
      setNote(text: string) {
        note.value = text
      },
      change,
      cameNow() {
        const time = nowTime.value
        if (time) change(0, { from: time })
      },
      leftNow() {
        const time = nowTime.value
        if (time) change(pairs.value.length - 1, { to: time })
      },
      addPair() {
        pairs.value = [...pairs.value, { from: '', to: '' }]
      },
      removePair(at: number) {
        pairs.value = pairs.value.filter((_, index) => index !== at)
      },
      /** What to record. Times and mode only of somebody who was there. */
      input(): MarkInput {
        const text = note.value.trim()
        const present = status.value === 'present'
        return {
          status: status.value,
          ...(ownStatus.value ? { ownStatus: ownStatus.value } : {}),
          ...(present && facts.mode === 'both' ? { mode: mode.value } : {}),
          ...(present && spans.value.length > 0 ? { spans: spans.value } : {}),
          ...(text ? { note: text } : {}),
        }
      },
    }
  },
)

const STATUSES: readonly unknown[] = ['present', 'absent', 'excused'] satisfies Status[]
const MODES: readonly unknown[] = ['on-site', 'online'] satisfies Mode[]
const readStatus = (kept: unknown) => (STATUSES.includes(kept) ? (kept as Status) : null)
const readMode = (kept: unknown) => (MODES.includes(kept) ? (kept as Mode) : null)

function readPairs(kept: unknown): TimePair[] | null {
  const isPair = (pair: Partial<TimePair> | null) => typeof pair?.from === 'string' && typeof pair.to === 'string'
  return Array.isArray(kept) && kept.length > 0 && kept.every(isPair) ? kept : null
}

export type MarkDraftModel = InstanceType<typeof MarkDraft>
