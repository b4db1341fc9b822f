import 'fake-indexeddb/auto'
import { Dexie, type Table } from 'dexie'
import { afterEach, expect, it, vi } from 'vitest'
import { follow } from './live.ts'

interface TestDatabase extends Dexie {
  taps: Table<{ n: number }, number>
  others: Table<{ n: number }, number>
}

const open: Dexie[] = []

function aDatabase(): TestDatabase {
  const db = new Dexie('live-test') as TestDatabase
  db.version(1).stores({ taps: 'n', others: 'n' })
  open.push(db)
  return db
}

afterEach(async () => {
  for (const db of open.splice(0)) db.close()
  await Dexie.delete('live-test')
})

function counting(db: TestDatabase) {
  const read = vi.fn(() => db.taps.count())
  const found: number[] = []
  const stop = follow(
    { db, open: async () => void (await db.open()), onFailure: (error) => expect.unreachable(String(error)) },
    { tables: [db.taps], read },
    (count) => found.push(count),
  )
  return { read, found, stop }
}

it('reads once after many writes, and then all of them', async () => {
  const db = aDatabase()
  const { read, found, stop } = counting(db)
  await expect.poll(() => found).toEqual([0])
  for (let n = 0; n < 20; n++) await db.taps.put({ n })
  await expect.poll(() => found.at(-1)).toBe(20)
  // One, or some more where the machine was so slow that it was quiet between two writes.
  expect(read.mock.calls.length).toBeLessThan(10)
  stop()
})

it('follows what another connection writes, and only its own tables', async () => {
  const db = aDatabase()
  const { read, found, stop } = counting(db)
  await expect.poll(() => found).toEqual([0])
  const other = aDatabase()
  await other.others.put({ n: 1 })
  const before = read.mock.calls.length
  await other.taps.put({ n: 1 })
  await expect.poll(() => found.at(-1)).toBe(1)
  expect(read.mock.calls.length).toBe(before + 1)
  stop()
})

it('tells nothing more once it was stopped', async () => {
  const db = aDatabase()
  const first = counting(db)
  const second = counting(db)
  await expect.poll(() => [first.found, second.found]).toEqual([[0], [0]])
  first.stop()
  await db.taps.put({ n: 1 })
  await expect.poll(() => second.found).toEqual([0, 1])
  expect(first.found).toEqual([0])
  second.stop()
})

it('that follows some rows is left in peace by the others, and sees its own go', async () => {
  const db = aDatabase()
  const read = vi.fn(() => db.taps.bulkGet([1, 2]))
  const found: number[] = []
  const stop = follow(
    { db, open: async () => void (await db.open()), onFailure: (error) => expect.unreachable(String(error)) },
    { tables: [db.taps], keys: [1, 2], read },
    (rows) => found.push(rows.filter(Boolean).length),
  )
  // All of a database that is new has changed.
  await expect.poll(() => found).toEqual([0, 0])
  const second = counting(db)
  await expect.poll(() => second.found).toEqual([0])
  await db.taps.put({ n: 3 })
  await expect.poll(() => second.found.at(-1)).toBe(1)
  expect(read).toHaveBeenCalledTimes(2)
  await db.taps.put({ n: 2 })
  await expect.poll(() => found).toEqual([0, 0, 1])
  await db.taps.clear()
  await expect.poll(() => found).toEqual([0, 0, 1, 0])
  stop()
  second.stop()
})
