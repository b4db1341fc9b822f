import { signal } from '@preact/signals'
import type { SeatInfo } from './api.ts'
import type { SeatCore } from './core.ts'
import { forgetErasedSeat, openDeviceDatabase } from './deviceDatabase.ts'
import { participantReadModel } from './readModel/participantReadModel.ts'
import { staffReadModel } from './readModel/staffReadModel.ts'
import { type CoreDeps, createSeatCore } from './seatCore.ts'
import type { SyncPort } from './syncPort.ts'
import { createSyncSeat } from './syncSeat.ts'

/** What waits on this device, for whoever sends it and shows nothing (`deviceStore.ts` is for screens). */
export interface Outboxes {
  port: Pick<SyncPort, 'seats'>
  /** Whether anything is left that was neither received nor refused. */
  waits(): Promise<boolean>
  close(): void
}

/** Errors: rejects with what the disk says. */
export async function openOutboxes(deps: Pick<CoreDeps, 'disk' | 'clock' | 'random'>): Promise<Outboxes> {
  const device = openDeviceDatabase(deps.disk)
  const rows = await device.seats.toArray()

  const cores = rows.map((row) => {
    let info: SeatInfo = row
    const core: SeatCore = createSeatCore({
      ...deps,
      info: { peek: () => info },
      readModel: row.role === 'participant' ? participantReadModel : staffReadModel,
      // Nobody looks.
      schedule: () => () => undefined,
      onPreparing: () => undefined,
      // Whether it is the one that was here, the next page tells.
      onOpened: () => undefined,
      async changeInfo(change) {
        info = { ...info, ...change }
        await device.seats.update(row.member, change)
      },
      async onErased() {
        await core.db.delete()
        await device.transaction('rw', device.seats, device.settings, () => forgetErasedSeat(device, info))
      },
    })
    return core
  })
  // Nothing is queued here.
  const unsent = signal({ waiting: 0, refused: 0, oldestAt: null })
  const status = { sendable: signal(0), unsent, opened: signal([]), setConnection: () => undefined }

  return {
    port: { seats: signal(cores.map((core) => createSyncSeat(core, status))) },
    async waits() {
      for (const { db } of cores) {
        if ((await db.outbox.where('state').anyOf('waiting', 'sent').count()) > 0) return true
      }
      return false
    },
    close() {
      for (const { db } of cores) db.close()
      device.close()
    },
  }
}
