import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DeviceId, HubId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { CLIENTS_A_DEVICE, PAGE_BYTES } from '#protocol/limits.ts'
import type { Appended, Committed, Log } from '../../sync-server/log/Log.ts'
import { CLAIMS, claimKey, HonestDevice, HUB, PLAN, RUN, TRAINER, testId } from './HonestDevice.ts'

const RUN_SCOPE = `run:${RUN}`
const COORDINATOR = testId<MemberId>('coordinator')

/** What every engine behind `Log` must keep to. */
export function logContract(engine: string, open: (folder: string) => Promise<Log>): void {
  describe(`the log (${engine})`, () => {
    let folder: string
    let log: Log

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'teren-log-'))
      log = await open(folder)
    })
    afterEach(async () => {
      await log.close()
      rmSync(folder, { recursive: true, force: true })
    })

    async function restart() {
      await log.close()
      log = await open(folder)
    }
    const all = (limit = PAGE_BYTES, from = 0) => log.read(HUB, [{ scope: RUN_SCOPE, from }], limit)
    const sequenceOf = (answer: Appended) => (answer.ok ? answer.sequence : answer.code)

    it('PU10 acknowledges with a growing sequence, and gives back what was appended with who, whence and when', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const first = phone.push(phone.set([claimKey('a'), { kind: 'mark' }]))
      const second = phone.push(phone.set([claimKey('b'), { kind: 'mark' }]), { receivedAt: 1_790_000_000_500 })
      const answers = [await log.append(first), await log.append(second)]
      expect(answers.map(sequenceOf)).toEqual([1, 2])
      const { rows, upto, more } = await all()
      expect({ upto, more, head: log.head(HUB) }).toEqual({ upto: 2, more: false, head: 2 })
      expect(rows.map((row) => [row.sequence, row.receivedAt])).toEqual([
        [1, 1_790_000_000_000],
        [2, 1_790_000_000_500],
      ])
      const answer = answers[0]
      expect(rows[0]).toEqual({
        kind: 'update',
        sequence: 1,
        document: CLAIMS,
        member: TRAINER,
        device: phone.device,
        receivedAt: 1_790_000_000_000,
        clockOffsetMs: -5,
        epoch: log.identity().epoch,
        tag: answer?.ok ? answer.tag : null,
        part: 0,
        parts: 1,
        bytes: first.update,
      })
    })

    it('PU3 answers a repeated request as the first time, also after a restart, and keeps one row', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const job = phone.push(phone.set([claimKey('a'), 1]))
      const first = await log.append(job)
      expect(first.ok).toBe(true)
      expect(await log.append({ ...job, receivedAt: job.receivedAt + 9_000 })).toEqual(first)
      await restart()
      expect(await log.append(job)).toEqual(first)
      expect((await all()).rows).toHaveLength(1)
    })

    it('says again that a request was taken to whoever has lost the right since, and takes nothing else of theirs', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const job = phone.push(phone.set([claimKey('a'), 1]))
      const first = await log.append(job)
      const refusal = { code: 'no-right', detail: 'revoked' } as const
      expect(await log.append({ ...job, refusal })).toEqual(first)
      const later = phone.push(phone.set([claimKey('b'), 1]))
      expect(await log.append({ ...later, refusal })).toEqual({ ok: false, ...refusal })
      expect((await all()).rows).toHaveLength(1)
      expect(await log.append(later)).toMatchObject({ ok: true, sequence: 2 })
    })

    it('PU3 answers the same request twice in one commit alike', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const job = phone.push(phone.set([claimKey('a'), 1]))
      const [first, second] = await Promise.all([log.append(job), log.append(job)])
      expect(second).toEqual(first)
      expect(log.head(HUB)).toBe(1)
    })

    it('PU4 calls other content under the same request id a fork', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const job = phone.push(phone.set([claimKey('a'), 1]))
      await log.append(job)
      expect(await log.append({ ...job, update: phone.set([claimKey('b'), 1]) })).toMatchObject({ code: 'fork' })
      expect(await log.append({ ...job, document: PLAN })).toMatchObject({ code: 'fork' })
    })

    it('AC4 calls it a fork when a rolled-back store says other things at clocks that were said', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const copy = new HonestDevice('phone', CLAIMS)
      copy.doc.clientID = phone.doc.clientID
      await log.append(phone.push(phone.set([claimKey('a'), 1])))
      const answer = await log.append(copy.push(copy.set([claimKey('b'), 1])))
      expect(answer).toMatchObject({ ok: false, code: 'fork' })
      expect(log.head(HUB)).toBe(1)
    })

    it('AC4 calls it a fork when another device goes on with a client id', async () => {
      const phone = new HonestDevice('phone', PLAN)
      await log.append(phone.push(phone.set(['programme', 'a'])))
      const clone = new HonestDevice('clone', PLAN)
      Y.applyUpdate(clone.doc, Y.encodeStateAsUpdate(phone.doc))
      clone.doc.clientID = phone.doc.clientID
      expect(await log.append(clone.push(clone.set(['course', 'b'])))).toMatchObject({ code: 'fork' })
      expect((await log.append(phone.push(phone.set(['course', 'c'])))).ok).toBe(true)
    })

    it('AC10 takes so many client ids of a device in a document and no more, in one update or many; under these it goes on', async () => {
      const stores = Array.from({ length: CLIENTS_A_DEVICE + 2 }, () => new HonestDevice('phone', PLAN))
      const updates = stores.map((store, at) => store.set([`key${at}`, at]))
      const [one] = stores
      const push = (update: Uint8Array, by = new HonestDevice('phone', PLAN)) => log.append(by.push(update))
      const merged = (from: number, to: number) => Y.mergeUpdates(updates.slice(from, to))
      expect(await push(merged(0, 10))).toMatchObject({ ok: true })
      expect(await push(merged(10, CLIENTS_A_DEVICE + 1))).toMatchObject({ ok: false, code: 'too-large' })
      expect(await push(merged(10, CLIENTS_A_DEVICE))).toMatchObject({ ok: true })
      await restart()
      expect(await push(updates[CLIENTS_A_DEVICE] as Uint8Array)).toMatchObject({ ok: false, code: 'too-large' })
      expect(await push(one?.set(['key0', 'more']) as Uint8Array)).toMatchObject({ ok: true })
      // Others are counted by themselves, and so are other documents.
      const other = new HonestDevice('other', PLAN)
      expect(await push(other.set(['place', 'Hall']), other)).toMatchObject({ ok: true })
      const claims = new HonestDevice('phone', CLAIMS)
      expect(await push(claims.set([claimKey('a'), 1]), claims)).toMatchObject({ ok: true })
    })

    it('AC2 takes nothing that stands on changes it does not have', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const missing = phone.push(phone.set([claimKey('a'), 1]))
      const next = phone.push(phone.set([claimKey('b'), 1]))
      expect(await log.append(next)).toMatchObject({ ok: false, code: 'needs' })
      expect((await log.append(missing)).ok).toBe(true)
      expect((await log.append(next)).ok).toBe(true)
    })

    it('F6 AC5 takes a key of a claims document once, also within one commit and after a restart', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const tablet = new HonestDevice('tablet', CLAIMS)
      const again = tablet.push(tablet.set([claimKey('a'), 2]))
      const answers = await Promise.all([log.append(phone.push(phone.set([claimKey('a'), 1]))), log.append(again)])
      expect(answers[0].ok).toBe(true)
      expect(answers[1]).toMatchObject({ ok: false, code: 'key-taken' })
      await restart()
      expect(await log.append(again)).toMatchObject({ code: 'key-taken' })
      // The same key in another document is another claim.
      const other = documentId.claims(testId('run2'), TRAINER)
      expect((await log.append({ ...again, document: other })).ok).toBe(true)
    })

    it('AC7 refuses what is no document, one reserved for later, and one that the server makes', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const update = phone.set([claimKey('a'), 1])
      for (const document of ['run/../claims', 'draft/0000000000000000', documentId.members(), '']) {
        expect(await log.append(phone.push(update, { document }))).toMatchObject({ code: 'unknown-document' })
      }
      expect((await log.append(phone.push(update))).ok).toBe(true)
    })

    it('PU6 takes the good pushes of a commit whatever stands beside them', async () => {
      const good = new HonestDevice('phone', CLAIMS)
      const bad = new HonestDevice('other', CLAIMS)
      const answers = await Promise.all([
        log.append(good.push(good.set([claimKey('a'), 1]))),
        log.append(bad.push(new Uint8Array([1, 2, 3]))),
        log.append(good.push(good.set([claimKey('b'), 1]))),
      ])
      expect(answers.map(sequenceOf)).toEqual([1, 'malformed', 2])
    })

    it('finds by scope, in the order of commits, above where each scope is', async () => {
      const claims = new HonestDevice('phone', CLAIMS)
      const hub = new HonestDevice('phone', documentId.hub())
      for (let i = 0; i < 6; i++) {
        await log.append(claims.push(claims.set([claimKey(`a${i}`), i])))
        await log.append(hub.push(hub.set(['name', `n${i}`])))
      }
      const sequences = async (...scopes: { scope: string; from: number }[]) =>
        (await log.read(HUB, scopes, PAGE_BYTES)).rows.map((row) => row.sequence)
      expect(await sequences({ scope: RUN_SCOPE, from: 0 })).toEqual([1, 3, 5, 7, 9, 11])
      expect(await sequences({ scope: 'all', from: 7 })).toEqual([8, 10, 12])
      expect(await sequences({ scope: RUN_SCOPE, from: 8 }, { scope: 'all', from: 0 })).toEqual([
        2, 4, 6, 8, 9, 10, 11, 12,
      ])
      expect(await sequences({ scope: 'office', from: 0 })).toEqual([])
      expect((await log.read(testId<HubId>('another'), [{ scope: 'all', from: 0 }], PAGE_BYTES)).rows).toEqual([])
    })

    it('FE10 finds the rows of every scope that another stands for', async () => {
      const people = [testId('lenka'), testId('radim')] as const
      for (const [at, person] of [...people, people[0]].entries()) {
        const phone = new HonestDevice(`phone${at}`, documentId.progress(RUN, person))
        await log.append(phone.push(phone.set(['m/position', 1])))
      }
      const other = new HonestDevice('phone', documentId.progress(testId('run2'), people[0]))
      await log.append(other.push(other.set(['m/position', 1])))
      const sequences = async (scope: string, from = 0) =>
        (await log.read(HUB, [{ scope, from }], PAGE_BYTES)).rows.map((row) => row.sequence)
      expect(await sequences(`part:${RUN}`)).toEqual([1, 2, 3])
      expect(await sequences(`part:${RUN}`, 2)).toEqual([3])
      expect(await sequences(`part:${RUN}:${people[1]}`)).toEqual([2])
      await restart()
      expect(await sequences(`part:${RUN}`)).toEqual([1, 2, 3])
    })

    it('FE3 gives pages of at most the limit, or one row, that together are everything', async () => {
      const phone = new HonestDevice('phone', PLAN)
      const sizes = [10, 70_000, 30_000, 20_000, 20_000, 10, 65_000, 10]
      for (const [at, size] of sizes.entries()) await log.append(phone.push(phone.set([`k${at}`, 'x'.repeat(size)])))
      const seen: number[] = []
      let from = 0
      for (let more = true; more; ) {
        const page = await all(PAGE_BYTES, from)
        const bytes = page.rows.reduce((sum, row) => sum + row.bytes.length, 0)
        expect(page.rows.length === 1 || bytes <= PAGE_BYTES).toBe(true)
        seen.push(...page.rows.map((row) => row.sequence))
        expect(page.upto).toBeGreaterThan(from)
        from = page.upto
        more = page.more
      }
      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(from).toBe(8)
    })

    it('pages many small rows of many scopes without losing or repeating any', async () => {
      const scopes: { scope: string; from: number }[] = []
      const jobs: Promise<Appended>[] = []
      for (let run = 0; run < 12; run++) {
        const id = testId(`run${run}x`)
        const phone = new HonestDevice('phone', documentId.plan(id))
        scopes.push({ scope: `run:${id}`, from: 0 })
        for (let i = 0; i < 30; i++) jobs.push(log.append(phone.push(phone.set([`k${i}`, run]))))
      }
      await Promise.all(jobs)
      const seen: number[] = []
      let from = 0
      for (let more = true; more; ) {
        const page = await log.read(
          HUB,
          scopes.map(({ scope }) => ({ scope, from })),
          5_000,
        )
        seen.push(...page.rows.map((row) => row.sequence))
        from = page.upto
        more = page.more
      }
      expect(seen).toEqual(Array.from({ length: 360 }, (_, at) => at + 1))
    })

    it('tells of commits in their order, no later than their answers', async () => {
      const told: number[] = []
      log.onCommit(({ rows }: Committed) => {
        for (const row of rows) {
          expect([row.hub, row.scope]).toEqual([HUB, RUN_SCOPE])
          expect(log.head(HUB)).toBeGreaterThanOrEqual(row.sequence)
          told.push(row.sequence)
        }
      })
      const phone = new HonestDevice('phone', CLAIMS)
      const jobs = Array.from({ length: 40 }, (_, at) => phone.push(phone.set([claimKey(`c${at}`), at])))
      await Promise.all(
        jobs.map(async (job) => {
          const answer = await log.append(job)
          expect(told).toContain(sequenceOf(answer))
        }),
      )
      expect(told).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
    })

    it('keeps everything over a restart: rows, head, clocks of clients, identity', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      await log.append(phone.push(phone.set([claimKey('a'), 1])))
      const [before, identity] = [await all(), log.identity()]
      await restart()
      expect(await all()).toEqual(before)
      expect(log.head(HUB)).toBe(1)
      expect([log.identity().serverId, log.identity().epoch]).toEqual([identity.serverId, identity.epoch])
      expect(sequenceOf(await log.append(phone.push(phone.set([claimKey('b'), 1]))))).toBe(2)
    })

    it('commits access rows with the projections that follow from them, and feeds those', async () => {
      const told: Committed[] = []
      log.onCommit((committed) => told.push(committed))
      const at = 1_790_000_000_000
      const programme = testId<ProgrammeId>('programme')
      await Promise.all([
        log.operate({ kind: 'make-hub', hub: HUB, name: 'SINEC', at }),
        log.operate({ kind: 'make-member', member: COORDINATOR, hub: HUB, displayName: 'C', role: 'coordinator', at }),
        log.operate({ kind: 'make-member', member: TRAINER, hub: HUB, displayName: 'T', role: 'trainer', at }),
        log.operate({ kind: 'make-run', run: RUN as RunId, hub: HUB, programme, at }),
      ])
      expect(told.at(-1)?.access).toEqual(log.access())
      expect(log.access().members.map((row) => row.displayName)).toEqual(['C', 'T'])

      const feed = () =>
        log.read(
          HUB,
          [
            { scope: 'access', from: 0 },
            { scope: RUN_SCOPE, from: 0 },
          ],
          PAGE_BYTES,
        )
      const namesOf = (bytes: Uint8Array | undefined) =>
        (JSON.parse(new TextDecoder().decode(bytes)) as { members: { displayName: string }[] }).members.map(
          (row) => row.displayName,
        )
      const projected = async (document: string) => (await feed()).rows.filter((row) => row.document === document)
      expect((await projected(documentId.members())).map((row) => [row.kind, namesOf(row.bytes)])).toEqual([
        ['projection', ['C', 'T']],
      ])
      const before = (await projected(documentId.runStaff(RUN)))[0]
      expect(namesOf(before?.bytes)).toEqual(['C'])

      // Replaced whole, above everything that was there; a repeated operation replaces nothing.
      const head = log.head(HUB)
      await log.operate({ kind: 'make-grant', member: TRAINER, programme, at })
      const after = await projected(documentId.runStaff(RUN))
      expect(after).toHaveLength(1)
      expect(after[0]?.sequence).toBeGreaterThan(head)
      expect(namesOf(after[0]?.bytes)).toEqual(['C', 'T'])
      const settled = log.head(HUB)
      await log.operate({ kind: 'make-grant', member: TRAINER, programme, at })
      expect(log.head(HUB)).toBe(settled)

      const [rows, access] = [(await feed()).rows, log.access()]
      await restart()
      expect((await feed()).rows).toEqual(rows)
      expect(log.access()).toEqual(access)
    })

    it('replaces a projection made of documents only where its bytes differ, and keeps how far it was made', async () => {
      const at = 1_790_000_000_000
      const document = documentId.classPublic(RUN)
      const page = (text: string) => [{ document, bytes: new TextEncoder().encode(text) }]
      const feed = async () => {
        const { rows } = await log.read(HUB, [{ scope: `class:${RUN}`, from: 0 }], PAGE_BYTES)
        return rows.map((row) => [row.kind, row.sequence, new TextDecoder().decode(row.bytes)])
      }
      expect(await log.project({ hub: HUB, projections: page('one'), at })).toEqual({ ok: true })
      expect(await log.project({ hub: HUB, projections: page('one'), seen: { version: 1, sequence: 1 }, at })).toEqual({
        ok: true,
      })
      expect(await feed()).toEqual([['projection', 1, 'one']])
      expect((await log.project({ hub: HUB, projections: page('two'), at })).ok).toBe(true)
      expect(await feed()).toEqual([['projection', 2, 'two']])
      await restart()
      expect(await feed()).toEqual([['projection', 2, 'two']])
    })

    it('makes no projection of access rows but in the commits that change them, nor anything of what is none', async () => {
      const bytes = new Uint8Array([123, 125])
      for (const document of [documentId.members(), documentId.runStaff(RUN), CLAIMS, documentId.hub(), 'nothing']) {
        const good = { document: documentId.record(testId('person')), bytes }
        const answer = await log.project({ hub: HUB, projections: [good, { document, bytes }], at: 1 })
        expect(answer).toMatchObject({ ok: false, code: 'unknown-document' })
      }
      expect(log.head(HUB)).toBe(0)
    })

    it('numbers rows and projections of a hub in one sequence, and each hub by itself', async () => {
      const other = testId<HubId>('hub-two')
      const at = 1_790_000_000_000
      await log.operate({ kind: 'make-hub', hub: HUB, name: 'One', at })
      const phone = new HonestDevice('phone', CLAIMS)
      const head = log.head(HUB)
      expect(sequenceOf(await log.append(phone.push(phone.set([claimKey('a'), 1]))))).toBe(head + 1)
      const elsewhere = new HonestDevice('phone', CLAIMS)
      const job = elsewhere.push(elsewhere.set([claimKey('a'), 1]), { hub: other })
      expect(sequenceOf(await log.append(job))).toBe(1)
    })

    it('gives every row a tag of its own', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const tablet = new HonestDevice('tablet', PLAN)
      const answers = [
        await log.append(phone.push(phone.set([claimKey('a'), 1]))),
        await log.append(phone.push(phone.set([claimKey('b'), 1]))),
        await log.append(tablet.push(tablet.set(['course', 1]), { device: 'tablet0000000000' as DeviceId })),
      ]
      const tags = answers.map((answer) => (answer.ok ? Buffer.from(answer.tag).toString('hex') : answer.detail))
      expect(tags.every((tag) => /^[0-9a-f]{32}$/.test(tag))).toBe(true)
      expect(new Set(tags).size).toBe(3)
    })

    it('answers what is submitted while it closes, and refuses afterwards', async () => {
      const phone = new HonestDevice('phone', CLAIMS)
      const first = log.append(phone.push(phone.set([claimKey('a'), 1])))
      await log.close()
      expect((await first).ok).toBe(true)
      expect(await log.append(phone.push(phone.set([claimKey('b'), 1])))).toMatchObject({ code: 'failed' })
      log = await open(folder)
      expect(log.head(HUB)).toBe(1)
    })
  })
}
