import type { Json } from '#documents/change.ts'
import type { Course } from '#documents/course.ts'
import { type Plan, readPlan, rosterOf } from '#documents/plan.ts'
import type { RunId } from '#domain/ids.ts'
import { sameJson } from '#domain/sameJson.ts'
import { endsAt, startsAt } from '#domain/sessionTime.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { RunRow, SessionRow } from '../api.ts'
import type { SeatDatabase, StoredRegister } from '../seatDatabase.ts'
import { deriveState } from './deriveSession.ts'

/** Runs and sessions: made of the plan, the course's title and what was claimed. */
export async function projectPlan(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  const { run } = info
  if (!run) return
  if (entries.size > 0) {
    const plan = readPlan(entries)
    await db.plans.put({ run, plan, ...(plan.roster.some(({ isNew }) => isNew) ? { hasNew: 1 } : {}) })
    await refreshRun(db, run)
    return
  }
  await db.plans.delete(run)
  await db.runs.delete(run)
  await db.sessions.where('run').equals(run).delete()
}

/** Writes only the rows that differ: each put wakes the queries that show it. */
export async function refreshRun(db: SeatDatabase, run: RunId): Promise<void> {
  const planned = await db.plans.get(run)
  if (!planned) return
  const { plan } = planned
  const [course, oldRun, oldSessions, registers] = await Promise.all([
    plan.course ? db.courses.get(plan.course) : undefined,
    db.runs.get(run),
    db.sessions.where('run').equals(run).toArray(),
    db.registers.where('run').equals(run).toArray(),
  ])
  const runRow = deriveRun(run, plan, course)
  if (!sameJson(oldRun, runRow)) await db.runs.put(runRow)

  const before = new Map(oldSessions.map((row) => [row.session, row]))
  const claimed = new Map(registers.map((row) => [row.session, row]))
  const now = plan.sessions.map((_, at) => deriveSession(run, plan, at, runRow, claimed))
  const gone = new Set(before.keys())
  for (const row of now) gone.delete(row.session)
  await db.sessions.bulkDelete([...gone])
  await db.sessions.bulkPut(now.filter((row) => !sameJson(before.get(row.session), row)))
}

const deriveRun = (run: RunId, plan: Plan, course: Course | undefined): RunRow => ({
  run,
  programme: plan.programme,
  course: plan.course,
  // Started on the spot it has no course yet.
  title: course?.title ?? plan.sessions[0]?.title ?? {},
  kind: course?.kind ?? '',
  number: plan.number,
  activity: plan.activity ?? course?.activity ?? null,
  rosterSize: plan.roster.length,
  sessionCount: plan.sessions.length,
  demonstration: plan.demonstration,
})

function deriveSession(
  run: RunId,
  plan: Plan,
  at: number,
  runRow: RunRow,
  registers: ReadonlyMap<string, StoredRegister>,
): SessionRow {
  const planned = plan.sessions[at] as Plan['sessions'][number]
  const { session, facts } = planned
  const register = registers.get(session)
  return {
    session,
    run,
    programme: plan.programme,
    title: planned.title ?? runRow.title,
    index: at + 1,
    ofSessions: plan.sessions.length,
    runNumber: plan.number,
    facts,
    startsAt: startsAt(facts),
    endsAt: endsAt(facts),
    place: planned.place,
    trainers: planned.trainers,
    cancelled: planned.cancelled !== null,
    ...deriveState(session, facts, rosterOf(plan, session), register?.claims ?? [], register?.reviews ?? []),
  }
}
