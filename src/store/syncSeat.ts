import { toBase64Url } from '#domain/ids.ts'
import { REFUSALS } from '#protocol/refusals.ts'
import { acknowledge, refuse } from './answers.ts'
import type { SeatCore } from './core.ts'
import { applyChanges } from './feed.ts'
import { nextRequests, nothingInFlight } from './outbox.ts'
import { hello, welcome } from './scopes.ts'
import type { SeatStatus } from './seatStatus.ts'
import type { SyncSeat } from './syncPort.ts'
import { writing } from './transaction.ts'

/** Put off by the server: waits this long, doubled each time, at most a minute. */
const PUT_OFF_MS = 1_000
const PUT_OFF_AT_MOST_MS = 60_000

export function createSyncSeat(
  core: SeatCore,
  status: SeatStatus,
  schedule: (run: () => void, afterMs: number) => () => void,
): SyncSeat {
  const flight = nothingInFlight()

  function putOff(): void {
    const afterMs = Math.min(PUT_OFF_MS * 2 ** flight.putOff, PUT_OFF_AT_MOST_MS)
    flight.putOff += 1
    flight.notBefore = core.clock() + afterMs
    schedule(() => {
      flight.notBefore = 0
      status.nudge()
    }, afterMs)
  }

  return {
    member: core.member,
    hello: () => hello(core),
    welcome: (seat, epoch) => welcome(core, seat, epoch),
    nextRequests: (limit, deviceNow) => nextRequests(core, flight, limit, deviceNow),
    async requeueUnanswered() {
      flight.handedOut.clear()
    },
    async acknowledge(request, sequence, receivedAt, tag) {
      await acknowledge(core, request, sequence, receivedAt, tag)
      flight.handedOut.delete(toBase64Url(request))
      flight.putOff = 0
    },
    async refuse(request, code) {
      await refuse(core, request, code)
      flight.handedOut.delete(toBase64Url(request))
      if (REFUSALS[code] === 'retry') putOff()
      // What was rebuilt waits again without being new: whoever sends is told.
      else status.nudge()
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
