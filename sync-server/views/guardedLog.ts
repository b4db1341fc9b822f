import type { Clock, DeviceId } from '#domain/ids.ts'
import { updateShapeOf } from '#protocol/acceptance.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import { MAX_UPDATE_BYTES } from '#protocol/limits.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { AccessOperation, AccessOutcome } from '../access/operations.ts'
import { indexAccess, refusalOfPush } from '../access/rights.ts'
import type { Appended, AppendJob, Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { Decoder } from './decoder.ts'
import { takeUp } from './takeUp.ts'

/** The log where a document has to be opened before something is taken.
 *
 *  What an update costs its readers is not to be told from its bytes: 20,000 entries of one key are read in 20 ms, and
 *  taken up in seconds, on every phone. So whatever a device writes in a document that is changed at will is taken up once
 *  in the decoding thread, before the log takes it: each large update by itself, and small ones whenever so many bytes
 *  have come from the device since the last time, together with those. */

/** So many bytes of a device in a document go by the decoding thread. They hold too few steps to cost much by themselves. */
const TASTED_FROM_BYTES = 4 * 1024
/** Processor time that bytes may take to be taken up. An honest change takes a tenth of this. */
const FREE_MS = 15
const MS_A_KIB = 2
/** What takes longer by the clock is ended. Tried twice: the machine may be busy. */
const TAKEN_UP_WITHIN_MS = 2_000
const TRIES = 2
/** A device whose update was put aside waits for so long before it changes any document at will again; doubled each time
 *  up to the most, until the server starts again. */
const NEXT_TRY_AFTER_MS = 60_000
const NEXT_TRY_AFTER_AT_MOST_MS = 24 * 3600 * 1000
/** Devices remembered as such, and documents of devices that are counted. The oldest are forgotten. */
const REMEMBERED_AT_MOST = 20_000
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
  const operate = (operation: AccessOperation) => {
    if (operation.kind !== 'command') return log.operate(operation)
    const { body } = operation
    if (body.name === 'restore-document') return restoreDocument(deps, operation, body)
    return body.name === 'take-up'
      ? takeUp({ log, append, clock: deps.clock }, operation, body)
      : log.operate(operation)
  }
  return new Proxy(log, {
    get(target, name) {
      if (name === 'append') return append
      if (name === 'operate') return operate
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** What came from a device in a document since it was last taken up by itself. */
interface Untasted {
  bytes: number
  /** Sequence of the row before them; null: of none that is known. */
  since: number | null
}

/** Updates of one document are taken in the order in which they came, whichever of them is opened first. */
function makeTastingAppend({ log, decoder, clock, report }: GuardDeps): Log['append'] {
  /** The last update of a document that waits behind one being opened, or is opened itself. */
  const behind = new Map<string, Promise<Appended>>()
  /** The last one of a document that is on its way into the log. */
  const underWay = new Map<string, Promise<Appended>>()
  const untasted = new Map<string, Untasted>()
  const putAside = new Map<DeviceId, { until: number; waitMs: number }>()

  const countOf = ({ hub, document, device, update }: AppendJob): [name: string, Untasted] => {
    const name = `${hub} ${document} ${device}`
    const before = untasted.get(name) ?? { bytes: 0, since: null }
    return [name, { ...before, bytes: before.bytes + update.length }]
  }
  const isAside = ({ device }: AppendJob) => clock() < (putAside.get(device)?.until ?? 0)

  /** Straight into the log, with whatever else is committed then. */
  async function count(job: AppendJob): Promise<Appended> {
    const [name, counted] = countOf(job)
    remember(untasted, name, counted)
    const answer = await log.append(job)
    const now = untasted.get(name)
    if (answer.ok && now?.since === null) remember(untasted, name, { ...now, since: answer.sequence - 1 })
    return answer
  }

  async function take(job: AppendJob, info: DocumentInfo): Promise<Appended> {
    if (isAside(job)) return ASIDE
    const [name, counted] = countOf(job)
    if (counted.bytes < TASTED_FROM_BYTES) return count(job)
    if (!(await isBearable(job, info, counted))) return quarantine(job)
    // Rights may have ended meanwhile.
    const answer = await log.append({ ...job, refusal: refusalOfPush(indexAccess(log.access()), job, info) })
    if (answer.ok) remember(untasted, name, { bytes: 0, since: answer.sequence })
    return answer
  }

  async function isBearable({ hub, document, device, update }: AppendJob, { scope }: DocumentInfo, of: Untasted) {
    const mayTakeMs = FREE_MS + (of.bytes / 1024) * MS_A_KIB
    const asked = { hub, scope, document, device, update, since: of.since ?? Number.MAX_SAFE_INTEGER }
    for (let tries = 1; tries <= TRIES; tries++) {
      const taken = await decoder.ask('taste', asked, TAKEN_UP_WITHIN_MS)
      if (taken.ok && taken.value <= mayTakeMs) return true
    }
    return false
  }

  async function quarantine(job: AppendJob): Promise<Appended> {
    const { device, member, document, update } = job
    const waitMs = Math.min(NEXT_TRY_AFTER_AT_MOST_MS, (putAside.get(device)?.waitMs ?? NEXT_TRY_AFTER_MS / 2) * 2)
    remember(putAside, device, { until: clock() + waitMs, waitMs })
    report('quarantined', { device, member, document, bytes: update.length })
    const kept = await log.quarantine({ ...job, why: 'not taken up in time' })
    return kept.ok ? { ok: false, code: 'malformed', detail: 'cannot be taken up in time' } : kept
  }

  return (job) => {
    const info = tastedDocument(job)
    const name = `${job.hub} ${job.document}`
    const before = behind.get(name)
    if (!before && !info) return log.append(job)
    if (!before && isAside(job)) return Promise.resolve(ASIDE)
    if (!before && countOf(job)[1].bytes < TASTED_FROM_BYTES) return keepLast(underWay, name, count(job))
    const run = () => (info ? take(job, info) : log.append(job))
    // What it may stand on is there by then.
    return keepLast(behind, name, (before ?? underWay.get(name) ?? Promise.resolve()).then(run))
  }
}

const ASIDE: Appended = { ok: false, code: 'slow-down', detail: 'an update of this device was put aside just now' }

/** Kept for as long as it is the last. */
function keepLast(map: Map<string, Promise<Appended>>, name: string, answer: Promise<Appended>): Promise<Appended> {
  map.set(name, answer)
  void answer.then(() => {
    if (map.get(name) === answer) map.delete(name)
  })
  return answer
}

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > REMEMBERED_AT_MOST && !oldest.done) map.delete(oldest.value)
}

/** Document of an update that is counted and tasted; null: the log takes or refuses it by itself. Documents that only
 *  gain keys cost a reader the same for each, whatever they hold. */
function tastedDocument({ document, update, refusal }: AppendJob): DocumentInfo | null {
  if (refusal || update.length > MAX_UPDATE_BYTES) return null
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
