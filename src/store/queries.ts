import type { RunId } from '#domain/ids.ts'
import type { Day } from '#domain/session.ts'
import type { ProgrammeRow, RunRow, SessionRow } from './api.ts'
import type { SeatDatabase } from './seatDatabase.ts'

/** Lists, read from the read model only: each uses one index. */

const byTime = (a: SessionRow, b: SessionRow) => a.startsAt - b.startsAt || (a.session < b.session ? -1 : 1)

export const sessionsBetween = async (db: SeatDatabase, from: Day, to: Day): Promise<SessionRow[]> =>
  (await db.sessions.where('facts.date').between(from, to, true, true).toArray()).sort(byTime)

export const sessionsOfRun = async (db: SeatDatabase, run: RunId): Promise<SessionRow[]> =>
  (await db.sessions.where('run').equals(run).toArray()).sort(byTime)

export async function sessionsNear(db: SeatDatabase, at: number, count: number): Promise<SessionRow[]> {
  const [before, after] = await Promise.all([
    db.sessions.where('startsAt').below(at).reverse().limit(count).toArray(),
    db.sessions.where('startsAt').aboveOrEqual(at).limit(count).toArray(),
  ])
  const distance = (row: SessionRow) => Math.abs(row.startsAt - at)
  return [...before, ...after]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort(byTime)
}

export const sessionsMissed = async (db: SeatDatabase, at: number): Promise<SessionRow[]> =>
  db.sessions
    .where('[state+endsAt]')
    .between(['not-started', Number.NEGATIVE_INFINITY], ['not-started', at], true, false)
    .reverse()
    .filter((row) => !row.cancelled)
    .toArray()

export const runs = async (db: SeatDatabase): Promise<RunRow[]> => {
  const text = (row: RunRow) => `${row.programme ?? ''}/${row.course ?? ''}`
  const order = (a: RunRow, b: RunRow) =>
    text(a) === text(b) ? (a.number ?? 0) - (b.number ?? 0) : text(a) < text(b) ? -1 : 1
  return (await db.runs.toArray()).sort(order)
}

export const programmes = (db: SeatDatabase): Promise<ProgrammeRow[]> => db.programmes.toArray()
