import type { FeedState, SeatDatabase } from './seatDatabase.ts'

/** How far this seat's copy of the feed goes, and of which scopes. */

const AT_THE_START: FeedState = { cursor: 0, epoch: null, scopes: null, fills: [] }

export async function feedState(db: SeatDatabase): Promise<FeedState> {
  const row = await db.meta.get('feed')
  if (row?.key !== 'feed') return AT_THE_START
  const { cursor, epoch, scopes, fills } = row
  return { cursor, epoch, scopes, fills }
}

export const putFeedState = async (db: SeatDatabase, feed: FeedState): Promise<void> => {
  await db.meta.put({ key: 'feed', ...feed })
}
