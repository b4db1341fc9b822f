import { type Plan, rosterOf } from '#documents/plan.ts'
import type { RecordedClaim, RecordedReview } from '#domain/claims.ts'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import { type RegisterCounts, type RegisterState, resolveRegister } from '#domain/register.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { SessionFacts } from '#domain/session.ts'
import type { SessionRow } from '../api.ts'
import type { SeatDatabase, StoredRegister } from '../seatDatabase.ts'

/** What lists show of a register, derived from its claims. */
export interface SessionState {
  state: RegisterState
  counts: RegisterCounts
  rosterSize: number
  lastClaimAt: number | null
}

export function deriveState(
  session: SessionId,
  facts: SessionFacts,
  roster: PersonId[],
  claims: RecordedClaim[],
  reviews: RecordedReview[],
): SessionState {
  const { state, counts } = resolveRegister({ session, facts, roster, claims, reviews })
  const lastClaimAt = claims.reduce<number | null>((last, { claim }) => Math.max(last ?? claim.at, claim.at), null)
  return { state, counts, rosterSize: roster.length, lastClaimAt }
}

/** What a session's state is derived from besides its register. */
export interface SessionContext {
  row: SessionRow | undefined
  plan: Plan | undefined
}

export async function contextOf(db: SeatDatabase, run: RunId, session: SessionId): Promise<SessionContext> {
  const [row, planned] = await Promise.all([db.sessions.get(session), db.plans.get(run)])
  return { row, plan: planned?.plan }
}

/** After a change of one register: its session's row, if the plan with that session is here. */
export async function refreshSessionState(
  db: SeatDatabase,
  register: StoredRegister,
  { row, plan }: SessionContext,
): Promise<void> {
  if (!row || row.run !== register.run || !plan) return
  const roster = rosterOf(plan, register.session)
  const state = deriveState(register.session, row.facts, roster, register.claims, register.reviews)
  const after = { ...row, ...state }
  if (!sameJson(row, after)) await db.sessions.put(after)
}
