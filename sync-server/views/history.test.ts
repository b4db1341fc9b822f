import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubId, MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import { SNAPSHOT_PART_BYTES } from '#protocol/limits.ts'
import { claimKey, HonestDevice } from '../../tests/contracts/HonestDevice.ts'
import { databaseFile } from '../log/dataFolder.ts'
import { LogReader } from '../log/LogReader.ts'
import { BENCH_NOW, type DecodingBench, openBench, type Who } from './testDecoding.ts'

let folder: string
let bench: DecodingBench
let plan: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teren-history-'))
  bench = await openBench(folder)
  plan = documentId.plan(bench.run)
})
afterEach(async () => {
  await bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const MINUTE = 60_000
const WEEKS = 14 * 24 * 3600 * 1000

function stored<T>(sql: string, ...values: unknown[]): T[] {
  const db = new SQLite(databaseFile(folder), { readonly: true })
  const rows = db.prepare<unknown[], T>(sql).all(...values)
  db.close()
  return rows
}

/** What the feed sends of the plan to whoever has everything up to a sequence. */
async function fed(from = 0): Promise<Change[]> {
  const db = new SQLite(databaseFile(folder), { readonly: true })
  const { rows } = new LogReader(db).read(bench.hub as HubId, [{ scope: `run:${bench.run}`, from }], 10 ** 9)
  db.close()
  return rows.filter(({ document }) => document === plan)
}

const entriesOf = (doc: Y.Doc) => doc.getMap('teren').toJSON()

/** The plan as somebody reads it who comes now. */
async function fresh(): Promise<Record<string, unknown>> {
  const doc = new Y.Doc()
  for (const { bytes } of await fed()) Y.applyUpdate(doc, bytes)
  expect(doc.store.pendingStructs).toBeNull()
  return entriesOf(doc)
}

/** A phone with a plan, at work for somebody. */
class Phone extends HonestDevice {
  readonly who: Who
  seen = 0
  constructor(who: Who) {
    super('phone', plan)
    this.who = who
  }
  async write(...entries: [string, unknown][]): Promise<void> {
    await this.send(this.set(...entries))
  }
  async send(update: Uint8Array): Promise<void> {
    expect(await bench.push(this.who, plan, update)).toMatchObject({ ok: true })
    bench.passTime(MINUTE)
  }
  async read(): Promise<Record<string, unknown>> {
    for (const { bytes, sequence } of await fed(this.seen)) {
      Y.applyUpdate(this.doc, bytes)
      this.seen = sequence
    }
    return entriesOf(this.doc)
  }
}

const lead = (who: Who, at: number, by: MemberId | null = null, document = plan, request?: Uint8Array) =>
  bench.command(who, { name: 'restore-document', document, at, by }, request)

describe('a document led back to a moment', () => {
  /** A plan, then an hour in which one changes and deletes, and another writes beside and over it. */
  async function anHour() {
    const [field, vandal] = [new Phone(bench.other), new Phone(bench.trainer)]
    await field.write(['place', 'Hall'], ['day', 'Monday'], ['team', 'both'])
    const moment = bench.clock() - 1
    await vandal.read()
    await vandal.write(['place', 'nowhere'], ['junk', 'x'])
    await vandal.send(vandal.change((map) => map.delete('team')))
    await vandal.write(['day', 'never'])
    await field.read()
    await field.write(['day', 'Tuesday'], ['note', 'bring chairs'])
    return { field, vandal, moment }
  }
  const THEN = { place: 'Hall', day: 'Monday', team: 'both' }

  it('S3 HI1 by a new change, on which every device converges whatever it holds', async () => {
    const { field, vandal, moment } = await anHour()
    const before = stored<{ count: number }>('SELECT count(*) AS count FROM rows WHERE document = ?', plan)
    expect(await lead(bench.coordinator, moment)).toEqual({ ok: true, result: { keys: 5 } })
    expect(await fresh()).toEqual(THEN)
    // Whoever was away wrote meanwhile; whoever was not takes the change.
    expect(await field.read()).toEqual(THEN)
    await vandal.write(['later', 1])
    expect(await vandal.read()).toEqual({ ...THEN, later: 1 })
    expect(await field.read()).toEqual({ ...THEN, later: 1 })
    expect(await fresh()).toEqual({ ...THEN, later: 1 })
    // Everything is still there, and the change is its author's.
    const rows = stored<{ member: string; device: string }>(
      'SELECT member, device FROM rows WHERE document = ? ORDER BY seq',
      plan,
    )
    expect(rows).toHaveLength((before[0]?.count ?? 0) + 2)
    expect(rows.at(-2)).toEqual(bench.coordinator)
  })

  it('S3 HI2 of one member’s changes alone: what others wrote since stays', async () => {
    const { field, moment } = await anHour()
    expect(await lead(bench.coordinator, moment, bench.trainer.member)).toEqual({ ok: true, result: { keys: 3 } })
    expect(await fresh()).toEqual({ place: 'Hall', team: 'both', day: 'Tuesday', note: 'bring chairs' })
    expect(await field.read()).toEqual(await fresh())
  })

  it('S3 HI1 forward again: what was taken back is in the history', async () => {
    const { moment } = await anHour()
    const late = bench.clock() - 1
    const before = await fresh()
    await lead(bench.coordinator, moment)
    bench.passTime(MINUTE)
    expect(await lead(bench.coordinator, late)).toEqual({ ok: true, result: { keys: 5 } })
    expect(await fresh()).toEqual(before)
  })

  it('S3 HI3 writes nothing where nothing differs, and answers a repeated command as the first time', async () => {
    const { moment } = await anHour()
    const request = new Uint8Array(16).fill(9)
    const count = () => stored('SELECT 1 FROM rows').length
    const first = await lead(bench.coordinator, moment, null, plan, request)
    const rows = count()
    expect(await lead(bench.coordinator, moment, null, plan, request)).toEqual(first)
    expect(await lead(bench.coordinator, moment)).toEqual({ ok: true, result: { keys: 0 } })
    expect(count()).toBe(rows)
    expect(await lead(bench.coordinator, moment + 1, null, plan, request)).toMatchObject({ ok: false, code: 'fork' })
    // The answer that was given stands, though the sign-in ended since.
    await bench.log.operate({ kind: 'sign-out', ...bench.coordinator, at: bench.clock() })
    expect(await lead(bench.coordinator, moment, null, plan, request)).toEqual(first)
    expect(await lead(bench.coordinator, moment)).toMatchObject({ ok: false, code: 'ended' })
  })

  it('S4 HI4 by coordinators, in documents that they may write, and none that only gains entries', async () => {
    const { moment } = await anHour()
    const { run, trainer, coordinator } = bench
    const before = await fresh()
    expect(await lead(trainer, moment)).toMatchObject({ ok: false, code: 'no-right' })
    const refusals: [string, string][] = [
      [documentId.private('p'.repeat(16)), 'no-right'],
      [documentId.claims(run, trainer.member), 'no-right'],
      [documentId.claims(run, coordinator.member), 'not-possible'],
      [documentId.runStaff(run), 'no-right'],
      [documentId.plan('r'.repeat(16)), 'no-right'],
    ]
    for (const [document, code] of refusals) {
      expect([document, await lead(coordinator, moment, null, document)]).toMatchObject([document, { ok: false, code }])
    }
    expect(await fresh()).toEqual(before)
    expect(stored("SELECT 1 FROM commands WHERE body LIKE '%restore%'")).toEqual([])
  })

  it('S3 HI1 is not written over what came in between: the command is refused, and taken the next time', async () => {
    const { vandal, moment } = await anHour()
    const { log, hub, coordinator } = bench
    const made = { update: new Uint8Array([0, 0]), keys: 1, basedOn: 1 }
    const body = { name: 'restore-document', document: plan, at: moment, by: null } as const
    const request = new Uint8Array(16).fill(4)
    const operation = { kind: 'command', hub, ...coordinator, request, body, at: bench.clock() } as const
    await vandal.write(['day', 'again'])
    expect(await log.operate({ ...operation, restoring: made })).toMatchObject({ ok: false, code: 'failed' })
    expect(await lead(coordinator, moment, null, plan, request)).toMatchObject({ ok: true })
    expect(await fresh()).toEqual(THEN)
  })
})

describe('a document made shorter', () => {
  /** A plan of many small changes by two phones, all of them old. */
  async function manyChanges(count = 80) {
    const [one, two] = [new Phone(bench.trainer), new Phone(bench.other)]
    for (let at = 0; at < count; at++) {
      const phone = at % 2 === 0 ? one : two
      await phone.read()
      await phone.write([`key${at % 7}`, { at, text: 'x'.repeat(40) }])
    }
    await one.send(one.change((map) => map.delete('key3')))
    return { one, two }
  }
  const rowsOf = (table: string) =>
    stored<Record<string, unknown>>(
      `SELECT seq, scope, document, member, device, received_at, tag, bytes FROM ${table} WHERE document = ? ORDER BY seq`,
      plan,
    )

  it('HI5 is sent as one row to whoever comes, with the same in it, and everything that was taken stays in the history', async () => {
    await manyChanges()
    const [before, rows] = [await fresh(), rowsOf('rows')]
    expect(await bench.compaction.goThrough()).toBe(0)
    bench.passTime(WEEKS)
    expect(await bench.compaction.goThrough()).toBe(1)
    expect(bench.reports).toEqual([])
    expect(await fresh()).toEqual(before)
    const [one, ...more] = await fed()
    expect(more).toEqual([])
    expect(one).toMatchObject({ kind: 'snapshot', sequence: rows.at(-1)?.seq, member: '', device: '' })
    expect(one?.bytes.length).toBeLessThan(rows.reduce((sum, { bytes }) => sum + (bytes as Uint8Array).length, 0) / 3)
    expect(rowsOf('history')).toEqual(rows)
    // Once is enough.
    expect(await bench.compaction.goThrough()).toBe(0)
  })

  it('HI5 sends nothing to a device that has it, one row to one that lacks some, and goes on from there', async () => {
    const { one, two } = await manyChanges()
    await one.read()
    const away = two.seen
    bench.passTime(WEEKS)
    await bench.compaction.goThrough()
    expect(await fed(one.seen)).toEqual([])
    expect((await fed(away)).map(({ kind }) => kind)).toEqual(['snapshot'])
    expect(await two.read()).toEqual(await one.read())
    await two.write(['new', 1])
    await one.write(['key1', 'last'])
    expect(await one.read()).toEqual(await two.read())
    expect(await fresh()).toEqual(await one.read())
    // What was taken is still known as such.
    expect(await bench.push(one.who, plan, one.set(['more', 2]))).toMatchObject({ ok: true })
  })

  it('HI1 HI5 can be led back to a moment before that, and be made shorter once more', async () => {
    const { one } = await manyChanges()
    const early = BENCH_NOW + 20 * MINUTE - 1
    bench.passTime(WEEKS)
    await bench.compaction.goThrough()
    const kept = rowsOf('history').length
    expect(await lead(bench.coordinator, early)).toMatchObject({ ok: true, result: { keys: 7 } })
    const led = await fresh()
    expect(Object.values(led).map((value) => (value as { at: number }).at)).toEqual(
      expect.arrayContaining([13, 14, 15, 16, 17, 18, 19]),
    )
    for (let at = 0; at < 70; at++) await one.write(['again', at])
    bench.passTime(WEEKS)
    const before = await fresh()
    expect(await bench.compaction.goThrough()).toBe(1)
    expect(await fresh()).toEqual(before)
    expect(rowsOf('history')).toHaveLength(kept + 71)
    expect(await one.read()).toEqual(before)
  })

  it('HI5 FE9 is as long as it has to be, and is told to whoever runs the server from half of the most on', async () => {
    const [one] = [new Phone(bench.trainer)]
    const long = (at: number, size: number) => one.write([`key${at}`, `${at} ${'long '.repeat(size)}`])
    // Some of it is written over, so that something is gained.
    for (let at = 0; at < 70; at++) await long(at % 65, 2_000)
    bench.passTime(WEEKS)
    const before = await fresh()
    expect(await bench.compaction.goThrough()).toBe(1)
    expect(bench.reports).toEqual([])
    const [row] = await fed()
    expect(row?.bytes.length).toBeGreaterThan(2 * SNAPSHOT_PART_BYTES)
    expect(await fresh()).toEqual(before)
    for (let at = 0; at < 70; at++) await long(at % 65, 8_000)
    bench.passTime(WEEKS)
    expect(await bench.compaction.goThrough()).toBe(1)
    expect(bench.reports).toMatchObject([{ event: 'document-long', fields: { document: plan } }])
    expect(Object.keys(await fresh())).toHaveLength(65)
    for (let at = 65; at < 140; at++) await long(at, 8_000)
    bench.passTime(WEEKS)
    expect(await bench.compaction.goThrough()).toBe(0)
    expect(bench.reports.at(-1)).toMatchObject({ event: 'not-compacted', fields: { why: 'too-long' } })
    expect(Object.keys(await fresh())).toHaveLength(140)
  })

  it('HI5 never happens to documents that only gain entries, nor where rows are others than it was made of', async () => {
    const { trainer, run, hub, log } = bench
    const claims = documentId.claims(run, trainer.member)
    const phone = new HonestDevice('phone', claims)
    for (let at = 0; at < 70; at++) {
      const mark = phone.set([claimKey(`a${at}`), { kind: 'mark', status: 'present', at, replaces: [] }])
      expect(await bench.push(trainer, claims, mark)).toMatchObject({ ok: true })
    }
    bench.passTime(WEEKS)
    expect(await bench.compaction.goThrough()).toBe(0)
    const job = { hub, bytes: new Uint8Array([0, 0]), upto: 5, rows: 4, at: 0 }
    expect(await log.compact({ ...job, document: claims })).toMatchObject({ ok: false, code: 'unknown-document' })
    expect(await log.compact({ ...job, document: plan })).toMatchObject({ ok: false, code: 'failed' })
    expect(stored('SELECT 1 FROM history')).toEqual([])
  })
})
