import { computed, createModel, effect } from '@preact/signals'
import { minuteClock } from '#screens/shared/movingClock.ts'
import type { Loadable, ProgrammeRow, RunRow, Seat, SessionRow } from '#store/api.ts'
import { compareText } from '#text/collate.ts'
import { localText } from '#text/localText.ts'

/** How far a run is, in sessions. `confirmed` + `open` + `missed` + `ahead` + `cancelled` = `total`. */
export interface RunProgress {
  total: number
  /** Submitted, accepted, or did not take place. */
  confirmed: number
  /** Something is recorded and not handed in, or it was returned. */
  open: number
  /** Over, and nothing recorded. */
  missed: number
  /** Still to come, nothing recorded. */
  ahead: number
  cancelled: number
  /** People whose records differ, in all sessions of the run. */
  disagreements: number
  /** Running now or next to come. */
  next: SessionRow | null
}

export interface RunEntry {
  run: RunRow
  progress: RunProgress
}

export interface ActivityGroup {
  /** null: runs that name no activity of their programme. */
  activity: ProgrammeRow['activities'][number] | null
  runs: RunEntry[]
}

export interface ProgrammeGroup {
  /** null: runs outside any programme that this device knows. */
  programme: ProgrammeRow | null
  activities: ActivityGroup[]
  runCount: number
}

/** Where one session stands for the office. */
export type SessionStanding = 'confirmed' | 'open' | 'missed' | 'ahead' | 'cancelled'

export function standingOf(session: SessionRow, now: number): SessionStanding {
  switch (session.state) {
    case 'submitted':
    case 'accepted':
    case 'did-not-take-place':
      return 'confirmed'
    case 'in-progress':
    case 'returned':
      return 'open'
    case 'not-started':
      if (session.cancelled) return 'cancelled'
      return session.endsAt < now ? 'missed' : 'ahead'
  }
}

export function progressOf(sessions: readonly SessionRow[], now: number): RunProgress {
  const progress: RunProgress = {
    total: sessions.length,
    confirmed: 0,
    open: 0,
    missed: 0,
    ahead: 0,
    cancelled: 0,
    disagreements: 0,
    next: null,
  }
  for (const session of sessions) {
    progress[standingOf(session, now)]++
    progress.disagreements += session.counts.disagreements
    const sooner = progress.next === null || session.startsAt < progress.next.startsAt
    if (!session.cancelled && session.endsAt >= now && sooner) progress.next = session
  }
  return progress
}

/** Programmes with their runs by activity. Runs keep the order they come in; a programme without runs stays. */
export function groupRuns(
  programmes: readonly ProgrammeRow[],
  runs: readonly RunRow[],
  sessions: readonly SessionRow[],
  now: number,
): ProgrammeGroup[] {
  const sessionsByRun = Map.groupBy(sessions, (session) => session.run)
  const entries = runs.map((run) => ({ run, progress: progressOf(sessionsByRun.get(run.run) ?? [], now) }))
  const known = new Set(programmes.map(({ programme }) => programme))
  const groups: ProgrammeGroup[] = programmes.map((programme) => {
    const own = entries.filter(({ run }) => run.programme === programme.programme)
    const byActivity = Map.groupBy(own, ({ run }) => run.activity)
    const named = new Set(programme.activities.map(({ id }) => id))
    const unnamed = own.filter(({ run }) => run.activity === null || !named.has(run.activity))
    const activities: ActivityGroup[] = programme.activities.map((activity) => ({
      activity,
      runs: byActivity.get(activity.id) ?? [],
    }))
    if (unnamed.length > 0) activities.push({ activity: null, runs: unnamed })
    return { programme, activities, runCount: own.length }
  })
  // What was started on the spot is the office's to place: `toPlace`.
  const loose = entries.filter(({ run }) => run.programme !== null && !known.has(run.programme))
  if (loose.length > 0) {
    groups.push({ programme: null, activities: [{ activity: null, runs: loose }], runCount: loose.length })
  }
  return groups
}

/** Runs that were started on the spot and have no programme yet; the latest first. */
export function runsToPlace(runs: readonly RunRow[], sessions: readonly SessionRow[], now: number): RunEntry[] {
  const sessionsByRun = Map.groupBy(sessions, (session) => session.run)
  const begins = ({ run }: RunEntry) => sessionsByRun.get(run.run)?.[0]?.startsAt ?? 0
  return runs
    .filter(({ programme }) => programme === null)
    .map((run) => ({ run, progress: progressOf(sessionsByRun.get(run.run) ?? [], now) }))
    .toSorted((a, b) => begins(b) - begins(a))
}

export function doubtfulSessions(sessions: readonly SessionRow[], now: number): SessionRow[] {
  const rank = (session: SessionRow) => (session.counts.disagreements > 0 ? 0 : 1)
  return sessions
    .filter((row) => row.counts.disagreements > 0 || (row.endsAt < now && standingOf(row, now) === 'open'))
    .sort((a, b) => rank(a) - rank(b) || b.startsAt - a.startsAt)
}

const byTitle = (a: ProgrammeRow, b: ProgrammeRow) => compareText(localText(a.title), localText(b.title))

/** Every day that a session may have. */
const FIRST_DAY = '1970-01-01'
const LAST_DAY = '9999-12-31'

export const ProgrammesModel = createModel((seat: Seat) => {
  const programmes = seat.programmes()
  const runs = seat.runs()
  const sessions = seat.sessionsBetween(FIRST_DAY, LAST_DAY)
  const now = minuteClock(seat.now)
  effect(() => () => {
    programmes.dispose()
    runs.dispose()
    sessions.dispose()
  })
  const groups = computed((): Loadable<ProgrammeGroup[]> => {
    const [p, r, s] = [programmes.value.value, runs.value.value, sessions.value.value]
    if (p.state === 'loading' || r.state === 'loading' || s.state === 'loading') return { state: 'loading' }
    const value = groupRuns(
      p.state === 'ready' ? p.value.toSorted(byTitle) : [],
      r.state === 'ready' ? r.value : [],
      s.state === 'ready' ? s.value : [],
      now.value,
    )
    return { state: 'ready', value }
  })
  const toPlace = computed((): RunEntry[] => {
    const [r, s] = [runs.value.value, sessions.value.value]
    return r.state === 'ready' ? runsToPlace(r.value, s.state === 'ready' ? s.value : [], now.value) : []
  })
  /** Sessions whose records differ, then those that are over and not handed in; latest first. */
  const doubtful = computed((): SessionRow[] => {
    const found = sessions.value.value
    return found.state === 'ready' ? doubtfulSessions(found.value, now.value) : []
  })
  return { groups, toPlace, doubtful, now }
})
