import { rosterOf } from '#documents/plan.ts'
import type { RecordedClaim, RecordedReview } from '#domain/claims.ts'
import type { PersonId, SessionId } from '#domain/ids.ts'
import { type RegisterCounts, type RegisterState, resolveRegister } from '#domain/register.ts'
import type { SessionFacts } from '#domain/session.ts'
import { sameJson } from '../sameJson.ts'
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

/** After a change of one register: its session's row, if the plan with that session is here. */
export async function refreshSessionState(db: SeatDatabase, register: StoredRegister): Promise<void> {
  const [row, planned] = await Promise.all([db.sessions.get(register.session), db.plans.get(register.run)])
  if (!row || row.run !== register.run || !planned) return
  const roster = rosterOf(planned.plan, register.session)
  const state = deriveState(register.session, row.facts, roster, register.claims, register.reviews)
  const after = { ...row, ...state }
  if (!sameJson(row, after)) await db.sessions.put(after)
}
