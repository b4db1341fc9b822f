import type { MyRun, MySession } from '../myRuns.ts'

/** What a participant's first page shows. */
export interface HomeView {
  /** The session that runs, or the one that comes. */
  next: MySession | null
  /** Cancelled ones that were to be before that. */
  cancelled: MySession[]
  /** What comes after. */
  later: MySession[]
}

export function arrangeHome(runs: readonly MyRun[], now: number): HomeView {
  const coming = runs
    .flatMap(({ sessions }) => sessions)
    .filter(({ endsAt }) => endsAt > now)
    .sort((a, b) => a.startsAt - b.startsAt)
  const at = coming.findIndex(({ cancelled }) => cancelled === null)
  const found = at < 0 ? coming.length : at
  return { next: coming[found] ?? null, cancelled: coming.slice(0, found), later: coming.slice(found + 1) }
}
