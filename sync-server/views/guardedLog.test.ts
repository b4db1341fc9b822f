import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { documentId } from '#protocol/documentIds.ts'
import { claimKey, HonestDevice } from '../../tests/contracts/HonestDevice.ts'
import { manyOfOneKey, SLOW_BOMBS } from '../../tests/hostile/corpus.ts'
import { databaseFile } from '../log/dataFolder.ts'
import { type DecodingBench, openBench } from './testDecoding.ts'

let folder: string
let bench: DecodingBench
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teren-decode-'))
  bench = await openBench(folder, 4)
})
afterEach(async () => {
  await bench.close()
  rmSync(folder, { recursive: true, force: true })
})

function stored<T>(sql: string): T[] {
  const db = new SQLite(databaseFile(folder), { readonly: true })
  const rows = db.prepare<[], T>(sql).all()
  db.close()
  return rows
}

/** No deadline passes, however busy the machine is: what counts is processor time. */
const unhurried = () => {
  bench.haste = 0.01
}

/** An honest update of about so many bytes. */
const large = (bytes: number, document: string) =>
  new HonestDevice('phone', document).set(['text', 'x'.repeat(bytes)], ['more', { list: [1, 2, 3] }])

describe('an update that takes too long to be taken up', () => {
  it.each(SLOW_BOMBS)(
    'S5 AC9 is refused and kept apart, and others are answered meanwhile: $name',
    async ({ update }) => {
      const { trainer, other, run } = bench
      const plan = documentId.plan(run)
      const bomb = bench.push(trainer, plan, update)
      let isAnswered = false
      void bomb.then(() => {
        isAnswered = true
      })
      const claims = documentId.claims(run, other.member)
      const phone = new HonestDevice('phone', claims)
      for (let at = 0; at < 5; at++) {
        const mark = phone.set([claimKey(`a${at}`), { kind: 'mark', status: 'present', at, replaces: [] }])
        expect(await bench.push(other, claims, mark)).toMatchObject({ ok: true })
      }
      expect(isAnswered).toBe(false)
      expect(await bomb).toEqual({ ok: false, code: 'malformed', detail: 'cannot be taken up in time' })

      expect(stored('SELECT document, member, device, why, length(bytes) AS bytes FROM quarantine')).toEqual([
        { document: plan, ...trainer, why: 'not taken up in time', bytes: update.length },
      ])
      expect(bench.reports).toEqual([
        { event: 'quarantined', fields: { document: plan, ...trainer, bytes: update.length } },
      ])
      // Nobody is sent it, and no client of it is taken.
      expect(stored(`SELECT 1 FROM rows WHERE document = '${plan}'`)).toEqual([])
      expect(stored(`SELECT 1 FROM clients WHERE document = '${plan}'`)).toEqual([])
      // The document goes on.
      expect(await bench.push(other, plan, large(10, plan))).toMatchObject({ ok: true })
    },
  )

  it('S5 AC9 is told, too, where it comes in many small pieces, before the document costs anybody much', async () => {
    unhurried()
    const { trainer, other, run } = bench
    const plan = documentId.plan(run)
    let taken = 0
    for (const step = 250; ; taken += step) {
      const answer = await bench.push(trainer, plan, manyOfOneKey(taken, step))
      if (answer.ok) continue
      expect(answer).toMatchObject({ code: 'malformed' })
      break
    }
    // As many as this, and no more, are read in a second.
    expect(taken).toBeLessThan(40_000)
    expect(bench.reports).toMatchObject([{ event: 'quarantined', fields: trainer }])
    // Whoever else writes there is not blamed for it.
    const phone = new HonestDevice('phone', plan)
    for (let at = 0; at < 30; at++) {
      expect(await bench.push(other, plan, phone.set([`key${at}`, 'x'.repeat(300)]))).toMatchObject({
        ok: true,
      })
    }
  })

  it('S5 AC9 lets its device change nothing at will for a minute, then for two; claims it takes', async () => {
    const { trainer, other, run } = bench
    const [plan, claims] = [documentId.plan(run), documentId.claims(run, trainer.member)]
    const bomb = SLOW_BOMBS[0]?.update ?? new Uint8Array()
    for (const minutes of [1, 2]) {
      expect(await bench.push(trainer, plan, bomb)).toMatchObject({ code: 'malformed' })
      bench.passTime(minutes * 60_000 - 1)
      expect(await bench.push(trainer, plan, large(10, plan))).toMatchObject({ ok: false, code: 'slow-down' })
      const mark = new HonestDevice('phone', claims).set([claimKey(`m${minutes}`), { kind: 'mark' }])
      expect(await bench.push(trainer, claims, mark)).toMatchObject({ ok: true })
      expect(await bench.push(other, plan, large(5_000, plan))).toMatchObject({ ok: true })
      bench.passTime(1)
    }
    expect(await bench.push(trainer, plan, large(5_000, plan))).toMatchObject({ ok: true })
  })
})

describe('updates', () => {
  beforeEach(unhurried)

  it('AC9 are taken where they are honest and many: a plan that two change all day', async () => {
    const { trainer, other, run } = bench
    const plan = documentId.plan(run)
    const phones = [trainer, other].map((who) => ({ who, phone: new HonestDevice('phone', plan) }))
    for (let at = 0; at < 150; at++) {
      for (const { who, phone } of phones) {
        const update = phone.set([`key${at % 50}`, { at, text: 'x'.repeat(400) }])
        expect(await bench.push(who, plan, update)).toMatchObject({ ok: true })
      }
    }
    expect(bench.reports).toEqual([])
  })

  it('AC9 of one document go into the log together while none of them is opened', async () => {
    const { trainer, run, log } = bench
    const plan = documentId.plan(run)
    const phone = new HonestDevice('phone', plan)
    let commits = 0
    log.onCommit(() => {
      commits++
    })
    const updates = Array.from({ length: 60 }, (_, at) => phone.set([`key${at}`, at]))
    const answers = await Promise.all(updates.map((update) => bench.push(trainer, plan, update)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(commits).toBeLessThan(30)
  })

  it('AC9 are taken where they are honest, in the order of one document, whatever is opened on the way', async () => {
    const { trainer, run } = bench
    const plan = documentId.plan(run)
    const phone = new HonestDevice('phone', plan)
    const updates = [
      phone.set(['a', 'x'.repeat(200_000)]),
      phone.set(['b', 1]),
      phone.set(['c', 'y'.repeat(5_000)]),
      phone.set(['d', 2]),
    ]
    const answers = await Promise.all(updates.map((update) => bench.push(trainer, plan, update)))
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, true])
    const doc = new Y.Doc()
    for (const { bytes } of stored<{ bytes: Uint8Array }>('SELECT bytes FROM rows ORDER BY seq'))
      Y.applyUpdate(doc, bytes)
    expect(doc.getMap('teren').size).toBe(4)
  })

  it('PU3 AC9 are answered again as the first time', async () => {
    const { trainer, run } = bench
    const plan = documentId.plan(run)
    const [update, request] = [large(5_000, plan), new Uint8Array(16).fill(3)]
    const first = await bench.push(trainer, plan, update, request)
    expect(await bench.push(trainer, plan, update, request)).toEqual(first)
  })

  it('AC1 AC9 that are no updates, or stand on what is not here, are refused as small ones are', async () => {
    const { trainer, run } = bench
    const plan = documentId.plan(run)
    expect(await bench.push(trainer, plan, new Uint8Array(5_000).fill(200))).toMatchObject({ code: 'malformed' })
    const phone = new HonestDevice('phone', plan)
    phone.set(['a', 1])
    expect(await bench.push(trainer, plan, phone.set(['b', 'x'.repeat(5_000)]))).toMatchObject({ code: 'needs' })
    expect(stored('SELECT 1 FROM quarantine')).toEqual([])
  })

  it('RI2 AC9 are refused where the right ended while they were opened', async () => {
    const { trainer, run, log } = bench
    const plan = documentId.plan(run)
    const pushed = bench.push(trainer, plan, large(5_000, plan))
    await log.operate({ kind: 'sign-out', ...trainer, at: bench.clock() })
    expect(await pushed).toMatchObject({ ok: false, code: 'ended' })
  })
})

it('AC9 keeps apart the latest 200 of a hub', async () => {
  const { hub, trainer, log, run } = bench
  const job = { hub, ...trainer, document: documentId.plan(run), update: new Uint8Array(3), why: 'planted' }
  for (let at = 0; at < 205; at++) {
    await log.quarantine({ ...job, request: new Uint8Array(16).fill(at), receivedAt: at })
  }
  const [{ count, oldest } = { count: 0, oldest: 0 }] = stored<{ count: number; oldest: number }>(
    'SELECT count(*) AS count, min(received_at) AS oldest FROM quarantine',
  )
  expect([count, oldest]).toEqual([200, 5])
})
