import { type AnyMark, isMark, itemOf, type RecordedClaim, type Span, type Status } from '#domain/claims.ts'
import type { MemberId, PersonId } from '#domain/ids.ts'
import { isByItem } from '#domain/itemRegister.ts'
import { ownStatusOf } from '#domain/ownStatus.ts'
import type { Register, RegisterRow } from '#domain/register.ts'
import type { AgendaItem } from '#domain/session.ts'
import type { PersonRow, RegisterView } from '#store/api.ts'

/** What a row's button shows. Times as the session's wall clock has them. */
export type Chip =
  /** Nothing to state: the session did not take place. */
  | { kind: 'none' }
  | { kind: 'unset' }
  /** own: what the hub calls it. */
  | { kind: 'present'; online: boolean; own?: string }
  | { kind: 'from'; time: string }
  | { kind: 'until'; time: string }
  | { kind: 'between'; from: string; to: string }
  /** Present for a part, in more pairs than fit. */
  | { kind: 'part'; minutes: number }
  | { kind: 'absent' | 'excused'; own?: string }
  | { kind: 'records'; count: number }

/** The quiet second line: the one thing that matters most about the row. */
export type Quiet =
  | { kind: 'unsaved' }
  | { kind: 'refused' }
  | { kind: 'records'; records: { recorder: string | null; status: Status }[] }
  | { kind: 'correction'; status: Status | null }
  | { kind: 'decided' }
  | { kind: 'late'; minutes: number }
  | { kind: 'left'; minutes: number }
  /** Present for a part that is not told by one number. */
  | { kind: 'part'; minutes: number; ofMinutes: number }
  | { kind: 'text'; text: string }

/** One item of the agenda, small, under the name. */
export interface ItemSign {
  item: string
  /** '' where the agenda does not have the item any more. */
  title: string
  chip: Chip
}

/** Where the row's claims are; none: there are no claims. */
export type RowSaving = 'none' | 'unsaved' | 'refused' | 'waiting' | 'received'

export interface RowView {
  person: PersonId
  number: number
  name: string
  /** Why there is none, where the hub has decided so. */
  standing: PersonRow['standing'] | null
  chip: Chip
  quiet: Quiet
  saving: RowSaving
  /** What one tap on the button states; null: the tap opens the sheet, because it would hide something. */
  tap: Status | null
  /** Where somebody spoke of single items: all of them. */
  signs: ItemSign[]
  row: RegisterRow
}

/** The marks (not bulk claims) that stand, corrections among them: what a new one replaces. */
export const liveMarks = (row: RegisterRow): RecordedClaim<AnyMark>[] => row.live.filter(isMark)

/** The open marks (not bulk claims) of a row, in the order given. */
const openMarks = (row: RegisterRow): RecordedClaim<AnyMark>[] => row.open.filter(isMark)

export function signsOf(row: RegisterRow, agenda: readonly AgendaItem[]): ItemSign[] {
  if (!isByItem(row)) return []
  return row.items.map(({ item, outcome, open, disagreement }) => {
    const title = agenda.find(({ id }) => id === item)?.title ?? ''
    const isPart = outcome !== null && outcome.lateMinutes + outcome.leftEarlyMinutes > 0
    if (disagreement) return { item, title, chip: { kind: 'records', count: open.length } }
    if (isPart) return { item, title, chip: { kind: 'part', minutes: outcome.minutes } }
    const kind = outcome?.status ?? 'unset'
    return { item, title, chip: kind === 'present' ? { kind, online: false } : { kind } }
  })
}

/** In–out times of the open present mark that counts, if it has any. */
function countedSpans(row: RegisterRow): Span[] {
  // Times at an item say nothing of the whole session.
  const marks = openMarks(row).filter((mark) => mark.claim.status === 'present' && !(row.items.length && itemOf(mark)))
  return marks.at(-1)?.claim.spans ?? []
}

function chipOf(row: RegisterRow, register: Register, view: RegisterView): Chip {
  const { outcome } = row
  if (row.disagreement) return { kind: 'records', count: row.open.length }
  if (register.state === 'did-not-take-place' && outcome === null) return { kind: 'none' }
  if (outcome === null) return { kind: 'unset' }
  const own = ownNameOf(row, view)
  if (outcome.status !== 'present') return { kind: outcome.status, ...own }
  if (outcome.minutes < register.netMinutes) {
    const spans = row.decision ? [] : countedSpans(row)
    const [first] = spans
    if (spans.length !== 1 || first === undefined) return { kind: 'part', minutes: outcome.minutes }
    if (first.from && first.to) return { kind: 'between', from: first.from, to: first.to }
    if (first.from) return { kind: 'from', time: first.from }
    if (first.to) return { kind: 'until', time: first.to }
  }
  return { kind: 'present', online: view.session.facts.mode === 'both' && outcome.mode === 'online', ...own }
}

function ownNameOf(row: RegisterRow, view: RegisterView): { own?: string } {
  const own = view.ownStatuses.get(ownStatusOf(row) ?? '')
  return own ? { own: own.name } : {}
}

function savingOf(row: RegisterRow, view: RegisterView): RowSaving {
  const claims = [...row.open, ...row.corrections.flatMap((correction) => correction.claims)]
  if (claims.length === 0) return 'none'
  if (claims.some(({ key }) => view.unsaved.has(key))) return 'unsaved'
  if (claims.some(({ key }) => view.refused.has(key))) return 'refused'
  return claims.some(({ key }) => view.waiting.has(key)) ? 'waiting' : 'received'
}

function noteOf(row: RegisterRow, view: RegisterView): string {
  for (const { claim } of openMarks(row).toReversed()) {
    const text = claim.about === undefined ? undefined : view.notes.get(claim.about)
    if (text) return text
  }
  return ''
}

interface QuietContext {
  me: MemberId
  saving: RowSaving
  organisation: string
  ofMinutes: number
}

function quietOf(row: RegisterRow, view: RegisterView, { me, saving, organisation, ofMinutes }: QuietContext): Quiet {
  if (saving === 'unsaved') return { kind: 'unsaved' }
  if (saving === 'refused') return { kind: 'refused' }
  if (row.disagreement) {
    const records = openMarks(row).map(({ recorder, claim }) => ({
      recorder: recorder === me ? null : (view.members.get(recorder) ?? ''),
      status: claim.status,
    }))
    return { kind: 'records', records }
  }
  const correction = row.corrections.at(-1)
  if (correction) return { kind: 'correction', status: correction.after?.status ?? null }
  if (row.decision) return { kind: 'decided' }
  const { outcome } = row
  const note = noteOf(row, view)
  if (note) return { kind: 'text', text: note }
  if (outcome && outcome.status === 'present') {
    const { minutes, lateMinutes, leftEarlyMinutes } = outcome
    if (lateMinutes > 0 && minutes + lateMinutes === ofMinutes) return { kind: 'late', minutes: lateMinutes }
    if (leftEarlyMinutes > 0 && minutes + leftEarlyMinutes === ofMinutes)
      return { kind: 'left', minutes: leftEarlyMinutes }
    if (minutes < ofMinutes) return { kind: 'part', minutes, ofMinutes }
  }
  return { kind: 'text', text: organisation }
}

/** What one tap would state. A tap never hides times, notes, a disagreement or a submitted register. */
function tapOf(row: RegisterRow, register: Register, view: RegisterView): Status | null {
  const done = register.state === 'submitted' || register.state === 'accepted' || register.notHeld.length > 0
  if (done || row.disagreement || row.decision || row.corrections.length > 0) return null
  const detailed = openMarks(row).some(
    ({ claim }) => claim.spans?.length || claim.about || claim.ownStatus || 'minutes' in claim,
  )
  // With a row of the whole session in hand, it would hide what was said of single items.
  const byItem = row.items.length > 0 && isByItem(row)
  if (detailed || byItem || row.outcome?.status === 'excused') return null
  if (view.session.facts.mode === 'both' && row.outcome?.mode === 'online' && row.outcome.status === 'present')
    return null
  return row.outcome?.status === 'present' ? 'absent' : 'present'
}

/** Everything that a row of the register shows, without words. */
export function rowView(
  row: RegisterRow,
  person: PersonRow | undefined,
  number: number,
  register: Register,
  view: RegisterView,
  me: MemberId,
  signs: ItemSign[],
): RowView {
  const saving = savingOf(row, view)
  return {
    person: row.person,
    number,
    name: person?.displayName ?? '',
    standing: person?.standing ?? null,
    chip: chipOf(row, register, view),
    quiet: quietOf(row, view, {
      me,
      saving,
      organisation: person?.organisationName ?? '',
      ofMinutes: register.netMinutes,
    }),
    saving,
    tap: tapOf(row, register, view),
    signs,
    row,
  }
}
