import type { Clock } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { type HandedRequest, sealHandOver, toText } from '#protocol/handOver.ts'
import { MAX_HAND_OVER_BYTES } from '#protocol/limits.ts'
import type { HandedOver, HandOverFailure, SeatInfo, StoreFailure } from './api.ts'
import type { SeatCore } from './core.ts'
import { toStoreFailure } from './failures.ts'
import { freezeEverything } from './outbox.ts'
import { retryRefused } from './refused.ts'
import type { RequestRow } from './seatDatabase.ts'
import type { DeviceKeys } from './syncPort.ts'

/** Everything that the hub does not have, as a file that anyone may carry in (S1). It stays here until the hub has said
 *  that it is there: what is carried are the requests themselves, under their own ids, so that nothing comes twice. */

export interface HandOverSource {
  core: SeatCore
  info: SeatInfo
  clockOffsetMs: number | null
  clock: Clock
  subtle: SubtleCrypto | undefined
  keys(): Promise<DeviceKeys>
  preface: string
}

/** Head, seal and signature, and what each request takes beside its body; generously. */
const ROOM_FOR_HEAD_BYTES = 2_000
const ROOM_FOR_REQUEST_BYTES = 300

export async function makeHandOver(
  source: HandOverSource,
): Promise<Result<HandedOver, StoreFailure | HandOverFailure>> {
  const { core, info, subtle } = source
  try {
    const keys = await source.keys()
    if (!subtle || (await keys.publicKey()) === null) return fail({ kind: 'no-key' })
    const server = await keys.known(info.serverId)
    if (!server?.sealTo || server.device !== info.device) return fail({ kind: 'never-introduced' })
    await stateAgain(core)
    const rows = await freezeEverything(core, source.clock())
    const taken = fitting(rows)
    if (taken.length === 0) return fail({ kind: 'nothing' })
    const madeAt = source.clock()
    const { member, device, serverId } = info
    const content = { member, device, madeAt, clockOffsetMs: source.clockOffsetMs, requests: taken.map(requestOf) }
    const file = await sealHandOver(subtle, { serverId, sealTo: server.sealTo }, content, async (bytes) => {
      const signature = await keys.sign(bytes)
      if (!signature) throw new Error('the key is gone')
      return signature
    })
    if (!file) return fail({ kind: 'never-introduced' })
    const changes = taken.reduce((sum, row) => sum + row.entries.length, 0)
    return ok({ text: toText(file, source.preface), changes, left: (await unsent(core)) - changes })
  } catch (error) {
    return fail(toStoreFailure(error))
  }
}

/** What was refused because the sign-in was ended is refused by nobody who is handed a file. */
async function stateAgain(core: SeatCore): Promise<void> {
  await core.open()
  const refused = await core.db.outbox.where('state').equals('refused').sortBy('n')
  for (const { n, refusal } of refused) if (n !== undefined && refusal === 'ended') await retryRefused(core, n)
}

/** Without what waits for its owner's decision. */
const unsent = (core: SeatCore): Promise<number> => core.db.outbox.where('state').anyOf('waiting', 'sent').count()

/** The oldest, as many as one file holds. */
function fitting(rows: RequestRow[]): RequestRow[] {
  let room = MAX_HAND_OVER_BYTES - ROOM_FOR_HEAD_BYTES
  const at = rows.findIndex(({ body }) => {
    room -= body.length + ROOM_FOR_REQUEST_BYTES
    return room < 0
  })
  return at === -1 ? rows : rows.slice(0, at)
}

const requestOf = ({ request, kind, document, deviceNow, body, entries }: RequestRow): HandedRequest => ({
  ...{ request, kind, document, deviceNow, body },
  changes: entries.length,
})
