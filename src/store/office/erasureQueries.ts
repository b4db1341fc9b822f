import { readErasures } from '#documents/erasures.ts'
import { readMembers } from '#documents/projections.ts'
import type { MemberId, PersonId } from '#domain/ids.ts'
import { searchKeys } from '#domain/searchKeys.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { PersonRow } from '../api.ts'
import type { ErasureRow, NamedIn } from '../officeApi.ts'
import type { SeatDatabase } from '../seatDatabase.ts'

/** What a coordinator needs to decide on erasing somebody. */

/** Also of whom lists show no name: this is where it is decided. */
export async function personToDecide(db: SeatDatabase, person: PersonId): Promise<PersonRow | null> {
  const row = await db.persons.get(person)
  if (!row) return null
  const { keys: _, archived: __, ...whole } = row
  return whole
}

/** Every decision, latest first; before them what was decided here and the hub has not got yet. */
export async function erasures(db: SeatDatabase): Promise<ErasureRow[]> {
  const [told, members, entries] = await Promise.all([
    db.projections.get(documentId.erasures()),
    db.projections.get(documentId.members()),
    db.outbox.where('document').equals('').sortBy('n'),
  ])
  const decided = ((told && readErasures(told.bytes)) ?? []).map((row) => ({ ...row, state: 'decided' as const }))
  const asked = entries.flatMap(({ command, state, at }) =>
    command?.name === 'erase-person'
      ? [{ ...command, by: null, at, state: state === 'refused' ? ('refused' as const) : ('waiting' as const) }]
      : [],
  )
  const names = new Map<MemberId, string>(
    ((members && readMembers(members.bytes)?.members) ?? []).map((row) => [row.member, row.displayName]),
  )
  const rows = [...decided, ...asked].reverse()
  const persons = await db.persons.bulkGet(rows.map(({ person }) => person))
  return rows.map(({ person, outcome, until, reason, by, at, state }, n) => ({
    ...{ person, outcome, until, reason, at, state },
    personName: persons[n]?.displayName ?? '',
    byName: by === null ? null : (names.get(by) ?? ''),
  }))
}

/** Shorter parts of names stand in too many words. */
const SHORTEST_PART = 3
/** Nobody reads more at once. */
const SHOWN = 50

/** Texts of others in which a part of a name stands, whatever its ending and alphabet. */
export async function namedElsewhere(db: SeatDatabase, person: PersonId): Promise<NamedIn[]> {
  const row = await db.persons.get(person)
  if (!row) return []
  const stems = searchKeys(`${row.givenName} ${row.familyName}`)
    .filter((key) => key.length >= SHORTEST_PART)
    .map((key) => key.slice(0, Math.max(SHORTEST_PART, key.length - 1)))
  if (stems.length === 0) return []
  const isNamed = (text: string) => searchKeys(text).some((key) => stems.some((stem) => key.startsWith(stem)))
  const [programmes, courses, plans, registers, notes] = await Promise.all([
    db.programmes.toArray(),
    db.courses.toArray(),
    db.plans.toArray(),
    db.registers.toArray(),
    db.notes.filter((note) => note.person !== person).toArray(),
  ])
  const found: NamedIn[] = []
  const look = (value: unknown, where: NamedIn['where']) => {
    for (const text of new Set(textsOf(value))) if (isNamed(text)) found.push({ text, where })
  }
  for (const programme of programmes) look(programme, { kind: 'programme', programme: programme.programme })
  for (const course of courses) look(course, { kind: 'course', course: course.course })
  for (const { plan } of plans)
    for (const { session, ...planned } of plan.sessions) look(planned, { kind: 'session', session })
  for (const { session, claims, reviews } of registers) look([claims, reviews], { kind: 'session', session })
  for (const { run, text } of notes) look(text, { kind: 'note', run })
  return found.slice(0, SHOWN)
}

/** Every text in a value, however deep. Ids among them name nobody. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
