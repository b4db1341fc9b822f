import { computed, createModel } from '@preact/signals'
import type { RunId, SessionId } from '#domain/ids.ts'
import { addDays } from '#domain/sessionTime.ts'
import { follow } from '#screens/shared/follow.ts'
import { deviceZone, proposedTimes } from '#screens/shared/proposedTimes.ts'
import type { Loadable, RunRow, Seat, SessionRow } from '#store/api.ts'
import type { Office, PlannedSession, RunPlan } from '#store/officeApi.ts'

export interface SessionPlanView {
  run: RunRow
  plan: RunPlan
  /** null: one that is to be planned. */
  session: { planned: PlannedSession; row: SessionRow } | null
}

/** A session of a run as it is planned, or nothing but the run for a new one. */
export const SessionPlanModel = createModel((seat: Seat, office: Office, run: RunId, session: SessionId | null) => {
  const runs = follow(() => seat.runs())
  const plan = follow(() => office.plan(run))
  const rows = follow(() => seat.sessionsOfRun(run))
  const view = computed((): Loadable<SessionPlanView> => {
    const [r, p, s] = [runs.value, plan.value, rows.value]
    if (r.state !== 'ready' || p.state !== 'ready' || s.state !== 'ready')
      return p.state === 'missing' ? p : { state: 'loading' }
    const found = r.value.find((one) => one.run === run)
    const planned = p.value.sessions.find((one) => one.session === session)
    const row = s.value.find((one) => one.session === session)
    if (!found || (session !== null && !(planned && row))) return { state: 'missing' }
    return { state: 'ready', value: { run: found, plan: p.value, session: planned && row ? { planned, row } : null } }
  })
  return { view }
})

/** A new session is as the last one of its run, a week later; the first is proposed from the clock. */
export function proposedSession(
  plan: RunPlan,
  now: number,
): Pick<PlannedSession, 'facts' | 'place' | 'trainers' | 'title'> {
  const last = plan.sessions.findLast(({ cancelled }) => cancelled === null)
  if (last) {
    const facts = { ...last.facts, date: addDays(last.facts.date, 7), agenda: [] }
    return { facts, place: last.place, trainers: last.trainers, title: null }
  }
  const zone = deviceZone()
  const facts = { ...proposedTimes(now, zone), zone, breaks: [], mode: 'on-site' as const, agenda: [] }
  return { facts, place: '', trainers: [], title: null }
}
