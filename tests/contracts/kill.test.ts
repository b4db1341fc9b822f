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
import { openLog } from '../../sync-server/log/openLog.ts'
import { HUB, RUN } from './HonestDevice.ts'

const SCRIPT = fileURLToPath(new URL('./appendUntilKilled.ts', import.meta.url))
const random = (count: number) => new Uint8Array(randomBytes(count))

/** Lets a process append until it has acknowledged this many, kills it, and returns all that it acknowledged. */
async function appendAndKill(folder: string, enough: number): Promise<Map<number, string>> {
  const child = spawn(process.execPath, [SCRIPT, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const acknowledged = new Map<number, string>()
  for await (const line of createInterface({ input: child.stdout })) {
    const [sequence = '', key = ''] = line.split(' ')
    // The last line may be cut off by the kill: an acknowledgement counts once it is whole.
    if (!/^\d+$/.test(sequence) || !key.match(/:.{11}$/)) {
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
