import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { claimChange } from '#documents/claimsDocument.ts'
import { readRecord } from '#documents/classProjections.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import {
  type HubId,
  type MemberId,
  makeId,
  type PersonId,
  type ProgrammeId,
  type RunId,
  type SessionId,
} from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { until } from '../../tests/support/until.ts'
import { systemRandom } from '../access/secrets.ts'
import { TestDevice } from '../connections/testDevice.ts'
import { databaseFile } from '../log/dataFolder.ts'
import type { Committed, Log, ProjectJob } from '../log/Log.ts'
import { openLog } from '../log/openLog.ts'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import type { Target } from './backlog.ts'
import { factsOn, HUB, LENKA, NOW } from './testViews.ts'
import type { FromViewsWorker, ToViewsWorker } from './viewMessages.ts'
import { startViews, startViewsThread, type ViewsThread } from './views.ts'

const TARGET: Target = { hub: HUB, kind: 'record', id: LENKA }

/** Threads and time in the hands of a test. */
function bench() {
  const threads: {
    skipped: string[]
    heard: ToViewsWorker[]
    say(message: FromViewsWorker): void
    end(error: Error | null): void
  }[] = []
  const timers: { ms: number; run: () => void }[] = []
  const reports: { event: string; fields: Record<string, unknown> }[] = []
  const jobs: ProjectJob[] = []
  let takes = true
  let now = NOW
  let commit: (committed: Committed) => void = () => undefined
  const log = {
    onCommit: (listener: (committed: Committed) => void) => {
      commit = listener
    },
    project: async (job: ProjectJob) => {
      jobs.push(job)
      return takes ? { ok: true } : { ok: false, code: 'disk-full', detail: '' }
    },
  } as unknown as Log
  const views = startViews({
    log,
    clock: () => now,
    report: (event, fields) => void reports.push({ event, fields }),
    after(ms, run) {
      const timer = { ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1)
    },
    startThread({ skipped }): ViewsThread {
      const [messages, ends] = [[] as ((message: FromViewsWorker) => void)[], [] as ((error: Error | null) => void)[]]
      const heard: ToViewsWorker[] = []
      const end = (error: Error | null) => {
        for (const listener of ends.splice(0)) listener(error)
      }
      const say = (message: FromViewsWorker) => {
        for (const listener of messages) listener(message)
      }
      threads.push({ skipped, heard, end, say })
      return {
        post: (message) => void heard.push(message),
        onMessage: (listener) => void messages.push(listener),
        onEnded: (listener) => void ends.push(listener),
        terminate: () => end(null),
      }
    },
  })
  return {
    ...{ views, threads, timers, reports, jobs },
    commit: (...rows: { kind: string; document: string; hub?: HubId }[]) =>
      commit({ rows: rows.map((row) => ({ hub: HUB, ...row })), access: null } as unknown as Committed),
    fire: () => timers.shift()?.run(),
    passTime: (ms: number) => {
      now += ms
    },
    full: () => {
      takes = false
    },
  }
}

describe('keeping the thread at work', () => {
  it('tells news of several commits once, and nothing of what it made itself', () => {
    const { commit, timers, fire, threads } = bench()
    commit(
      { kind: 'projection', document: documentId.classPublic('r') },
      { kind: 'projection', document: 'access/members' },
    )
    expect(timers).toEqual([])
    commit({ kind: 'update', document: documentId.plan('r') })
    commit({ kind: 'projection', document: documentId.runStaff('r') })
    expect(timers).toHaveLength(1)
    expect(timers[0]?.ms).toBeLessThan(500)
    fire()
    expect(threads[0]?.heard).toEqual([{ type: 'news', hubs: [HUB] }])
  })

  it('gives what it makes to the log and tells it whether that was taken', async () => {
    const { threads, jobs, full } = bench()
    const made: FromViewsWorker = {
      type: 'made',
      job: { hub: HUB, projections: [], seen: { version: 1, sequence: 4 } },
    }
    threads[0]?.say(made)
    await until(
      'an answer',
      () => threads[0]?.heard.length,
      (count) => count === 1,
    )
    full()
    threads[0]?.say(made)
    await until(
      'an answer',
      () => threads[0]?.heard.length,
      (count) => count === 2,
    )
    expect(threads[0]?.heard).toEqual([
      { type: 'written', ok: true },
      { type: 'written', ok: false },
    ])
    expect(jobs[0]).toMatchObject({ hub: HUB, seen: { sequence: 4 }, at: NOW })
  })

  it('starts it again when it ended, later each time, and reports it', () => {
    const { threads, timers, fire, reports, passTime } = bench()
    const waits: number[] = []
    for (let round = 0; round < 8; round++) {
      threads.at(-1)?.end(new Error('planted'))
      waits.push(timers[0]?.ms ?? 0)
      fire()
    }
    expect(threads).toHaveLength(9)
    expect(waits.slice(0, 3)).toEqual([1000, 2000, 4000])
    expect(waits.at(-1)).toBe(60_000)
    expect(reports[0]).toEqual({ event: 'views-ended', fields: { error: 'planted' } })
    passTime(3600_000)
    threads.at(-1)?.end(null)
    expect(timers[0]?.ms).toBe(1000)
  })

  it('S5 leaves out what it was making when it ended twice, and says so', () => {
    const { threads, fire, reports } = bench()
    for (let round = 0; round < 2; round++) {
      threads.at(-1)?.say({ type: 'starts', target: TARGET })
      threads.at(-1)?.end(new Error('out of memory'))
      fire()
    }
    expect(threads.map(({ skipped }) => skipped.length)).toEqual([0, 0, 1])
    expect(reports.map(({ event }) => event)).toEqual(['views-ended', 'views-ended', 'view-left-out'])
    expect(reports.at(-1)?.fields).toEqual({ hub: HUB, kind: 'record', id: LENKA })
  })

  it('S5 AC9 ends a thread that does not get to the end of a page, and leaves a resting one alone', () => {
    const { threads, timers, fire, reports } = bench()
    threads[0]?.say({ type: 'starts', target: TARGET })
    threads[0]?.say({ type: 'unreadable', hub: HUB, document: 'run/r/plan', sequence: 7 })
    threads[0]?.say({ type: 'rests' })
    expect(timers).toEqual([])
    threads[0]?.say({ type: 'starts', target: TARGET })
    expect(timers[0]?.ms).toBe(20_000)
    fire()
    expect(reports.at(-1)).toMatchObject({ event: 'views-ended', fields: { kind: 'record', id: LENKA } })
  })

  it('reports what could not be made or read, by ids alone', () => {
    const { threads, reports } = bench()
    threads[0]?.say({ type: 'failed', target: TARGET, error: 'Error: planted' })
    threads[0]?.say({ type: 'unreadable', hub: HUB, document: 'run/r/plan', sequence: 7 })
    expect(reports).toEqual([
      { event: 'view-failed', fields: { ...TARGET, error: 'Error: planted' } },
      { event: 'view-row-unreadable', fields: { hub: HUB, document: 'run/r/plan', sequence: 7 } },
    ])
  })

  it('closes when the thread has let go, and is not started again then', async () => {
    const { views, threads, timers } = bench()
    const closed = views.close()
    expect(threads[0]?.heard).toEqual([{ type: 'close' }])
    threads[0]?.end(null)
    await closed
    expect([threads.length, timers.length]).toEqual([1, 0])
    // One that does not hear is ended.
    const deaf = bench()
    const ended = deaf.views.close()
    deaf.fire()
    await ended
  })
})

describe('a real thread on a real server', () => {
  let folder: string
  let server: TestServer
  let hub: HubId
  let [trainer, coordinator, participant] = [] as unknown as [MemberId, MemberId, MemberId]
  const [run, session, programme] = [
    makeId<RunId>(systemRandom),
    makeId<SessionId>(systemRandom),
    makeId<ProgrammeId>(systemRandom),
  ]
  const person = makeId<PersonId>(systemRandom)
  const devices: TestDevice[] = []

  beforeEach(async () => {
    folder = makeFolder()
    server = await startTestServer({}, folder, [], { makesViews: true })
    hub = await server.makeHub()
    trainer = await server.makeMember(hub, 'trainer')
    coordinator = await server.makeMember(hub, 'coordinator')
    participant = makeId(systemRandom)
  })
  afterEach(async () => {
    for (const device of devices.splice(0)) await device.close()
    await server.close()
  })

  async function connect(member: MemberId): Promise<TestDevice> {
    const { cookie } = await server.signIn(member)
    const device = await TestDevice.connect(server, cookie)
    devices.push(device)
    await device.hello([{ member }])
    await device.pull(member)
    device.takeChanges(member)
    return device
  }

  const must = async (answer: Promise<{ type: string }>) => expect(await answer).toMatchObject({ type: 'ack' })

  /** Waits until a record that fits has come over the socket. */
  async function recordAt(device: TestDevice, state: string) {
    for (;;) {
      await device.next('upto')
      for (const change of device.takeChanges(participant)) {
        const record = change.document === documentId.record(person) ? readRecord(change.bytes) : null
        if (record?.runs[0]?.sessions[0]?.state === state) return record
      }
    }
  }

  async function made(log: Log): Promise<number> {
    const scopes = [`class:${run}`, `self:${person}`].map((scope) => ({ scope, from: 0 }))
    return (await log.read(hub, scopes, 1_000_000)).rows.length
  }

  const updateOf = (entries: [string, unknown][]) => {
    const doc = new Y.Doc()
    doc.transact(() => {
      for (const [key, value] of entries) doc.getMap('teren').set(key, value)
    })
    return Y.encodeStateAsUpdate(doc)
  }

  it('L4 brings a participant’s phone that is online what a trainer marks within two seconds', async () => {
    const desk = await connect(coordinator)
    const field = await connect(trainer)
    await must(desk.command(coordinator, { name: 'grant', member: trainer, programme }))
    await must(desk.command(coordinator, { name: 'create-run', run, programme }))
    const { date, start, end, zone, breaks } = factsOn('2026-11-24')
    const when: [string, unknown][] = [[`session/${session}/when`, { date, start, end, zone, breaks }]]
    await must(desk.push(coordinator, documentId.plan(run), updateOf([...when, [`roster/${person}`, { at: 1 }]])))
    await must(field.command(trainer, { name: 'admit', member: participant, person, run, displayName: 'Lenka' }))
    const phone = await connect(participant)
    const claim = (minutes: number) => {
      const key = makeClaimKey(session, person, systemRandom)
      const change = claimChange(run, trainer, key, { kind: 'mark', at: 1, replaces: [], status: 'present', minutes })
      return updateOf(change.entries)
    }
    const before = performance.now()
    await must(field.push(trainer, documentId.claims(run, trainer), claim(90)))
    const record = await recordAt(phone, 'present')
    expect(performance.now() - before).toBeLessThan(2000)
    expect(record.runs[0]).toMatchObject({ minutesToReview: 90, ofMinutes: 150 })
  })

  it('S1 brings everything up to date at the start, and reports a row that nobody can read', async () => {
    const desk = await connect(coordinator)
    await must(desk.command(coordinator, { name: 'create-run', run, programme }))
    await must(desk.command(coordinator, { name: 'admit', member: participant, person, run, displayName: 'Lenka' }))
    await desk.close()
    devices.length = 0
    await server.close()
    const db = new SQLite(databaseFile(join(folder, 'data')))
    db.exec('DELETE FROM views')
    db.exec("DELETE FROM projections WHERE document LIKE 'self/%' OR document LIKE 'class/%'")
    const last = 'SELECT max(seq) FROM (SELECT seq FROM rows UNION SELECT seq FROM projections)'
    const sequence = Number(db.prepare(last).pluck().get()) + 1
    const row = [hub, sequence, `run:${run}`, documentId.plan(run), trainer]
    db.prepare("INSERT INTO rows VALUES (?, ?, ?, ?, ?, 'device', 1, 0, 'e', x'00', x'0909')").run(...row)
    db.close()
    server = await startTestServer({}, folder, [], { makesViews: true })
    await until(
      'a page and a record',
      () => made(server.log),
      (count) => count === 2,
    )
    expect(server.reports.map(({ event }) => event)).toContain('view-row-unreadable')
  })

  it('S1 goes on where a thread was ended in the middle of its work', async () => {
    await server.close()
    const log = await openLog(join(folder, 'data'), { clock: Date.now, random: systemRandom })
    const threads: ViewsThread[] = []
    const reports: string[] = []
    const views = startViews({
      ...{ log, clock: Date.now, report: (event: string) => void reports.push(event) },
      // Nobody has to wait for it here.
      after(ms, run) {
        const timer = setTimeout(run, ms < 20_000 ? 0 : ms)
        return () => clearTimeout(timer)
      },
      startThread({ skipped }) {
        const thread = startViewsThread({ file: databaseFile(join(folder, 'data')), skipped })
        threads.push(thread)
        return thread
      },
    })
    threads[0]?.terminate()
    await log.operate({ kind: 'make-run', run, hub, programme, at: 1 })
    await until(
      'the page',
      () => made(log),
      (count) => count === 1,
    )
    expect([threads.length, reports]).toEqual([2, ['views-ended']])
    await views.close()
    await log.close()
    server = await startTestServer({}, folder)
  })
})
