import type { Clock, DeviceId } from '#domain/ids.ts'
import { type CommandBody, type CommandName, readCommand } from '#protocol/commands.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import { mayWrite } from '#protocol/rights.ts'
import type { AccessOperation, AccessOutcome } from '../access/operations.ts'
import type { RescuedRow } from '../access/rescuedRows.ts'
import { indexAccess, rightsBefore } from '../access/rights.ts'
import type { Log } from '../log/Log.ts'

/** Rescued work that a coordinator takes up: each request goes the way that it would have gone, as of its author and
 *  device, and only what that author could have written. */

interface TakeUpDeps {
  log: Log
  /** Opens documents before they are changed, where that is needed. */
  append: Log['append']
  clock: Clock
}

type CommandOperation = Extract<AccessOperation, { kind: 'command' }>
type TakeUp = Extract<CommandBody, { name: 'take-up' | 'discard-rescued' }>

/** What recording needs. Who may do what is not decided from an ended device. */
const TAKEN_UP: ReadonlySet<CommandName> = new Set(['create-run', 'admit'])

export async function takeUp(
  { log, append, clock }: TakeUpDeps,
  operation: CommandOperation,
  { member, device, upto }: TakeUp,
): Promise<AccessOutcome> {
  const { hub } = operation
  const access = indexAccess(log.access())
  const isOurs = access.members.get(member)?.hub === hub
  const mayDecide =
    access.members.get(operation.member)?.role === 'coordinator' &&
    access.members.get(operation.member)?.hub === hub &&
    access.signIn(operation.member, operation.device)?.state === 'active'
  // The rows refuse, and know whether this command was taken before.
  if (!isOurs || !mayDecide || log.knows(operation.device, operation.request)) return log.operate(operation)
  const waiting = log.rescued(hub).filter((row) => row.member === member && row.device === device)
  const tookUp: NonNullable<CommandOperation['tookUp']> = []
  for (const row of waiting.filter(({ broughtAt }) => broughtAt <= upto)) {
    const code = await (row.kind === 'push' ? push : command)(row)
    if (code !== null && REFUSALS[code] === 'retry') return { ok: false, code, detail: 'not all was taken; ask again' }
    tookUp.push({ request: row.request, outcome: code ?? 'taken' })
  }
  return log.operate({ ...operation, tookUp })

  async function push({ request, document: id, body: update }: RescuedRow): Promise<RefusalCode | null> {
    const document = parseDocumentId(id)
    if (!document) return 'unknown-document'
    const rights = rightsBefore(log.access(), member)
    const mayHave = rights !== null && mayWrite(rights, document)
    const refusal = mayHave ? null : { code: 'no-right' as const, detail: `could not write ${document.kind}` }
    const job = { hub, member, device: device as DeviceId, request, document: id, update, receivedAt: clock(), refusal }
    const answer = await append({ ...job, clockOffsetMs: 0 })
    return answer.ok ? null : answer.code
  }

  async function command({ request, body: bytes }: RescuedRow): Promise<RefusalCode | null> {
    const body = readCommand(new TextDecoder().decode(bytes))
    if (!body || !TAKEN_UP.has(body.name)) return 'ended'
    const by = { hub, member, device: device as DeviceId, request, body, at: clock() }
    const outcome = await log.operate({ kind: 'command', ...by, isRescued: true })
    if (outcome.ok) return null
    const { code } = outcome
    return code === 'unknown-code' || code === 'used' || code === 'expired' ? 'not-possible' : code
  }
}
