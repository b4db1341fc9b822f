import type { Clock, DeviceId, HubId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { updateShapeOf } from '#protocol/acceptance.ts'
import { readCommand } from '#protocol/commands.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import {
  type FileFault,
  fromText,
  type HandedRequest,
  type HandOver,
  openHandOver,
  type SealingKey,
} from '#protocol/handOver.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { indexAccess, refusalOfPush } from '../access/rights.ts'
import type { Secrets } from '../access/secrets.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'

/** Work that somebody carried in (S1): each request goes the way it would have gone from its author's device, as of that
 *  member and that device, and is answered by the same rows. The device that sends it later is answered the same. */

export interface BringInDeps {
  log: Log
  secrets: Secrets
  sealing: SealingKey
  clock: Clock
  report: Report
}

export type BringInFault =
  | FileFault
  /** Made by a device that is not of this server, or that never told its key. */
  | 'unknown-device'
  /** That device did not sign it. */
  | 'not-signed'
  /** The device was lost or stolen: nothing is taken from it. */
  | 'lost'
  /** The server's disk takes nothing now, or more waits of this device than is kept. */
  | 'no-room'
  | 'failed'
  /** Of another device than the only one from whose hands it would be taken. */
  | 'not-its-own'

export interface BroughtIn {
  hub: HubId
  displayName: string
  /** Counted as people count: each a change that somebody made. */
  received: number
  /** Were here before. */
  already: number
  /** The sign-in was ended meanwhile: a coordinator decides. */
  rescued: number
  refused: { code: RefusalCode; changes: number }[]
  /** ms by the phone's clock. */
  madeAt: number
}

/** Nothing of a file that cannot be read, was not signed, or is of a lost device is taken. Of one that was interrupted the
 *  rest is taken when it is brought in once more. */
export async function bringIn(
  deps: BringInDeps,
  text: string,
  only: DeviceId | null = null,
): Promise<Result<BroughtIn, BringInFault>> {
  const { log, sealing, report } = deps
  const file = fromText(text)
  const { serverId } = log.identity()
  const opened = file.ok ? await openHandOver(crypto.subtle, { serverId, sealing }, file.value) : file
  if (!opened.ok) return refuse(report, opened.error, {})
  const { handOver, isSignedBy } = opened.value
  const { member, device } = handOver
  if (only !== null && device !== only) return refuse(report, 'not-its-own', { device: only })
  const access = indexAccess(log.access())
  const [known, signIn, row] = [access.devices.get(device), access.signIn(member, device), access.members.get(member)]
  if (!known?.publicKey || !signIn || !row) return refuse(report, 'unknown-device', {})
  if (!(await isSignedBy(known.publicKey))) return refuse(report, 'not-signed', { device, member })
  if (signIn.state === 'lost') return refuse(report, 'lost', { device, member })
  if (signIn.state === 'erased') return refuse(report, 'lost', { device, member })
  const { hub, displayName } = row
  const outcome = signIn.state === 'active' ? await takeAll(deps, hub, handOver) : await rescue(deps, hub, handOver)
  if (!outcome.ok) return refuse(report, outcome.error, { device, member })
  const { received, already, rescued } = outcome.value
  report('brought-in', { device, member, received, already, rescued, refused: outcome.value.refused.length })
  return ok({ hub, displayName, ...outcome.value, madeAt: handOver.madeAt })
}

function refuse(report: Report, why: BringInFault, by: Record<string, string>): Result<never, BringInFault> {
  report('hand-over-refused', { why, ...by })
  return fail(why)
}

type Outcome = Pick<BroughtIn, 'received' | 'already' | 'rescued' | 'refused'>

/** Only what could be taken at all: a coordinator is shown no garbage. */
async function rescue(
  { log, clock }: BringInDeps,
  hub: HubId,
  { member, device, requests }: HandOver,
): Promise<Result<Outcome, 'no-room' | 'failed'>> {
  const refused: Outcome['refused'] = []
  const kept = requests.filter((asked) => {
    if (isReadable(asked)) return true
    count(refused, 'malformed', asked.changes)
    return false
  })
  const outcome = await log.operate({ kind: 'rescue', hub, member, device, requests: kept, at: clock() })
  if (!outcome.ok) return fail(outcome.code === 'too-large' || outcome.code === 'disk-full' ? 'no-room' : 'failed')
  const [rescued, already] = [Number(outcome.result.rescued), Number(outcome.result.already)]
  return ok({ received: 0, already, rescued, refused })
}

function isReadable({ kind, document, body }: HandedRequest): boolean {
  if (kind === 'command') return readCommand(textOf(body)) !== null
  const info = parseDocumentId(document)
  return info !== null && !info.reserved && updateShapeOf(info) !== null && scanUpdate(body).ok
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** What follows a command may need what it does; all others go in together, in their order. */
async function takeAll(deps: BringInDeps, hub: HubId, handOver: HandOver): Promise<Result<Outcome, never>> {
  const outcome: Outcome = { received: 0, already: 0, rescued: 0, refused: [] }
  let under: Promise<void>[] = []
  for (const request of handOver.requests) {
    if (request.kind === 'command') await Promise.all(under)
    const taking = take(deps, hub, handOver, request, outcome)
    under = request.kind === 'command' ? [] : [...under, taking]
    if (request.kind === 'command') await taking
  }
  await Promise.all(under)
  return ok(outcome)
}

async function take(
  deps: BringInDeps,
  hub: HubId,
  handOver: HandOver,
  asked: HandedRequest,
  outcome: Outcome,
): Promise<void> {
  const isKnown = deps.log.knows(handOver.device, asked.request)
  const code = await (asked.kind === 'push' ? push : command)(deps, hub, handOver, asked)
  const { changes } = asked
  if (code === null) {
    if (isKnown) outcome.already += changes
    else outcome.received += changes
    return
  }
  count(outcome.refused, code, changes)
}

function count(refused: Outcome['refused'], code: RefusalCode, changes: number): void {
  const same = refused.find((one) => one.code === code)
  if (same) same.changes += changes
  else refused.push({ code, changes })
}

/** null: taken. */
type Taken = Promise<RefusalCode | null>

async function push(
  { log, clock }: BringInDeps,
  hub: HubId,
  { member, device, clockOffsetMs }: HandOver,
  { request, document: id, body: update }: HandedRequest,
): Taken {
  const document = parseDocumentId(id)
  if (!document || document.reserved) return 'unknown-document'
  const refusal = refusalOfPush(indexAccess(log.access()), { member, device }, document)
  const job = { hub, member, device, request, document: id, update, receivedAt: clock(), refusal }
  const answer = await log.append({ ...job, clockOffsetMs: bounded(clockOffsetMs ?? 0) })
  return answer.ok ? null : answer.code
}

async function command(
  { log, secrets, clock }: BringInDeps,
  hub: HubId,
  { member, device }: HandOver,
  { request, body: bytes }: HandedRequest,
): Taken {
  const body = readCommand(textOf(bytes))
  if (!body) return 'malformed'
  const codeHash = body.name === 'invite' ? { codeHash: secrets.codeHash(secrets.codeOfRequest(device, request)) } : {}
  const outcome = await log.operate({ kind: 'command', hub, member, device, request, body, at: clock(), ...codeHash })
  if (outcome.ok) return null
  const { code } = outcome
  return code === 'unknown-code' || code === 'used' || code === 'expired' ? 'not-possible' : code
}

/** As far as a phone's clock is noted at all. */
const OFFSET_AT_MOST_MS = 200 * 366 * 24 * 3600 * 1000
const bounded = (offsetMs: number) => Math.max(-OFFSET_AT_MOST_MS, Math.min(OFFSET_AT_MOST_MS, offsetMs))
