import { type DeviceId, type HubId, type MemberId, makeId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { AccessOperation, AccessOutcome } from '../access/operations.ts'
import { systemRandom } from '../access/secrets.ts'
import { databaseFile } from '../log/dataFolder.ts'
import type { Appended, Log } from '../log/Log.ts'
import { openLog } from '../log/openLog.ts'
import { type Compaction, startCompaction } from './compaction.ts'
import { type Decoder, makeDecoder, startDecodeThread } from './decoder.ts'
import { guardLog } from './guardedLog.ts'

/** A real log with a real decoding thread, a hub with a coordinator and two trainers of one run, and time in hand. */
export interface DecodingBench {
  hub: HubId
  run: RunId
  coordinator: Who
  trainer: Who
  other: Who
  /** The log itself. */
  log: Log
  guarded: Log
  decoder: Decoder
  compaction: Compaction
  reports: { event: string; fields: Record<string, unknown> }[]
  /** Deadlines are so many times shorter. */
  haste: number
  clock(): number
  passTime(ms: number): void
  push(who: Who, document: string, update: Uint8Array, request?: Uint8Array): Promise<Appended>
  command(who: Who, body: CommandBody, request?: Uint8Array): Promise<AccessOutcome>
  close(): Promise<void>
}

export interface Who {
  member: MemberId
  device: DeviceId
}

export const BENCH_NOW = 1_790_000_000_000

export async function openBench(folder: string, haste = 1): Promise<DecodingBench> {
  let now = BENCH_NOW
  const clock = () => now
  const log = await openLog(folder, { clock, random: systemRandom })
  const file = databaseFile(folder)
  const after = (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms / bench.haste)
    return () => clearTimeout(timer)
  }
  const decoder = makeDecoder({
    after: (ms, callback) => after(ms === 30_000 ? ms * bench.haste : ms, callback),
    startThread: () => startDecodeThread(file),
  })
  const reports: DecodingBench['reports'] = []
  const deps = {
    ...{ log, decoder, clock },
    report: (event: string, fields: Record<string, unknown>) => void reports.push({ event, fields }),
  }
  const guarded = guardLog(deps)
  const compaction = startCompaction({ ...deps, after: () => () => undefined })
  const operate = async (operation: AccessOperation) => {
    const outcome = await log.operate(operation)
    if (!outcome.ok) throw new Error(`${operation.kind}: ${outcome.detail}`)
  }
  const [hub, programme, run] = [
    makeId<HubId>(systemRandom),
    makeId<ProgrammeId>(systemRandom),
    makeId<RunId>(systemRandom),
  ]

  async function signedIn(role: Role): Promise<Who> {
    const at = now
    const [member, device] = [makeId<MemberId>(systemRandom), makeId<DeviceId>(systemRandom)]
    const codeHash = makeId(systemRandom)
    await operate({ kind: 'make-member', member, hub, displayName: `A ${role}`, role, at })
    if (role === 'trainer') await operate({ kind: 'make-grant', member, programme, at })
    await operate({ kind: 'make-invitation', member, codeHash, expiresAt: at + 1, at })
    await operate({ kind: 'redeem-invitation', codeHash, device, secretHash: device, label: '', publicKey: null, at })
    return { member, device }
  }

  const bench: DecodingBench = {
    ...{ hub, run, log, guarded, decoder, compaction, reports, haste, clock },
    passTime(ms) {
      now += ms
    },
    coordinator: { member: '' as MemberId, device: '' as DeviceId },
    trainer: { member: '' as MemberId, device: '' as DeviceId },
    other: { member: '' as MemberId, device: '' as DeviceId },
    push: (who, document, update, request = systemRandom(16)) =>
      guarded.append({ hub, ...who, request, document, update, receivedAt: now, clockOffsetMs: 0 }),
    command: (who, body, request = systemRandom(16)) =>
      guarded.operate({ kind: 'command', hub, ...who, request, body, at: now }),
    async close() {
      await Promise.all([compaction.close(), decoder.close()])
      await log.close()
    },
  }
  await operate({ kind: 'make-hub', hub, name: 'A hub', at: now })
  await operate({ kind: 'make-run', run, hub, programme, at: now })
  bench.coordinator = await signedIn('coordinator')
  bench.trainer = await signedIn('trainer')
  bench.other = await signedIn('trainer')
  return bench
}
