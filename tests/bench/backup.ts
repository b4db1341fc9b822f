import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import type { HubId } from '#domain/ids.ts'
import { databaseFile, TAG_KEY_BYTES } from '../../sync-server/log/dataFolder.ts'
import { readSecretFile } from '../../sync-server/log/secretFile.ts'
import { tagOf } from '../../sync-server/log/tag.ts'
import { CrowdedHub, type CrowdedRun, type Marker } from '../support/crowdedHub.ts'
import { RawClient } from '../support/rawClient.ts'
import { type Figure, percentile, print } from './measure.ts'

/** A server of years: how long it takes to start, and to be copied while people write. */

const ROWS = 1_000_000
const RUNS = 50
const WRITERS = 5
const WRITES_A_SECOND = 50
/** About what one mark takes. */
const MARK_BYTES = 120

/** Rows as marks are, under their own tags. */
function fill(folder: string, hub: HubId, runs: readonly CrowdedRun[], writer: { member: string; device: string }) {
  const db = new SQLite(databaseFile(folder))
  db.pragma('synchronous = OFF')
  // Only while it is filled.
  db.pragma('cache_size = -800000')
  const tagKey = readSecretFile(folder, { name: 'tag.key', byteCount: TAG_KEY_BYTES, make: null })
  const epoch = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'epoch'").pluck().get()
  const head = db
    .prepare<[string, string], number>(
      `SELECT max(coalesce((SELECT max(seq) FROM rows WHERE hub = ?), 0),
                  coalesce((SELECT max(seq) FROM projections WHERE hub = ?), 0))`,
    )
    .pluck()
    .get(hub, hub)
  const row = db.prepare('INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)')
  const key = db.prepare('INSERT INTO claim_keys VALUES (?, ?, ?, ?)')
  const request = db.prepare('INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)')
  const receivedAt = Date.now()
  db.transaction(() => {
    for (let at = 0; at < ROWS; at++) {
      const { run } = runs[at % runs.length] as CrowdedRun
      const document = `run/${run}/claims/${writer.member}`
      const bytes = randomBytes(MARK_BYTES)
      const sequence = (head ?? 0) + at + 1
      const tag = tagOf(tagKey, { hub, document, sequence, ...writer, receivedAt, bytes })
      row.run(hub, sequence, `run:${run}`, document, writer.member, writer.device, receivedAt, epoch, tag, bytes)
      key.run(hub, document, `${bytes.toString('base64url', 0, 24)}:${at}`, sequence)
      const hash = createHash('sha256').update(bytes).digest()
      request.run(writer.device, bytes.subarray(0, 16), hash, sequence, receivedAt, tag)
    }
  })()
  db.close()
}

/** Seconds of a command of the server's, in a process of its own. */
async function teren(data: string, ...args: string[]): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, ['sync-server/main.ts', ...args], {
    env: { ...process.env, TEREN_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`)
  return (performance.now() - began) / 1000
}

/** Milliseconds from each push to its answer, so many a second, until told to stop. */
async function write(hub: CrowdedHub, markers: readonly Marker[], until: { done: boolean }): Promise<number[]> {
  const clients = await Promise.all(
    markers.map(async ({ cookie, member }) => {
      const client = await RawClient.open(hub.server.origin, cookie)
      await client.greet(member)
      return client
    }),
  )
  const answers: Promise<number>[] = []
  const began = performance.now()
  for (let at = 0; !until.done; at++) {
    const [marker, client] = [markers[at % markers.length] as Marker, clients[at % clients.length] as RawClient]
    const sent = performance.now()
    const push = client.push(marker.member, marker.document, marker.mark(), new Uint8Array(randomBytes(16)))
    answers.push(push.then(() => performance.now() - sent))
    await after(Math.max(0, began + ((at + 1) * 1000) / WRITES_A_SECOND - performance.now()))
  }
  const took = await Promise.all(answers)
  for (const client of clients) client.close()
  return took
}

export async function backup(): Promise<void> {
  const hub = new CrowdedHub()
  const into = mkdtempSync(join(tmpdir(), 'teren-bench-backup-'))
  const elsewhere = mkdtempSync(join(tmpdir(), 'teren-bench-restored-'))
  try {
    await hub.open()
    const runs: CrowdedRun[] = []
    for (let at = 0; at < RUNS; at++) runs.push(await hub.makeRun())
    const markers: Marker[] = []
    for (const run of runs.slice(0, WRITERS)) markers.push(await hub.makeMarker(run))
    const { data } = hub.server
    const { hub: id, member, device } = hub.coordinator as unknown as { hub: HubId; member: string; device: string }
    await hub.server.stop()
    fill(data, id, runs, { member, device })

    const began = performance.now()
    await hub.server.start()
    while ((await fetch(`${hub.server.origin}/readyz`)).status !== 200) await after(5)
    const ready = (performance.now() - began) / 1000

    const quiet = { done: false }
    const quietly = write(hub, markers, quiet)
    await after(10_000)
    quiet.done = true
    const before = await quietly
    const until = { done: false }
    const writing = write(hub, markers, until)
    await after(1_000)
    const took = await teren(data, 'backup', into)
    until.done = true
    const during = await writing
    const folder = join(into, readdirSync(into)[0] ?? '')
    const verified = await teren(data, 'verify', folder)
    await hub.server.stop()
    const restored = await teren(join(elsewhere, 'data'), 'restore', folder)
    const figures: Figure[] = [
      { what: '1,000,000 rows: from the start until /readyz', value: ready, unit: 's', atMost: 3 },
      { what: 'the database', value: statSync(databaseFile(folder)).size / 1e6, unit: 'MB' },
      { what: 'a backup of it, while 50 writes a second come', value: took, unit: 's', atMost: 10 },
      { what: 'p50 of those writes', value: percentile(during, 0.5), unit: 'ms' },
      { what: 'p99 of those writes', value: percentile(during, 0.99), unit: 'ms', atMost: 500 },
      { what: 'p99 of such writes without a backup', value: percentile(before, 0.99), unit: 'ms' },
      { what: 'verifying it, every byte and every tag', value: verified, unit: 's' },
      { what: 'restoring it, verified again', value: restored, unit: 's' },
    ]
    print('backup', figures)
  } finally {
    await hub.dispose()
    for (const made of [into, elsewhere]) rmSync(made, { recursive: true, force: true })
  }
}
