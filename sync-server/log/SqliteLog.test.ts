import SQLite from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { PAGE_BYTES, REQUESTS_KEPT_MS } from '#protocol/limits.ts'
import { CLAIMS, claimKey, HonestDevice, HUB, PLAN, testId } from '../../tests/contracts/HonestDevice.ts'
import { ACCESS_SCHEMA } from '../access/tables.ts'
import type { AppendJob } from './Log.ts'
import { LogReader } from './LogReader.ts'
import { SqliteLog } from './SqliteLog.ts'
import { LOG_SCHEMA } from './schema.ts'
import { tagOf } from './tag.ts'

const NOW = 1_790_000_000_000
const tagKey = new Uint8Array(32).fill(7)

let db: SQLite.Database
let log: SqliteLog
let phone: HonestDevice

const openAgain = (now = NOW) => new SqliteLog(db, { tagKey, epoch: 'first', now })
const commit = (...jobs: AppendJob[]) => log.commit(jobs.map((job) => ({ kind: 'append', job })))
const codes = (result: ReturnType<typeof commit>) => result.answers.map((answer) => (answer.ok ? 'ok' : answer.code))

beforeEach(() => {
  db = new SQLite(':memory:')
  db.exec(LOG_SCHEMA)
  db.exec(ACCESS_SCHEMA)
  log = openAgain()
  phone = new HonestDevice('phone', PLAN)
})

describe('a full disk', () => {
  it('F1 PU9 is answered with disk-full, nothing is written, and the same request is taken once there is space', () => {
    db.pragma(`max_page_count = ${(db.pragma('page_count', { simple: true }) as number) + 3}`)
    const large = phone.push(phone.set(['k', 'x'.repeat(60_000)]))
    const refused = commit(large, phone.push(phone.set(['l', 1])))
    expect(codes(refused)).toEqual(['disk-full', 'disk-full'])
    expect(refused.committed).toBeNull()
    expect(new LogReader(db).head(HUB)).toBe(0)

    db.pragma('max_page_count = 100000')
    const taken = commit(large)
    expect(taken.answers).toMatchObject([{ ok: true, sequence: 1 }])
    // What hung on the first one has its place now.
    expect(commit(phone.push(phone.set(['m', 1]))).answers).toMatchObject([{ ok: false, code: 'needs' }])
  })
})

describe('a transaction that fails', () => {
  it('PU6 is done again one by one, so that only the job at fault is refused', () => {
    const bad = phone.push(phone.set(['k', 1]))
    const tablet = new HonestDevice('tablet', CLAIMS)
    const good = tablet.push(tablet.set([claimKey('a'), 1]))
    db.exec(`CREATE TRIGGER fault BEFORE INSERT ON rows WHEN new.document = '${PLAN}'
             BEGIN SELECT raise(ABORT, 'a fault'); END`)
    const result = commit(bad, good)
    expect(codes(result)).toEqual(['failed', 'ok'])
    expect(result.committed?.rows.map((row) => [row.sequence, row.document])).toEqual([[1, CLAIMS]])
    db.exec('DROP TRIGGER fault')
    expect(commit(bad).answers).toMatchObject([{ ok: true, sequence: 2 }])
  })

  it('leaves no gap in the sequence', () => {
    const jobs = Array.from({ length: 5 }, (_, at) => phone.push(phone.set([`k${at}`, at])))
    db.exec(`CREATE TRIGGER fault BEFORE INSERT ON rows WHEN new.seq = 4 AND (SELECT count(*) FROM rows) < 4
             BEGIN SELECT raise(ABORT, 'never twice') WHERE EXISTS (SELECT 1 FROM meta); END`)
    db.exec("INSERT INTO meta VALUES ('fault', '1')")
    expect(codes(commit(...jobs))).toEqual(['ok', 'ok', 'ok', 'failed', 'needs'])
    db.exec('DROP TRIGGER fault')
    expect(commit(...jobs.slice(3)).answers).toMatchObject([{ sequence: 4 }, { sequence: 5 }])
  })
})

describe('requests', () => {
  it('are remembered for 180 days, and no longer', () => {
    const kept = phone.push(phone.set(['k', 1]))
    commit(kept)
    const remembered = () => db.prepare('SELECT count(*) FROM requests').pluck().get()
    openAgain(NOW + REQUESTS_KEPT_MS)
    expect(remembered()).toBe(1)
    openAgain(NOW + REQUESTS_KEPT_MS + 1)
    expect(remembered()).toBe(0)
  })

  it('are forgotten by a server that is never restarted, too', () => {
    commit(phone.push(phone.set(['k', 1])))
    commit(phone.push(phone.set(['l', 1]), { receivedAt: NOW + REQUESTS_KEPT_MS + 1 }))
    expect(db.prepare('SELECT count(*) FROM requests').pluck().get()).toBe(1)
  })

  it('F1 are answered and relayed though forgetting old ones fails', () => {
    commit(phone.push(phone.set(['k', 1])))
    db.exec("CREATE TRIGGER broken BEFORE DELETE ON requests BEGIN SELECT raise(ABORT, 'broken'); END")
    const result = commit(phone.push(phone.set(['l', 1]), { receivedAt: NOW + REQUESTS_KEPT_MS + 1 }))
    expect(codes(result)).toEqual(['ok'])
    expect(result.committed?.rows).toHaveLength(1)
  })

  it('of another length are refused', () => {
    expect(codes(commit(phone.push(phone.set(['k', 1]), { request: new Uint8Array(15) })))).toEqual(['malformed'])
  })
})

describe('tags', () => {
  it('S3 prove hub, document, sequence, author, device, time and bytes, and need the key', () => {
    const job = phone.push(phone.set(['k', 1]))
    const row = commit(job).committed?.rows[0]
    if (!row) throw new Error('not committed')
    expect(tagOf(tagKey, row)).toEqual(row.tag)
    const changes = [
      { hub: testId('hub2') },
      { document: CLAIMS },
      { sequence: 2 },
      { member: testId('other') },
      { device: testId('other') },
      { receivedAt: NOW + 1 },
      { bytes: new Uint8Array([0, 0]) },
    ]
    for (const change of changes) expect(tagOf(tagKey, { ...row, ...change })).not.toEqual(row.tag)
    expect(tagOf(new Uint8Array(32), row)).not.toEqual(row.tag)
  })
})

describe('the reader', () => {
  it('tells of nothing that was not told to it, though the database holds it', () => {
    const reader = new LogReader(db)
    const { committed } = commit(phone.push(phone.set(['k', 1])), phone.push(phone.set(['l', 1])))
    const [first] = committed?.rows ?? []
    if (!first) throw new Error('not committed')
    reader.add([first])
    const page = reader.read(HUB, [{ scope: first.scope, from: 0 }], PAGE_BYTES)
    expect([page.rows.map((row) => row.sequence), page.upto]).toEqual([[1], 1])
  })
})
