import type { FieldChange, SessionParts } from '#domain/fieldChange.ts'
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

const writeParts = ({ facts, place, trainers }: SessionParts): { [name: string]: Json } => ({
  ...(facts && {
    facts: {
      ...facts,
      breaks: facts.breaks.map((pause) => ({ ...pause })),
      agenda: facts.agenda.map((item) => ({ ...item })),
    },
  }),
  ...(place !== undefined && { place }),
  ...(trainers && { trainers: [...trainers] }),
})

type Making = Omit<FieldChange, 'isUndone' | 'by' | 'second'> & { by: MemberId }

/** `second`: what is left of it, as a session of its own. */
export function changeInField(
  run: RunId,
  session: SessionId,
  { id, was, now, ...said }: Making,
  second?: { session: SessionId; plan: SessionPlan },
): DocumentChange {
  const told = { ...said, was: writeParts(was), now: writeParts(now), ...(second && { second: second.session }) }
  return {
    document: documentId.plan(run),
    entries: [
      ...planSession(run, session, now).entries,
      [`session/${session}/changed/${id}`, told],
      ...(second
        ? [
            ...planSession(run, second.session, second.plan).entries,
            [`session/${second.session}/partOf`, session] as [string, Json],
          ]
        : []),
    ],
  }
}

/** As it was before, and no second part. */
export const putBack = (
  run: RunId,
  session: SessionId,
  { id, was, second }: Pick<FieldChange, 'id' | 'was' | 'second'>,
  { at, by }: { at: number; by: MemberId },
): DocumentChange => ({
  document: documentId.plan(run),
  entries: [
    ...planSession(run, session, was).entries,
    [`session/${session}/undone/${id}`, { at, by }],
    ...(second ? cancelSession(run, second, '', at).entries : []),
  ],
})
