import type { DocumentChange, Json } from '#documents/change.ts'
import { readClaims } from '#documents/claimsDocument.ts'
import { readCheckedNewcomers, readReviews } from '#documents/review.ts'
import type { RecordedClaim, RecordedReview } from '#domain/claims.ts'
import type { RunId, SessionId } from '#domain/ids.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { SeatDatabase, StoredRegister } from '../seatDatabase.ts'
import type { Attribution, Attributions } from './attribution.ts'
import { contextOf, refreshSessionState, type SessionContext } from './deriveSession.ts'

/** Registers: one row a session, with everything that anybody claimed about it. */

/** A register, and claims that are to be added to it. */
export interface Addition {
  register: StoredRegister
  context: SessionContext
  claims: RecordedClaim[]
}

/** The registers that claims belong to, read before anything is written. */
export async function registersFor(
  db: SeatDatabase,
  info: DocumentInfo | null,
  entries: DocumentChange['entries'],
): Promise<Addition[]> {
  const { run, owner } = info ?? {}
  if (!run || !owner) return []
  return Promise.all(
    [...bySession(readClaims(entries, owner))].map(async ([session, claims]): Promise<Addition> => {
      const [register, context] = await Promise.all([registerOf(db, session, run), contextOf(db, run, session)])
      return { register, context, claims }
    }),
  )
}

/** What a tap costs: the one session's row, not the whole document. All that it writes is asked for at once. */
export async function addClaims(db: SeatDatabase, additions: Addition[]): Promise<void> {
  await Promise.all(
    additions.map(async ({ register, context, claims }) => {
      const known = new Set(register.claims.map((claim) => claim.key))
      const fresh = claims.filter((claim) => !known.has(claim.key))
      if (fresh.length === 0) return
      await putRegister(db, { ...register, claims: sortedByKey([...register.claims, ...fresh]) }, context)
    }),
  )
}

export async function projectClaims(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
  attributions: Attributions,
): Promise<void> {
  const { run, owner } = info
  if (!run || !owner) return
  const claims = bySession(readClaims(entries, owner))
  const registers = await registersOf(db, run)
  for (const session of new Set([...claims.keys(), ...registers.keys()])) {
    const before = registers.get(session) ?? { session, run, claims: [], reviews: [] }
    const old = new Map(before.claims.map((claim) => [claim.key, claim]))
    const own = (claims.get(session) ?? []).map((claim) =>
      attributed(claim, old.get(claim.key), attributions.get(claim.key)),
    )
    const others = before.claims.filter((claim) => claim.recorder !== owner)
    const after = { ...before, claims: sortedByKey([...others, ...own]) }
    if (!sameJson(before, after)) await putRegister(db, after)
  }
}

export async function projectReviews(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
  attributions: Attributions,
): Promise<void> {
  const { run } = info
  if (!run) return
  await projectChecked(db, run, entries)
  const reviews = bySession(readReviews(entries))
  const registers = await registersOf(db, run)
  for (const session of new Set([...reviews.keys(), ...registers.keys()])) {
    const before = registers.get(session) ?? { session, run, claims: [], reviews: [] }
    const old = new Map(before.reviews.map((review) => [review.key, review]))
    const now = (reviews.get(session) ?? []).map((review) =>
      reviewedBy(review, old.get(review.key), attributions.get(review.key)),
    )
    const after = { ...before, reviews: sortedByKey(now) }
    if (!sameJson(before, after)) await putRegister(db, after)
  }
}

async function projectChecked(db: SeatDatabase, run: RunId, entries: ReadonlyMap<string, Json>): Promise<void> {
  const before = new Set((await db.checked.where('run').equals(run).toArray()).map(({ person }) => person))
  const now = readCheckedNewcomers(entries)
  const fresh = now.filter((person) => !before.delete(person))
  if (fresh.length > 0) await db.checked.bulkPut(fresh.map((person) => ({ run, person })))
  if (before.size > 0) await db.checked.bulkDelete([...before].map((person): [string, string] => [run, person]))
}

/** Own claims have arrived: they are known to be received, whatever else happens to their document. */
export async function attributeClaims(db: SeatDatabase, info: DocumentInfo, attributions: Attributions): Promise<void> {
  if (!info.run || attributions.size === 0) return
  const sessions = new Set([...attributions.keys()].map((key) => key.slice(0, key.indexOf(':')) as SessionId))
  for (const session of sessions) {
    const before = await db.registers.get([info.run, session])
    if (!before) continue
    const claims = before.claims.map((claim) =>
      claim.recorder === info.owner ? attributed(claim, claim, attributions.get(claim.key)) : claim,
    )
    const reviews = before.reviews.map((review) =>
      info.kind === 'review' ? reviewedBy(review, review, attributions.get(review.key)) : review,
    )
    if (!sameJson(before, { ...before, claims, reviews })) await db.registers.put({ ...before, claims, reviews })
  }
}

/** The coordinator whose it is, from which device and when, as it was known first. */
function reviewedBy(
  { key, session, person, review }: RecordedReview,
  old: RecordedReview | undefined,
  now: Attribution | undefined,
): RecordedReview {
  const plain: RecordedReview = { key, session, person, review }
  if (old?.reviewer !== undefined) return { ...old, ...plain }
  if (!now) return plain
  const { member, ...stamp } = now
  return { ...plain, reviewer: member, ...stamp }
}

/** What is known already stays, unless the newer knows more. */
function attributed(claim: RecordedClaim, old: RecordedClaim | undefined, now: Attribution | undefined): RecordedClaim {
  const { key, session, person, recorder, claim: stated } = claim
  const plain: RecordedClaim = { key, session, person, recorder, claim: stated }
  const source = old?.clockOffsetMs !== undefined || !now ? old : now
  return {
    ...plain,
    ...(source?.device === undefined ? {} : { device: source.device }),
    ...(source?.receivedAt === undefined ? {} : { receivedAt: source.receivedAt }),
    ...(source?.clockOffsetMs === undefined ? {} : { clockOffsetMs: source.clockOffsetMs }),
  }
}

async function registersOf(db: SeatDatabase, run: RunId): Promise<Map<SessionId, StoredRegister>> {
  const rows = await db.registers.where('run').equals(run).toArray()
  return new Map(rows.map((row) => [row.session, row]))
}

const registerOf = async (db: SeatDatabase, session: SessionId, run: RunId): Promise<StoredRegister> =>
  (await db.registers.get([run, session])) ?? { session, run, claims: [], reviews: [] }

async function putRegister(db: SeatDatabase, register: StoredRegister, known?: SessionContext): Promise<void> {
  const isEmpty = register.claims.length === 0 && register.reviews.length === 0
  // Not awaited where it is known: both writes are then asked for before this function first waits.
  const context = known ?? (await contextOf(db, register.run, register.session))
  await Promise.all([
    isEmpty ? db.registers.delete([register.run, register.session]) : db.registers.put(register),
    refreshSessionState(db, register, context),
  ])
}

function bySession<T extends { session: SessionId }>(all: T[]): Map<SessionId, T[]> {
  const sessions = new Map<SessionId, T[]>()
  for (const each of all) {
    const there = sessions.get(each.session)
    if (there) there.push(each)
    else sessions.set(each.session, [each])
  }
  return sessions
}

const sortedByKey = <T extends { key: string }>(all: T[]): T[] =>
  all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
