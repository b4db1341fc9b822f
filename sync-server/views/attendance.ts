import { readClaims } from '#documents/claimsDocument.ts'
import type { RecordRun, RecordSession } from '#documents/classProjections.ts'
import { readPlan, rosterOf } from '#documents/plan.ts'
import { readReviews } from '#documents/review.ts'
import type { PersonId, RunId } from '#domain/ids.ts'
import { type Register, type RegisterRow, resolveRegister } from '#domain/register.ts'
import { netMinutes } from '#domain/sessionTime.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { Entries } from './documentCache.ts'

/** What is stated about everybody in one run, from its documents: the same registers as staff see, since the same
 *  functions resolve them. Holds no notes, no names and nobody's words. */
export interface RunAttendance {
  run: RunId
  number: number | null
  /** By date and time. */
  sessions: SessionAttendance[]
}

interface SessionAttendance {
  session: RecordSession['session']
  /** Its own, where it has one. */
  title: RecordSession['title'] | null
  facts: RecordSession['facts']
  registerState: RecordSession['registerState']
  ofMinutes: number
  /** Neither cancelled nor said not to have taken place. */
  takesPlace: boolean
  people: ReadonlyMap<PersonId, Attended>
}

type Attended = Pick<RecordSession, 'state' | 'minutes' | 'mode' | 'standing'>

/** @param documents entries of every document in the run's scope */
export function attendanceOf(run: RunId, documents: ReadonlyMap<string, Entries>): RunAttendance {
  const plan = readPlan(documents.get(documentId.plan(run)) ?? new Map())
  const claims = [...documents].flatMap(([id, entries]) => {
    const owner = parseDocumentId(id)?.owner
    return owner ? readClaims(entries, owner) : []
  })
  const reviews = readReviews(documents.get(documentId.review(run)) ?? new Map())
  const claimsOf = Map.groupBy(claims, ({ session }) => session)
  const reviewsOf = Map.groupBy(reviews, ({ session }) => session)

  const sessions = plan.sessions.map(({ session, facts, title, cancelled }): SessionAttendance => {
    const expected = rosterOf(plan, session)
    const stated = { claims: claimsOf.get(session) ?? [], reviews: reviewsOf.get(session) ?? [] }
    const register = resolveRegister({ session, facts, roster: expected, ...stated })
    const isOff = cancelled !== null
    const people = register.rows.flatMap((row): [PersonId, Attended][] =>
      // Nobody was expected at what was cancelled; whatever is stated about them all the same is shown.
      isOff && row.outcome === null ? [] : [[row.person, attended(register, row)]],
    )
    return {
      session,
      title,
      facts: register.facts,
      registerState: register.state,
      ofMinutes: netMinutes(register.facts),
      takesPlace: !isOff && register.state !== 'did-not-take-place',
      people: new Map(people),
    }
  })
  return { run, number: plan.number, sessions }
}

function attended({ state }: Register, { outcome, disagreement }: RegisterRow): Attended {
  return {
    state: outcome?.status ?? 'not-recorded',
    minutes: outcome?.minutes ?? 0,
    mode: outcome?.status === 'present' ? outcome.mode : null,
    standing: disagreement ? 'disagreement' : state === 'accepted' ? 'confirmed' : 'to-review',
  }
}

/** One person's part of it. Nothing of anybody else. */
export function recordOf(
  person: PersonId,
  { run, number, sessions: all }: RunAttendance,
  courseTitle: RecordRun['title'],
): RecordRun {
  const [sessions, minutes] = [[] as RecordSession[], { confirmed: 0, toReview: 0, of: 0 }]
  for (const { session, title, facts, registerState, ofMinutes, takesPlace, people } of all) {
    const own = people.get(person)
    if (!own) continue
    sessions.push({ session, title: title ?? courseTitle, facts, ...own, ofMinutes, registerState })
    if (own.standing === 'confirmed') minutes.confirmed += own.minutes
    else minutes.toReview += own.minutes
    if (takesPlace) minutes.of += ofMinutes
  }
  const [minutesConfirmed, minutesToReview, ofMinutes] = [minutes.confirmed, minutes.toReview, minutes.of]
  return { run, title: courseTitle, number, sessions, minutesConfirmed, minutesToReview, ofMinutes }
}
