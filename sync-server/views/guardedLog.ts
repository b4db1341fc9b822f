import type { Clock, DeviceId, HubId } from '#domain/ids.ts'
import { updateShapeOf } from '#protocol/acceptance.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import { MAX_UPDATE_BYTES } from '#protocol/limits.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { AccessOperation, AccessOutcome } from '../access/operations.ts'
import { indexAccess, refusalOfPush } from '../access/rights.ts'
import type { Appended, AppendJob, Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { Decoder } from './decoder.ts'

/** The log where a document has to be opened before something is taken.
 *
 *  A large update is taken up once, in the decoding thread, before the log takes it: what an update costs its readers is
 *  not to be told from its bytes. 20,000 entries of one key are read in 20 ms, and taken up in seconds, on every phone. */

/** Shorter updates hold too few steps to cost anybody more than some milliseconds. */
const TASTED_FROM_BYTES = 4 * 1024
/** An honest update of the largest size takes a tenth of this. Tried twice: the machine may be busy. */
const TAKEN_UP_WITHIN_MS = 2_000
const TRIES = 2
/** A device whose update was put aside waits for so long before another large one is tried. */
const NEXT_TRY_AFTER_MS = 60_000
/** Devices remembered as such. */
const DEVICES_AT_MOST = 1_000
/** Leading a document back reads everything that was ever written in it. */
const LED_BACK_WITHIN_MS = 20_000

export interface GuardDeps {
  log: Log
  decoder: Decoder
  clock: Clock
  report: Report
}

type CommandOperation = Extract<AccessOperation, { kind: 'command' }>

export function guardLog(deps: GuardDeps): Log {
  const { log } = deps
  const append = makeTastingAppend(deps)
  const operate = (operation: AccessOperation) =>
    operation.kind === 'command' && operation.body.name === 'restore-document'
      ? restoreDocument(deps, operation, operation.body)
      : log.operate(operation)
  return new Proxy(log, {
    get(target, name) {
      if (name === 'append') return append
      if (name === 'operate') return operate
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Updates of one document are taken in the order in which they came, whichever of them is opened first. */
function makeTastingAppend({ log, decoder, clock, report }: GuardDeps): Log['append'] {
  /** The last of those on their way, by document. */
  const behind = new Map<string, Promise<Appended>>()
  const putAsideAt = new Map<DeviceId, number>()

  async function taste(job: AppendJob, info: DocumentInfo): Promise<Appended> {
    const { hub, document, update, device, member } = job
    if (clock() - (putAsideAt.get(device) ?? Number.NEGATIVE_INFINITY) < NEXT_TRY_AFTER_MS)
      return { ok: false, code: 'slow-down', detail: 'an update of this device was put aside just now' }
    for (let tries = 1; tries <= TRIES; tries++) {
      const taken = await decoder.ask('taste', { hub, scope: info.scope, document, update }, TAKEN_UP_WITHIN_MS)
      // Rights may have ended meanwhile.
      if (taken.ok) return log.append({ ...job, refusal: refusalOfPush(indexAccess(log.access()), job, info) })
    }
    noteAside(device)
    report('quarantined', { device, member, document, bytes: update.length })
    const kept = await log.quarantine({ ...job, why: 'not taken up in time' })
    return kept.ok ? { ok: false, code: 'malformed', detail: 'cannot be taken up in time' } : kept
  }

  function noteAside(device: DeviceId): void {
    putAsideAt.delete(device)
    putAsideAt.set(device, clock())
    const [oldest] = putAsideAt.keys()
    if (putAsideAt.size > DEVICES_AT_MOST && oldest) putAsideAt.delete(oldest)
  }

  return (job) => {
    const name = nameOf(job.hub, job.document)
    const before = behind.get(name)
    const info = tastedDocument(job)
    if (!before && !info) return log.append(job)
    const run = () => (info ? taste(job, info) : log.append(job))
    const answer = before ? before.then(run) : run()
    behind.set(name, answer)
    void answer.then(() => {
      if (behind.get(name) === answer) behind.delete(name)
    })
    return answer
  }
}

const nameOf = (hub: HubId, document: string) => `${hub} ${document}`

/** Document of an update that is tasted; null: the log takes or refuses it by itself. Documents that only gain keys cost
 *  a reader the same for each, whatever they hold. */
function tastedDocument({ document, update, refusal }: AppendJob): DocumentInfo | null {
  if (refusal || update.length < TASTED_FROM_BYTES || update.length > MAX_UPDATE_BYTES) return null
  const info = parseDocumentId(document)
  if (!info || info.reserved) return null
  const shape = updateShapeOf(info)
  return shape === 'flat' || shape === 'rich' ? info : null
}

/** Judged by who asks, before anything is opened. */
async function restoreDocument(
  { log, decoder }: GuardDeps,
  operation: CommandOperation,
  { document, at, by }: Extract<CommandOperation['body'], { name: 'restore-document' }>,
): Promise<AccessOutcome> {
  const { hub, member, device } = operation
  const access = indexAccess(log.access())
  /** Said unless the same command was taken before: then it gets its first answer. */
  const refuse = async (code: RefusalCode, detail: string): Promise<AccessOutcome> => {
    const first = await log.operate(operation)
    return first.ok ? first : { ok: false, code, detail }
  }
  // The rows refuse, and know whether this command was taken before.
  if (access.members.get(member)?.role !== 'coordinator') return log.operate(operation)
  const info = parseDocumentId(document)
  if (!info) return refuse('unknown-document', 'no such document')
  const refusal = refusalOfPush(access, { member, device }, info)
  if (refusal) return refuse(refusal.code, refusal.detail)
  if (updateShapeOf(info) !== 'flat')
    return refuse('not-possible', 'a document that only gains entries is never led back')
  const found = await decoder.ask('restore', { hub, scope: info.scope, document, at, by }, LED_BACK_WITHIN_MS)
  if (!found.ok) return refuse('failed', `the document could not be opened: ${found.error}`)
  return log.operate({ ...operation, restoring: found.value })
}
