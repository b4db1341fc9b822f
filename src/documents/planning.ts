import type { CourseId, MemberId, PersonId, ProgrammeId, RunId, SessionId } from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import type { LocalText } from './localText.ts'

/** Makers of `run/{r}/plan` (`plan.ts`) for whoever plans; recording needs none of them. */

export interface RunFacts {
  programme: ProgrammeId
  course: CourseId
  number: number
  activity: string | null
  demonstration?: boolean
}

/** What a run is a run of. Only what is given is written. Its documents exist after the command `create-run`. */
export function describeRun(run: RunId, what: Partial<RunFacts>): DocumentChange {
  const entries: DocumentChange['entries'] = []
  for (const name of ['programme', 'course', 'number', 'activity'] as const) {
    const value = what[name]
    if (value !== undefined) entries.push([name, value])
  }
  if (what.demonstration) entries.push(['demonstration', true])
  return { document: documentId.plan(run), entries }
}

export interface SessionPlan {
  facts: SessionFacts
  place: string
  trainers: MemberId[]
  title?: LocalText
}

/** Plans a session, or changes what is given of one. An empty title: that of the course. */
export function planSession(run: RunId, session: SessionId, plan: Partial<SessionPlan>): DocumentChange {
  const { facts, place, trainers, title } = plan
  const entries: DocumentChange['entries'] = []
  const set = (name: string, value: Json) => entries.push([`session/${session}/${name}`, value])
  if (facts) {
    const { date, start, end, zone, breaks, mode, agenda } = facts
    set('when', { date, start, end, zone, breaks: breaks.map((pause) => ({ ...pause })) })
    set('mode', mode)
    set(
      'agenda',
      agenda.map((item) => ({ ...item })),
    )
  }
  if (place !== undefined) set('place', place)
  if (trainers) set('trainers', [...trainers])
  if (title) set('title', { ...title })
  return { document: documentId.plan(run), entries }
}

export const cancelSession = (run: RunId, session: SessionId, reason: string, at: number): DocumentChange => ({
  document: documentId.plan(run),
  entries: [[`session/${session}/cancelled`, { reason, at }]],
})

/** A cancelled session takes place after all. */
export const reinstateSession = (run: RunId, session: SessionId): DocumentChange => ({
  document: documentId.plan(run),
  entries: [[`session/${session}/cancelled`, null]],
})

/** The person takes part no more; what was claimed about them stays, and so does their number, by when they enrolled. */
export const leave = (
  run: RunId,
  person: PersonId,
  how: { at: number; by: MemberId; enrolledAt: number | null },
): DocumentChange => ({
  document: documentId.plan(run),
  entries: [[`roster/${person}`, { at: how.enrolledAt ?? how.at, by: how.by, left: true, leftAt: how.at }]],
})
