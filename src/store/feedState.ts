import type { FeedState, SeatDatabase } from './seatDatabase.ts'

/** How far this seat's copy of the feed goes, and of which scopes. */

const AT_THE_START: FeedState = { cursor: 0, epoch: null, scopes: null, fills: [] }

export async function feedState(db: SeatDatabase): Promise<FeedState> {
  const row = await db.meta.get('feed')
  if (row?.key !== 'feed') return AT_THE_START
  const { cursor, epoch, scopes, fills } = row
  return { cursor, epoch, scopes, fills }
}

/** Whether what a connection brings is still of the history that this store is in. `epoch`: the one that its tab was
 *  welcomed in; null: none yet. A tab that was frozen finds answers in its queue of a server that was put back from a
 *  backup since, and of which another tab has heard: rows that it no longer has would stand here as received. */
export async function isOfEpoch(db: SeatDatabase, epoch: string | null): Promise<boolean> {
  return epoch === null || (await feedState(db)).epoch === epoch
}

export const putFeedState = async (db: SeatDatabase, feed: FeedState): Promise<void> => {
  await db.meta.put({ key: 'feed', ...feed })
}
