import { toBase64Url } from '#domain/ids.ts'
import { acknowledge, refuse } from './answers.ts'
import type { SeatCore } from './core.ts'
import { applyChanges } from './feed.ts'
import { nextRequests } from './outbox.ts'
import { hello, welcome } from './scopes.ts'
import type { SeatStatus } from './seatStatus.ts'
import type { SyncSeat } from './syncPort.ts'
import { writing } from './transaction.ts'

export function createSyncSeat(core: SeatCore, status: SeatStatus): SyncSeat {
  const handedOut = new Set<string>()

  return {
    member: core.member,
    hello: () => hello(core),
    welcome: (seat, epoch) => welcome(core, seat, epoch),
    nextRequests: (limit, deviceNow) => nextRequests(core, handedOut, limit, deviceNow),
    async requeueUnanswered() {
      handedOut.clear()
    },
    async acknowledge(request, answer) {
      await acknowledge(core, request, answer)
      handedOut.delete(toBase64Url(request))
    },
    async refuse(request, code) {
      await refuse(core, request, code)
      handedOut.delete(toBase64Url(request))
    },
    applyChanges: (changes, upto) => applyChanges(core, changes, upto),
    waiting: status.sendable,
    setConnection: status.setConnection,
    async setClockOffset(offsetMs, heardAt) {
      status.setConnection({ clockOffsetMs: offsetMs, heardAt })
      await writing(core, async (_, db) => {
        await db.meta.put({ key: 'clock', offsetMs, heardAt })
      })
    },
  }
}
