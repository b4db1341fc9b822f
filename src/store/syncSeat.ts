import { toBase64Url } from '#domain/ids.ts'
import type { SeatCore } from './core.ts'
import { loadWriting } from './loadWriting.ts'
import type { SeatStatus } from './seatStatus.ts'
import type { SyncSeat } from './syncPort.ts'
import { writingPlainly } from './transaction.ts'

export function createSyncSeat(
  core: SeatCore,
  status: Pick<SeatStatus, 'sendable' | 'unsent' | 'opened' | 'setConnection'>,
): SyncSeat {
  const handedOut = new Set<string>()
  /** Told by the last WELCOME in this tab. */
  let epochHere: string | null = null

  return {
    member: core.member,
    hello: async () => (await loadWriting()).hello(core),
    async welcome(seat, epoch) {
      const pull = await (await loadWriting()).welcome(core, seat, epoch)
      epochHere = epoch
      return pull
    },
    nextRequests: async (limit, deviceNow) => (await loadWriting()).nextRequests(core, handedOut, limit, deviceNow),
    async requeueUnanswered() {
      handedOut.clear()
    },
    async acknowledge(request, answer) {
      await (await loadWriting()).acknowledge(core, request, answer, epochHere)
      handedOut.delete(toBase64Url(request))
    },
    async refuse(request, code) {
      await (await loadWriting()).refuse(core, request, code)
      handedOut.delete(toBase64Url(request))
    },
    applyChanges: async (changes, upto) => (await loadWriting()).applyChanges(core, changes, upto, epochHere),
    nextGiveBack: async (after) => (await loadWriting()).nextGiveBack(core, after),
    givenBack: async (given, answers) => (await loadWriting()).givenBack(core, given, answers, epochHere),
    nextCheck: async (isAsked) => (await loadWriting()).nextCheck(core, isAsked),
    compareStates: async (states, withProjections) =>
      (await loadWriting()).compareStates(core, states, withProjections),
    waiting: status.sendable,
    unsent: status.unsent,
    opened: status.opened,
    setConnection: status.setConnection,
    async setClockOffset(offsetMs, heardAt) {
      status.setConnection({ clockOffsetMs: offsetMs, heardAt })
      await writingPlainly(core, async (db) => {
        await db.meta.put({ key: 'clock', offsetMs, heardAt })
      })
    },
  }
}
