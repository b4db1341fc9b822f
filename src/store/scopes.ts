import { parseDocumentId, type Scope } from '#protocol/documentIds.ts'
import type { SeatHello, SeatWelcome } from '#protocol/frames.ts'
import { scopeSetHash } from '#protocol/scopeSetHash.ts'
import type { SeatCore } from './core.ts'
import { feedState, putFeedState } from './feedState.ts'
import { forgetDocument } from './forgetDocument.ts'
import { fallBackRows, letGoOfHeld } from './givingBack.ts'
import type { FeedState, SeatDatabase } from './seatDatabase.ts'
import { writingPlainly } from './transaction.ts'

/** What this seat may read, and how far its copy of the feed goes. */

export async function hello(core: SeatCore): Promise<SeatHello> {
  await core.open()
  const { cursor, epoch, scopes } = await feedState(core.db)
  return { member: core.member, cursor, epoch, scopeSetHash: scopes ? scopeSetHash(scopes) : '' }
}

export async function welcome(
  core: SeatCore,
  seat: SeatWelcome,
  epoch: string,
): Promise<{ cursor: number; fill: FeedState['fills'] } | null> {
  if (seat.state === 'unknown') return null
  if (seat.state === 'erased') {
    await core.erased()
    return null
  }
  await core.changeInfo(
    seat.state === 'ended'
      ? { state: 'ended' }
      : { state: 'active', hub: seat.hub, displayName: seat.name, role: seat.role },
  )
  if (seat.state === 'ended') return null
  return writingPlainly(core, async (db) => {
    let feed = await feedState(db)
    if (feed.epoch !== null && feed.epoch !== epoch) feed = await fallBack(db, feed, seat.forkSeq)
    await letGoOfHeld(core, db, seat.backedUpTo)
    feed = { ...feed, epoch }
    if (seat.scopes) feed = await takeScopes(core, db, feed, seat.scopes)
    await putFeedState(db, feed)
    return { cursor: feed.cursor, fill: feed.fills }
  })
}

/** The server was restored from a backup: its history above forkSeq is another one. Rows that we have from above stay,
 *  without their place, to be given back. */
async function fallBack(db: SeatDatabase, feed: FeedState, forkSeq: number): Promise<FeedState> {
  await fallBackRows(db, forkSeq)
  await db.projections.toCollection().modify((row) => {
    if (row.sequence > forkSeq) row.sequence = 0
  })
  const fills = feed.fills.map((fill) => ({ ...fill, from: Math.min(fill.from, forkSeq) }))
  return { ...feed, cursor: Math.min(feed.cursor, forkSeq), fills }
}

async function takeScopes(core: SeatCore, db: SeatDatabase, feed: FeedState, scopes: Scope[]): Promise<FeedState> {
  const before = new Set(feed.scopes ?? [])
  const now = new Set(scopes)
  for (const scope of before) if (!now.has(scope)) await dropScope(core, db, scope)
  const fills = feed.fills.filter(({ scope }) => now.has(scope))
  const filling = new Set(fills.map(({ scope }) => scope))
  if (feed.cursor > 0) {
    for (const scope of now) if (!before.has(scope) && !filling.has(scope)) fills.push({ scope, from: 0 })
  }
  return { ...feed, scopes: [...now], fills }
}

/** What may not be read any more goes (S4). Entries of the outbox stay, with their bytes and in plain values: what was
 *  not received is still sent, and is shown until it is (S1). */
async function dropScope(core: SeatCore, db: SeatDatabase, scope: Scope): Promise<void> {
  // A scope may stand for others, whose names go on after a colon (`coverOf`).
  const below = `${scope}:`
  const heads = await db.heads.where('scope').equals(scope).or('scope').startsWith(below).toArray()
  for (const head of heads) {
    await forgetDocument(core, db, head)
    const info = parseDocumentId(head.document)
    if (info) await core.readModel.project(db, info, new Map())
  }
  await db.projections.where('scope').equals(scope).or('scope').startsWith(below).delete()
  if (scope.startsWith('class:')) await db.moves.where('run').equals(scope.slice('class:'.length)).delete()
}
