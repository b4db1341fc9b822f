import type { RunId, SessionId } from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import { endsAt, startsAt } from '#domain/sessionTime.ts'
import type { ClassRow, LocalText, MyRecord, SessionPlace } from '#store/api.ts'

/** A participant's runs: the timetable that all its participants see, and beside each session what was stated about
 *  this one person. */

type MyAttendance = MyRecord['runs'][number]['sessions'][number]

export interface MySession {
  session: SessionId
  run: RunId
  title: LocalText
  facts: SessionFacts
  startsAt: number
  endsAt: number
  place: string
  trainers: string[]
  cancelled: { reason: string } | null
  /** Where it was to be before it was moved. */
  was: SessionPlace | null
  /** null: nothing is known about it here. */
  mine: MyAttendance | null
}

export interface MyRun {
  run: RunId
  title: LocalText
  number: number | null
  programmeTitle: LocalText
  funderRegistration: string | null
  demonstration: boolean
  team: ClassRow['team']
  /** By date and time. */
  sessions: MySession[]
  /** null until the hub has sent the record. */
  hours: { confirmed: number; toReview: number; of: number } | null
}

/** `record` is null while the hub has sent none. A run that is over may stand in the record alone. */
export function myRuns(classes: readonly ClassRow[], record: MyRecord | null): MyRun[] {
  const recorded = new Map(record?.runs.map((row) => [row.run, row]))
  const current = classes.map((row): MyRun => {
    const own = recorded.get(row.run)
    recorded.delete(row.run)
    const mine = new Map(own?.sessions.map((session) => [session.session, session]))
    return {
      ...row,
      sessions: row.sessions.map((session) => ({
        ...session,
        run: row.run,
        mine: mine.get(session.session) ?? null,
      })),
      hours: own ? hoursOf(own) : null,
    }
  })
  const former = [...recorded.values()].map((own): MyRun => {
    const unknown = { programmeTitle: {}, funderRegistration: null, demonstration: false, team: [] }
    return { ...unknown, ...own, sessions: own.sessions.map((mine) => alone(own.run, mine)), hours: hoursOf(own) }
  })
  return [...current, ...former]
}

const hoursOf = (own: MyRecord['runs'][number]): MyRun['hours'] => ({
  confirmed: own.minutesConfirmed,
  toReview: own.minutesToReview,
  of: own.ofMinutes,
})

const alone = (run: RunId, mine: MyAttendance): MySession => ({
  ...{ session: mine.session, run, title: mine.title, facts: mine.facts, mine },
  ...{ startsAt: startsAt(mine.facts), endsAt: endsAt(mine.facts) },
  ...{ place: '', trainers: [], cancelled: null, was: null },
})
