import { computed, createModel, signal } from '@preact/signals'
import { checkFacts, type FactsFault } from '#domain/checkFacts.ts'
import { movedFacts, type SessionParts, type SplitFault, splitFacts } from '#domain/fieldChange.ts'
import type { MemberId, SessionId } from '#domain/ids.ts'
import type { RegisterState } from '#domain/register.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { Break, SessionFacts } from '#domain/session.ts'
import { addDays, isDay, isWallTime, netMinutes } from '#domain/sessionTime.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { RegisterView } from '#store/api.ts'
import type { ChangeInField, Office } from '#store/officeApi.ts'

/** change: its time, place or trainer. split: a part of it at another time. */
export type What = 'change' | 'split'
const WHATS: readonly What[] = ['change', 'split']

/** Why nothing can be saved: of the times, of the place where it is split, or nothing is another than before. */
export type ReplanFault =
  | FactsFault['kind']
  | SplitFault
  | 'reason'
  | 'nothing'
  /** People were marked at items of the agenda that would go to the second part. */
  | 'marked-later'

interface ReplanDeps {
  office: Pick<Office, 'changeInField' | 'newId'>
  view: RegisterView
  draft: Draft
}

/** What was handed in stands as it is (F7), and what did not take place has no time to change. */
export const isReplannable = (state: RegisterState, isCancelled: boolean): boolean =>
  !isCancelled && (state === 'not-started' || state === 'in-progress' || state === 'returned')

/** A session that goes otherwise than it was planned, changed by whoever teaches it. */
export const ReplanModel = createModel(({ office, view, draft }: ReplanDeps) => {
  const { session: row, run, claims } = view
  const { facts } = row
  const [id, secondId] = [office.newId<string>(), office.newId<SessionId>()]

  const what = draft.value<What>('what', 'change', (kept) => WHATS.find((each) => each === kept) ?? null)
  const date = draft.text('date', facts.date)
  const start = draft.text('start', facts.start)
  const end = draft.text('end', facts.end)
  const place = draft.text('place', row.place)
  const trainers = draft.value<MemberId[]>('trainers', row.trainers, (kept) =>
    Array.isArray(kept) && kept.every((item) => typeof item === 'string') ? (kept as MemberId[]) : null,
  )
  const cut = draft.text('cut', '')
  const secondDate = draft.text('second-date', addDays(facts.date, 7))
  const secondStart = draft.text('second-start', facts.start)
  const secondPlace = draft.text('second-place', row.place)
  const reason = draft.text('reason', '')
  /** As they were typed; null: as they follow from the times. */
  const typedBreaks = signal<Break[] | null>(null)
  const saving = new SavingModel()
  const judged = signal(false)

  const moved = computed((): SessionFacts => {
    const times = { date: date.value, start: start.value, end: end.value }
    const isTyped = isWallTime(times.start) && isWallTime(times.end)
    const now = isTyped ? movedFacts(facts, times) : { ...facts, ...times }
    return typedBreaks.value ? { ...now, breaks: typedBreaks.value } : now
  })

  const halves = computed(() => {
    if (!isWallTime(cut.value) || !isWallTime(secondStart.value)) return null
    return splitFacts(facts, cut.value, { date: secondDate.value, start: secondStart.value })
  })

  const now = computed((): SessionParts => {
    if (what.value === 'split') return halves.value?.ok ? { facts: halves.value.value.first } : {}
    const after = { facts: moved.value, place: place.value.trim(), trainers: trainers.value }
    return {
      ...(sameJson(after.facts, facts) ? {} : { facts: after.facts }),
      ...(after.place === row.place ? {} : { place: after.place }),
      ...(sameJson(after.trainers, row.trainers) ? {} : { trainers: after.trainers }),
    }
  })

  const faultsOf = (of: SessionFacts): ReplanFault[] => {
    const checked = checkFacts(of)
    return checked.ok ? [] : checked.error.map(({ kind }) => kind)
  }

  const splitFaults = (): ReplanFault[] => {
    if (!isDay(secondDate.value)) return ['not-a-day']
    const parts = halves.value
    if (!parts) return ['not-a-time']
    if (!parts.ok) return [parts.error]
    const { first, second } = parts.value
    const stays = new Set(first.agenda.map((item) => item.id))
    const later = new Set(second.agenda.flatMap((item) => (stays.has(item.id) ? [] : item.id)))
    const isMarkedLater = claims.some(({ claim }) => 'item' in claim && later.has(claim.item))
    return [...faultsOf(first), ...faultsOf(second), ...(isMarkedLater ? ['marked-later' as const] : [])]
  }

  const faults = computed((): ReplanFault[] => [
    ...(what.value === 'split' ? splitFaults() : faultsOf(moved.value)),
    ...(what.value === 'change' && Object.keys(now.value).length === 0 ? ['nothing' as const] : []),
    ...(reason.value.trim() === '' ? ['reason' as const] : []),
  ])

  const minutesOf = (of: SessionFacts): number | null => (checkFacts(of).ok ? netMinutes(of) : null)

  function making(): ChangeInField {
    const { value: after } = now
    const stood: Required<SessionParts> = { facts, place: row.place, trainers: row.trainers }
    const was = Object.fromEntries(
      (Object.keys(after) as (keyof SessionParts)[]).map((name) => [name, stood[name]]),
    ) as SessionParts
    const parts = what.value === 'split' && halves.value?.ok ? halves.value.value : null
    return {
      ...{ id, was, now: after, reason: reason.value.trim() },
      ...(parts && {
        second: {
          session: secondId,
          facts: parts.second,
          place: secondPlace.value.trim(),
          trainers: row.trainers,
          // Of a run that has no course the title stands on its sessions.
          title: sameJson(row.title, run.title) && run.course !== null ? {} : row.title,
        },
      }),
    }
  }

  return {
    ...{ what, date, start, end, place, trainers, cut, secondDate, secondStart, secondPlace, reason, saving },
    /** Net of breaks; null while no such times are possible. */
    minutes: computed(() => minutesOf(moved.value)),
    /** Of both parts. */
    halfMinutes: computed((): [number, number] | null => {
      const parts = halves.value?.ok ? halves.value.value : null
      const [first, second] = [parts && minutesOf(parts.first), parts && minutesOf(parts.second)]
      return first !== null && second !== null ? [first, second] : null
    }),
    isNextDay: computed(() => end.value <= start.value),
    breaks: computed(() => moved.value.breaks),
    /** When the second part ends. */
    secondEnd: computed(() => (halves.value?.ok ? halves.value.value.second.end : null)),
    /** What is wrong, once somebody wanted to go on. */
    faults: computed((): ReadonlySet<ReplanFault> => new Set(judged.value ? faults.value : [])),
    changeBreak(at: number, part: Partial<Break>) {
      typedBreaks.value = moved.peek().breaks.map((pause, index) => (index === at ? { ...pause, ...part } : pause))
    },
    removeBreak(at: number) {
      typedBreaks.value = moved.peek().breaks.filter((_, index) => index !== at)
    },
    toggleTrainer(member: MemberId) {
      const { value: chosen } = trainers
      trainers.value = chosen.includes(member) ? chosen.filter((one) => one !== member) : [...chosen, member]
    },
    /** Whether it is on disk. */
    async save(): Promise<boolean> {
      judged.value = true
      if (faults.value.length > 0) return false
      const saved = await saving.save(() => office.changeInField(run.run, row.session, making()))
      if (saved) draft.drop()
      return saved
    },
  }
})

export type ReplanScreen = InstanceType<typeof ReplanModel>
