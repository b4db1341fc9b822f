import type { FieldChange } from '#domain/fieldChange.ts'
import type { CourseId, MemberId, PersonId, ProgrammeId, RunId, SessionId } from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { readChange } from './fieldChanges.ts'
import { asList, asName, asNumber, asObject, asText } from './json.ts'
import { type LocalText, readLocalText } from './localText.ts'
import { readAgenda, readMode, readWhen } from './sessionFacts.ts'

/** `run/{r}/plan`: what is to happen in a run, and who takes part. One fact a key, so that two people planning
 *  different things never undo each other's work:
 *    programme · course · number · activity · demonstration
 *    session/{s}/when · mode · place · trainers · title · agenda · cancelled · partOf
 *    session/{s}/changed/{id} · undone/{id}, which are never overwritten
 *    roster/{p} */

export interface PlannedSession {
  session: SessionId
  facts: SessionFacts
  place: string
  trainers: MemberId[]
  /** Own title, where it differs from the course's. */
  title: LocalText | null
  /** Known before; *did not take place* is known after and is a claim (F5). */
  cancelled: { reason: string; at: number } | null
  /** What trainers changed of it, oldest first. */
  changes: FieldChange[]
  /** The session whose second part it is, since somebody split that. */
  partOf: SessionId | null
}

export interface Enrolment {
  person: PersonId
  /** ms UTC by the clock of the device that enrolled. */
  at: number
  by: MemberId | null
  /** The session into which this person walked without being expected. */
  walkIn: SessionId | null
  /** Nobody of the directory: made in the field, at that session. An older app never says so. */
  isNew: boolean
}

export interface Plan {
  programme: ProgrammeId | null
  course: CourseId | null
  /** Which run of the course: 1, 2 … */
  number: number | null
  /** An activity of the programme. */
  activity: string | null
  /** Planned by us for demonstration, not stated by the source. */
  demonstration: boolean
  /** By date and time. A session without a readable `when` is not listed. */
  sessions: PlannedSession[]
  /** Who takes part now, in the order of enrolment. Persons who left are not listed; their claims stay. */
  roster: Enrolment[]
  /** Everybody who was ever enrolled, also who left, in the order of enrolment: where names may not be seen, persons go
   *  by their number in this list. */
  everyone: PersonId[]
}

export function readPlan(entries: ReadonlyMap<string, Json>): Plan {
  const sessions: PlannedSession[] = []
  const roster: Enrolment[] = []
  const everyone: Pick<Enrolment, 'person' | 'at'>[] = []
  const changes: { session: string; change: FieldChange }[] = []
  for (const [key, value] of entries) {
    const [kind, id = '', field, ...more] = key.split('/')
    if (kind === 'session' && field === 'changed' && more.length === 1) {
      const change = readChange(more[0] ?? '', value, entries.has(`session/${id}/undone/${more[0]}`))
      if (change) changes.push({ session: id, change })
    }
    if (id === '' || more.length > 0) continue
    if (kind === 'session' && field === 'when') {
      const session = readSession(entries, id as SessionId)
      if (session) sessions.push(session)
    } else if (kind === 'roster' && field === undefined) {
      const found = readEnrolment(id as PersonId, value)
      if (found) everyone.push(found.enrolment)
      if (found && !found.left) roster.push(found.enrolment)
    }
  }
  for (const { session, change } of changes.sort((a, b) => byChange(a.change, b.change)))
    sessions.find((planned) => planned.session === session)?.changes.push(change)
  const number = asNumber(entries.get('number'))
  return {
    programme: asName(entries.get('programme')),
    course: asName(entries.get('course')),
    number: number !== null && Number.isInteger(number) && number > 0 ? number : null,
    activity: asName(entries.get('activity')),
    demonstration: entries.get('demonstration') === true,
    sessions: sessions.sort(bySchedule),
    roster: roster.sort(byEnrolment),
    everyone: everyone.sort(byEnrolment).map(({ person }) => person),
  }
}

function readSession(entries: ReadonlyMap<string, Json>, session: SessionId): PlannedSession | null {
  const field = (name: string) => entries.get(`session/${session}/${name}`)
  const when = readWhen(field('when'))
  if (!when) return null
  const title = readLocalText(field('title'))
  const cancelled = asObject(field('cancelled'))
  return {
    session,
    facts: { ...when, mode: readMode(field('mode')), agenda: readAgenda(field('agenda')) },
    place: asText(field('place')) ?? '',
    trainers: asList(field('trainers')).flatMap((member) => asName<MemberId>(member) ?? []),
    title: Object.keys(title).length > 0 ? title : null,
    cancelled: cancelled && { reason: asText(cancelled.reason) ?? '', at: asNumber(cancelled.at) ?? 0 },
    changes: [],
    partOf: asName<SessionId>(field('partOf')),
  }
}

/** Who is expected at a session: everybody enrolled, but walk-ins only from the session on into which they walked. */
export function rosterOf(plan: Plan, session: SessionId): PersonId[] {
  const order = new Map(plan.sessions.map((planned, at) => [planned.session, at]))
  const here = order.get(session) ?? Number.POSITIVE_INFINITY
  return plan.roster
    .filter(({ walkIn }) => walkIn === null || (order.get(walkIn) ?? 0) <= here)
    .map(({ person }) => person)
}

function readEnrolment(person: PersonId, value: Json): { enrolment: Enrolment; left: boolean } | null {
  const json = asObject(value)
  if (!json) return null
  const enrolment = {
    person,
    at: asNumber(json.at) ?? 0,
    by: asName<MemberId>(json.by),
    walkIn: asName<SessionId>(json.walkIn),
    isNew: json.isNew === true && asName(json.walkIn) !== null,
  }
  return { enrolment, left: json.left === true }
}

const byEnrolment = (a: Pick<Enrolment, 'person' | 'at'>, b: Pick<Enrolment, 'person' | 'at'>) =>
  a.at - b.at || compare(a.person, b.person)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const byChange = (a: FieldChange, b: FieldChange) => a.at - b.at || compare(a.id, b.id)
const bySchedule = (a: PlannedSession, b: PlannedSession) =>
  compare(a.facts.date, b.facts.date) || compare(a.facts.start, b.facts.start) || compare(a.session, b.session)

/** Joins a person to the run. What else is planned: `planning.ts`. */
export const enrol = (
  run: RunId,
  person: PersonId,
  { at, by, walkIn, isNew }: { at: number; by: MemberId; walkIn?: SessionId; isNew?: true },
): DocumentChange => ({
  document: documentId.plan(run),
  entries: [[`roster/${person}`, { at, by, ...(walkIn === undefined ? {} : { walkIn }), ...(isNew ? { isNew } : {}) }]],
})
