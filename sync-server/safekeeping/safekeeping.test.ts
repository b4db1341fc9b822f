import { execFile } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { HubId, MemberId } from '#domain/ids.ts'
import { CLAIMS, claimKey, HonestDevice } from '../../tests/contracts/HonestDevice.ts'
import { until } from '../../tests/support/until.ts'
import { systemRandom } from '../access/secrets.ts'
import { mirrorFile, readJournal } from '../log/accessJournal.ts'
import { databaseFile, restoringFolder } from '../log/dataFolder.ts'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import { readBook } from './backupBook.ts'
import { restoreBackup } from './restoreBackup.ts'
import { scheduleBackups, takeInThread } from './scheduledBackups.ts'
import { type TakenBackup, takeBackup } from './takeBackup.ts'
import { verifyBackup, verifyData } from './verifyBackup.ts'

const NOW = Date.UTC(2026, 10, 25, 1, 30)

interface Used {
  server: TestServer
  data: string
  into: string
  hub: HubId
  member: MemberId
  /** Writes claims, one row each. */
  write(...letters: string[]): Promise<void>
}

async function usedServer(): Promise<Used> {
  const folder = makeFolder()
  const server = await startTestServer({}, folder)
  const hub = await server.makeHub()
  const member = await server.makeMember(hub, 'coordinator')
  await server.signIn(member)
  const phone = new HonestDevice('phone', CLAIMS)
  const write = async (...letters: string[]) => {
    for (const each of letters) {
      const taken = await server.log.append(phone.push(phone.set([claimKey(each), { present: each }]), { hub, member }))
      expect(taken).toMatchObject({ ok: true })
    }
  }
  return { server, data: join(folder, 'data'), into: join(folder, 'backups'), hub, member, write }
}

const take = ({ data, into }: Pick<Used, 'data' | 'into'>, now = NOW, keep: number | null = null) =>
  takeBackup({ dataFolder: data, into, now, version: 'test', keep })
function taken(used: Used, now = NOW): TakenBackup {
  const result = take(used, now)
  if (!result.ok) throw new Error(result.error)
  return result.value
}
const restore = (backup: string, dataFolder: string, now = NOW + 1000) =>
  restoreBackup({ backup, dataFolder, backupFolder: null, now, random: systemRandom })

function putByte(file: string, at: number, byte: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.of(byte), 0, 1, at)
  closeSync(handle)
}

describe('a backup', () => {
  it('S8 is taken while the server writes, holds what a copy of the database lacks, and is found whole', async () => {
    const used = await usedServer()
    await used.write('a', 'b')
    const writing = used.write('c', 'd', 'e')
    const { folder, manifest } = taken(used)
    await writing
    expect(folder).toBe(join(used.into, 'teren-2026-11-25-013000'))
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(
      [
        'access.journal',
        'manifest.json',
        'secrets',
        'secrets/hand-over.key',
        'secrets/pepper',
        'secrets/tag.key',
        'teren.db',
      ].sort(),
    )
    expect(statSync(folder).mode & 0o077).toBe(0)
    expect(verifyBackup(folder)).toMatchObject({ ok: true, value: { hubs: 1, manifest: { takenAt: NOW } } })
    expect(manifest.heads[used.hub]).toBeGreaterThanOrEqual(3)
    await used.server.close()
    expect(verifyData(used.data)).toMatchObject({ ok: true })
  })

  it('S8 that was flipped by one bit is found out, a thousand times of a thousand', async () => {
    const used = await usedServer()
    await used.write('a', 'b', 'c')
    const { folder } = taken(used)
    await used.server.close()
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    const contents = files.map((file) => readFileSync(file))
    const total = contents.reduce((sum, bytes) => sum + bytes.length, 0)
    let seed = Number(process.env.TEREN_SEED ?? Date.now() % 2 ** 31)
    const told = seed
    const draw = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    let found = 0
    for (let flip = 0; flip < 1_000; flip++) {
      // A tenth of them in the small files, in which few bytes would otherwise be met.
      let which = flip % 10 === 0 ? draw(files.length) : 0
      let at = draw(flip % 10 === 0 ? (contents[which]?.length ?? 1) : total)
      while (flip % 10 !== 0 && at >= (contents[which]?.length ?? 0)) at -= contents[which++]?.length ?? 0
      const byte = contents[which]?.[at] ?? 0
      putByte(files[which] ?? '', at, byte ^ (1 << draw(8)))
      if (!verifyBackup(folder).ok) found += 1
      putByte(files[which] ?? '', at, byte)
    }
    expect({ found, seed: told }).toEqual({ found: 1_000, seed: told })
    expect(verifyBackup(folder)).toMatchObject({ ok: true })
  })

  it('S8 in which something is missing or added is not whole, nor one that was never finished', async () => {
    const used = await usedServer()
    const { folder } = taken(used)
    await used.server.close()
    writeFileSync(join(folder, 'secrets', 'more'), 'x')
    expect(verifyBackup(folder)).toMatchObject({ ok: false, error: expect.stringContaining('secrets/more') })
    expect(verifyBackup(used.into)).toMatchObject({ ok: false, error: expect.stringContaining('is no backup') })
    expect(verifyBackup('/nowhere')).toMatchObject({ ok: false })
  })

  it('S8 shows by the tags of its rows what was changed before it was taken', async () => {
    const used = await usedServer()
    await used.write('a', 'b')
    await used.server.close()
    const db = new SQLite(databaseFile(used.data))
    db.prepare('UPDATE rows SET received_at = received_at + 1 WHERE seq = (SELECT max(seq) FROM rows)').run()
    db.close()
    expect(verifyData(used.data)).toMatchObject({ ok: false, error: expect.stringContaining('is not as written') })
    expect(verifyBackup(taken(used).folder)).toMatchObject({ ok: false })
  })

  it('S8 on a full disk fails with a clear line, and leaves nothing there', async () => {
    const used = await usedServer()
    await used.write('a', 'b', 'c')
    await used.server.close()
    const main = fileURLToPath(new URL('../main.ts', import.meta.url))
    // The system refuses to write on, as a full disk does, after 48 KiB of a file.
    const result = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(
        'sh',
        ['-c', `ulimit -f 96; exec "${process.execPath}" "${main}" backup "${used.into}"`],
        { env: { TEREN_DATA: used.data } },
        (error, _, stderr) => resolve({ code: error?.code, stderr }),
      )
    })
    expect(result).toEqual({ code: 1, stderr: expect.stringMatching(/^teren: the disk of .* takes no more[^\n]*\n$/) })
    expect(readdirSync(used.into)).toEqual([])
    expect(readBook(used.data)).toEqual([])
  })

  it('S8 takes the place of the oldest, and touches nothing else in its folder', async () => {
    const used = await usedServer()
    mkdirSync(join(used.into, 'teren-of-somebody'), { recursive: true })
    for (const hour of [0, 1, 2]) expect(take(used, NOW + hour * 3600_000, 2)).toMatchObject({ ok: true })
    expect(readdirSync(used.into).sort()).toEqual([
      ...['teren-2026-11-25-023000', 'teren-2026-11-25-033000', 'teren-of-somebody'],
    ])
    expect(readBook(used.data).map(({ takenAt }) => takenAt)).toEqual([NOW + 2 * 3600_000, NOW + 3600_000])
    await used.server.close()
  })

  it('RE1 counts as far as the second newest goes', async () => {
    const used = await usedServer()
    await used.write('a')
    taken(used)
    const { backedUpTo } = used.server.log.identity()
    expect(backedUpTo(used.hub)).toBe(0)
    const [first] = readBook(used.data)
    await used.write('b')
    used.server.passTime(5_000)
    taken(used, NOW + 1)
    expect(used.server.log.identity().backedUpTo(used.hub)).toBe(first?.heads[used.hub])
    await used.server.close()
  })
})

describe('a restore', () => {
  it('S8 puts a backup back as it was, and what stood there aside', async () => {
    const used = await usedServer()
    await used.write('a', 'b')
    const { folder, manifest } = taken(used)
    await used.write('c')
    const head = used.server.log.head(used.hub)
    const before = used.server.log.identity()
    await used.server.close()

    const restored = restore(folder, used.data)
    expect(restored).toMatchObject({ ok: true, value: { hubs: 1 } })
    const aside = (restored.ok && restored.value.aside) || ''
    expect(verifyData(aside)).toMatchObject({ ok: true, value: { heads: { [used.hub]: head } } })
    expect(verifyData(used.data)).toMatchObject({ ok: true })

    const again = await used.server.restart()
    const { serverId, epoch, forkSeq } = again.log.identity()
    expect(serverId).toBe(before.serverId)
    expect(epoch).not.toBe(before.epoch)
    expect(forkSeq(used.hub, before.epoch)).toBe(manifest.heads[used.hub])
    expect(forkSeq(used.hub, 'never heard of')).toBe(0)
    await again.close()
  })

  it('RE2 tells a device of any earlier epoch the lowest sequence that its history shares with this one', async () => {
    const used = await usedServer()
    await used.write('a')
    const early = taken(used)
    await used.write('b', 'c')
    const late = taken(used, NOW + 1)
    const first = used.server.log.identity().epoch
    await used.server.close()
    expect(restore(late.folder, used.data, NOW + 2)).toMatchObject({ ok: true })
    const second = await used.server.restart()
    const epoch = second.log.identity().epoch
    expect(second.log.identity().forkSeq(used.hub, first)).toBe(late.manifest.heads[used.hub])
    await second.close()
    // The older backup knows nothing of the second epoch; the journal does.
    expect(restore(early.folder, used.data, NOW + 3)).toMatchObject({ ok: true })
    const third = await used.server.restart()
    for (const known of [first, epoch])
      expect(third.log.identity().forkSeq(used.hub, known)).toBe(early.manifest.heads[used.hub])
    const apart = third.log.identity().epoch
    await third.close()
    // A backup of the first epoch from after the third left it: those in the third share no more with it than before.
    expect(restore(late.folder, used.data, NOW + 4)).toMatchObject({ ok: true })
    const fourth = await used.server.restart()
    for (const known of [epoch, apart])
      expect(fourth.log.identity().forkSeq(used.hub, known)).toBe(early.manifest.heads[used.hub])
    await fourth.close()
  })

  it('S8 is refused for a damaged backup and beside a running server, and changes nothing then', async () => {
    const used = await usedServer()
    const { folder } = taken(used)
    expect(() => restore(folder, used.data)).toThrow('another server works on this folder')
    await used.server.close()
    const before = readFileSync(databaseFile(used.data))
    const bytes = readFileSync(databaseFile(folder))
    writeFileSync(databaseFile(folder), bytes.subarray(0, -1))
    expect(restore(folder, used.data)).toMatchObject({ ok: false, error: expect.stringContaining('bytes instead of') })
    expect(readFileSync(databaseFile(used.data))).toEqual(before)
  })

  it('S8 that was interrupted lets no server start before it is done again', async () => {
    const used = await usedServer()
    await used.write('a')
    const { folder } = taken(used)
    await used.server.close()
    mkdirSync(restoringFolder(used.data))
    await expect(used.server.restart()).rejects.toThrow('restore it again')
    expect(restore(folder, used.data)).toMatchObject({ ok: true })
    const again = await used.server.restart()
    expect(again.log.head(used.hub)).toBeGreaterThan(0)
    await again.close()
  })

  it('RE3 knows who was signed in and out since, by the journal', async () => {
    const used = await usedServer()
    const { folder } = taken(used)
    const other = await used.server.makeMember(used.hub, 'trainer', 'Came Later')
    await used.server.signIn(other)
    const access = used.server.log.access()
    await used.server.close()
    const restored = restore(folder, used.data)
    expect(restored.ok && restored.value.newerAccessRows).toBeGreaterThan(0)
    const again = await used.server.restart()
    expect(again.log.access().members).toEqual(access.members)
    expect(again.log.access().signIns).toEqual(access.signIns)
    await again.close()
  })
})

describe('backups by themselves', () => {
  it('are taken when one is due, again an hour after one failed, and not while one runs', async () => {
    let now = NOW
    const timers: (() => void)[] = []
    const asked: number[] = []
    let answer = Promise.withResolvers<{ ok: false; error: string } | { ok: true; value: { bytes: number } }>()
    const reports: string[] = []
    const entries: { folder: string; takenAt: number; heads: Record<string, number> }[] = []
    const scheduled = scheduleBackups({
      ...{ dataFolder: '/data', version: 'test', settings: { into: '/backups', everyMs: 24 * 3600_000, keep: 3 } },
      book: { entries: () => entries, backedUpTo: () => 0 },
      clock: () => now,
      report: (event) => void reports.push(event),
      after(_, callback) {
        timers.push(callback)
        return () => undefined
      },
      take(wanted) {
        asked.push(wanted.now - NOW)
        return { taken: answer.promise, stop: async () => undefined }
      },
    })
    const pass = (ms: number) => {
      now += ms
      timers.shift()?.()
    }
    pass(60_000)
    pass(60_000)
    expect(asked).toEqual([60_000])
    answer.resolve({ ok: false, error: 'no room' })
    await answer.promise
    await Promise.resolve()
    expect([scheduled.failure, ...reports]).toEqual(['no room', 'backup-failed'])
    answer = Promise.withResolvers()
    pass(60_000)
    expect(asked).toHaveLength(1)
    pass(3600_000)
    expect(asked).toHaveLength(2)
    entries.unshift({ folder: '/backups/one', takenAt: now, heads: {} })
    answer.resolve({ ok: true, value: { bytes: 1 } })
    await answer.promise
    await Promise.resolve()
    expect([scheduled.failure, ...reports]).toEqual([null, 'backup-failed', 'backup-taken'])
    pass(23 * 3600_000)
    expect(asked).toHaveLength(2)
    pass(3600_000)
    expect(asked).toHaveLength(3)
    await scheduled.close()
  })

  it('S8 are copied in a thread of their own, beside a copy of the journal', async () => {
    const folder = makeFolder()
    const into = join(folder, 'backups')
    const server = await startTestServer({ TEREN_BACKUP_DIR: into }, folder)
    const hub = await server.makeHub()
    const dataFolder = join(folder, 'data')
    const { taken: done } = takeInThread({ dataFolder, into, now: NOW, version: 'test', keep: 3 })
    expect(await done).toMatchObject({ ok: true })
    expect(verifyBackup(join(into, 'teren-2026-11-25-013000'))).toMatchObject({ ok: true })
    const { serverId } = server.log.identity()
    const journal = () => (existsSync(mirrorFile(into, serverId)) ? readJournal(mirrorFile(into, serverId)) : null)
    await until('a copy', journal, (found) => found?.entries.some(({ row }) => row.hub === hub) === true)
    const { taken: failed } = takeInThread({ dataFolder: folder, into, now: NOW, version: 'test', keep: 3 })
    expect(await failed).toMatchObject({ ok: false })
    await server.close()
  })
})
