import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { databaseFile } from '../../sync-server/log/dataFolder.ts'
import { openLog } from '../../sync-server/log/openLog.ts'
import { openDocumentRows } from '../../sync-server/views/documentRows.ts'
import { HUB, PLAN, RUN } from './HonestDevice.ts'

const APPENDS = fileURLToPath(new URL('./appendUntilKilled.ts', import.meta.url))
const COMPACTS = fileURLToPath(new URL('./compactUntilKilled.ts', import.meta.url))
const random = (count: number) => new Uint8Array(randomBytes(count))

/** Lets a process append until it has acknowledged this many, kills it, and returns all that it acknowledged. */
async function appendAndKill(
  folder: string,
  enough: number,
  { script = APPENDS, key: isKey = /:.{11}$/ } = {},
): Promise<Map<number, string>> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const acknowledged = new Map<number, string>()
  for await (const line of createInterface({ input: child.stdout })) {
    const [sequence = '', key = ''] = line.split(' ')
    // The last line may be cut off by the kill: an acknowledgement counts once it is whole.
    if (!/^\d+$/.test(sequence) || !key.match(isKey)) {
      expect(line).not.toMatch(/^refused/)
      continue
    }
    acknowledged.set(Number(sequence), key)
    if (acknowledged.size === enough) child.kill('SIGKILL')
  }
  await exited
  expect(child.signalCode).toBe('SIGKILL')
  return acknowledged
}

it('F1 PU1 keeps whatever was acknowledged when the process is killed, and can be opened at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teren-kill-'))
  const acknowledged = new Map<number, string>()
  for (const enough of [300, 37, 150]) {
    for (const [sequence, key] of await appendAndKill(folder, enough)) {
      expect(acknowledged.has(sequence)).toBe(false)
      acknowledged.set(sequence, key)
    }
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(487)

  const log = await openLog(folder, { clock: Date.now, random })
  const kept = new Map<number, string>()
  const doc = new Y.Doc()
  let from = 0
  for (let more = true; more; ) {
    const page = await log.read(HUB, [{ scope: `run:${RUN}`, from }], 65_536)
    for (const row of page.rows) {
      Y.applyUpdate(doc, row.bytes)
      const { structs } = Y.decodeUpdate(row.bytes)
      kept.set(row.sequence, (structs[0] as Y.Item).parentSub ?? '')
    }
    from = page.upto
    more = page.more
  }
  await log.close()
  rmSync(folder, { recursive: true, force: true })
  for (const [sequence, key] of acknowledged) expect([sequence, kept.get(sequence)]).toEqual([sequence, key])
  expect(doc.store.pendingStructs).toBeNull()
  expect(doc.getMap('teren').size).toBe(kept.size)
}, 60_000)

it('F1 HI6 keeps whatever was acknowledged, and who wrote it, when the process is killed while it makes a document shorter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teren-kill-'))
  const acknowledged = new Map<number, string>()
  for (const enough of [40, 23, 61, 12]) {
    const killed = await appendAndKill(folder, enough, { script: COMPACTS, key: /^key-[0-9a-f]{12}$/ })
    for (const [sequence, key] of killed) acknowledged.set(sequence, key)
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(136)

  const log = await openLog(folder, { clock: Date.now, random })
  const documents = openDocumentRows(databaseFile(folder))
  const of = { hub: HUB, scope: `run:${RUN}`, document: PLAN }
  const [standing, history] = [documents.standing(of), documents.history(of)]
  documents.close()
  await log.close()
  rmSync(folder, { recursive: true, force: true })
  const entries = (rows: { bytes: Uint8Array }[]) => {
    const doc = new Y.Doc()
    for (const { bytes } of rows) Y.applyUpdate(doc, bytes)
    expect(doc.store.pendingStructs).toBeNull()
    return doc.getMap('teren').toJSON()
  }
  // It was made shorter indeed, and both tell the same.
  expect(standing.length).toBeLessThan(20)
  expect(history.length).toBeGreaterThanOrEqual(acknowledged.size)
  expect(entries(standing)).toEqual(entries(history))
  const kept = new Set(history.map(({ sequence, device }) => `${sequence} ${device.slice(0, 5)}`))
  expect([...acknowledged.keys()].filter((sequence) => !kept.has(`${sequence} phone`))).toEqual([])
  const found = entries(standing)
  expect([...acknowledged.values()].filter((key) => !(key in found))).toEqual([])
}, 60_000)
