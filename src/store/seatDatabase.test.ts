import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { type MemberId, makeId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { openSeatDatabase, seatDatabaseName } from './seatDatabase.ts'
import { diskOf, seededRandom } from './testing.ts'

const random = seededRandom(1)
const [run, filled] = [makeId(random), makeId(random)]

/** A database as the first version of the store left it, with a note in the scope of its run. */
async function oldDatabase(member: MemberId, feed: object | null): Promise<void> {
  const db = new Dexie(seatDatabaseName(member))
  db.version(1).stores({ meta: 'key', heads: 'document, scope' })
  const head = { generation: 1, clientId: null, last: 1, unsettled: false }
  await db.table('heads').bulkAdd([
    { document: documentId.plan(run), scope: `run:${run}`, ...head },
    { document: documentId.about(run, makeId(random)), scope: `run:${run}`, ...head },
    { document: documentId.hub(), scope: 'all', ...head },
  ])
  await db.table('meta').add({ key: 'store', id: 'x' })
  if (feed) await db.table('meta').add({ key: 'feed', cursor: 9, epoch: 'e', ...feed })
  db.close()
}

test('S6 notes that an older version filed under their run are filed under their own scope, as far as they came', async () => {
  const member = makeId<MemberId>(random)
  await oldDatabase(member, { scopes: ['all', `run:${run}`], fills: [{ scope: `run:${filled}`, from: 3 }] })
  const db = openSeatDatabase(member, diskOf(indexedDB, IDBKeyRange))
  const heads = await db.heads.toArray()
  expect(heads.map((head) => head.scope).sort()).toEqual([`about:${run}`, 'all', `run:${run}`].sort())
  expect(heads.find((head) => head.scope.startsWith('about:'))?.document).toContain('/about/')
  expect(await db.meta.get('feed')).toMatchObject({
    cursor: 9,
    scopes: ['all', `run:${run}`, `about:${run}`],
    fills: [
      { scope: `run:${filled}`, from: 3 },
      { scope: `about:${filled}`, from: 3 },
    ],
  })
  db.close()
})

test('S6 a store that never met its hub is opened as well', async () => {
  const member = makeId<MemberId>(random)
  await oldDatabase(member, { scopes: null, fills: [] })
  const db = openSeatDatabase(member, diskOf(indexedDB, IDBKeyRange))
  expect(await db.meta.get('feed')).toMatchObject({ cursor: 9, scopes: null })
  db.close()
})
