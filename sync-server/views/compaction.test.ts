import { expect, it } from 'vitest'
import type { HubId } from '#domain/ids.ts'
import { HUB, PLAN } from '../../tests/contracts/HonestDevice.ts'
import type { CompactJob, Log } from '../log/Log.ts'
import { startCompaction } from './compaction.ts'
import type { Decoder } from './decoder.ts'

it('RE1 makes one row of many only as far as they are in two backups, where any are taken', async () => {
  const made: CompactJob[] = []
  let backedUpTo = 0
  const log = {
    access: () => ({ hubs: [{ hub: HUB, name: 'SINEC' }] }),
    identity: () => ({ backedUpTo: (_: HubId) => backedUpTo }),
    compact: async (job: CompactJob) => {
      made.push(job)
      return { ok: true }
    },
  } as unknown as Log
  const found = { hub: HUB, scope: 'run:r', document: PLAN }
  const answers: Record<string, unknown> = {
    findLong: [found],
    compact: { bytes: new Uint8Array(9), upto: 70, rows: 64 },
  }
  const decoder = { ask: async (what: string) => ({ ok: true, value: answers[what] }) } as unknown as Decoder
  const deps = { log, decoder, clock: () => 1e12, report: () => undefined, after: () => () => undefined }
  const compaction = startCompaction(deps)
  expect(await compaction.goThrough()).toBe(1)
  backedUpTo = 69
  expect(await compaction.goThrough()).toBe(0)
  backedUpTo = 70
  expect(await compaction.goThrough()).toBe(1)
  expect(made).toHaveLength(2)
})
