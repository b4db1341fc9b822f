import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { OpenRegister } from '#protocol/frames.ts'
import type { ConnectionStatus, SavingStatus } from './api.ts'
import { type Followed, follow } from './live.ts'
import type { SeatDatabase } from './seatDatabase.ts'
import type { Unsaved } from './unsaved.ts'

/** Saving and sending, told as they are (F2, F3). */

export interface SeatStatus {
  saving: ReadonlySignal<SavingStatus>
  connection: ReadonlySignal<ConnectionStatus>
  /** 0: nothing to send. Otherwise a number that grows with every change that is queued, by any tab. */
  sendable: ReadonlySignal<number>
  /** What the hub does not have yet, as counted. */
  unsent: ReadonlySignal<{ waiting: number; refused: number; oldestAt: number | null }>
  /** So many changes went unsent because persons were erased, until somebody has read it. */
  erased: ReadonlySignal<number>
  opened: ReadonlySignal<readonly OpenRegister[]>
  opens(register: OpenRegister): () => void
  setConnection(status: Partial<ConnectionStatus>): void
  dispose(): void
}

const STATUS_ROWS = ['receivedAt', 'clock', 'erased']

const NEVER_CONNECTED: ConnectionStatus = {
  state: 'off',
  heardAt: null,
  clockOffsetMs: null,
  filling: false,
  others: new Map(),
}

export function createSeatStatus(db: SeatDatabase, unsaved: Unsaved, followed: Followed): SeatStatus {
  const counts = signal({ waiting: 0, refused: 0, newest: 0, oldestAt: null as number | null })
  const receivedAt = signal<number | null>(null)
  const erasedChanges = signal(0)
  const connection = signal<ConnectionStatus>(NEVER_CONNECTED)
  const opened = signal<readonly OpenRegister[]>([])

  const stopCounting = follow(
    followed,
    {
      tables: [db.outbox],
      read: async () => {
        const written = unsaved.written()
        const state = db.outbox.where('state')
        const [waiting, sent, refused, oldest, [newest]] = await Promise.all([
          state.equals('waiting').count(),
          state.equals('sent').count(),
          state.equals('refused').count(),
          db.outbox.orderBy('n').first(),
          db.outbox.orderBy('n').reverse().limit(1).primaryKeys(),
        ])
        return { waiting: waiting + sent, refused, newest: newest ?? 0, oldestAt: oldest?.at ?? null, written }
      },
    },
    ({ written, ...found }) =>
      batch(() => {
        counts.value = found
        unsaved.counted(found.newest, written)
      }),
  )
  const stopReading = follow(
    followed,
    // Not with each page of the feed, whose cursor stands there too.
    { tables: [db.meta], keys: STATUS_ROWS, read: () => db.meta.bulkGet(STATUS_ROWS) },
    ([received, clock, erased]) => {
      erasedChanges.value = erased?.key === 'erased' ? erased.changes : 0
      if (received?.key === 'receivedAt') receivedAt.value = received.at
      if (clock?.key !== 'clock') return
      const { offsetMs, heardAt } = clock
      connection.value = { ...connection.peek(), clockOffsetMs: offsetMs, heardAt }
    },
  )

  return {
    saving: computed(() => ({
      unsaved: unsaved.pending.value.filter((item) => !item.saved).length,
      // What was written after the last count waits too: it is never told as received meanwhile.
      waiting: counts.value.waiting + unsaved.queued.value.length,
      refused: counts.value.refused,
      receivedAt: receivedAt.value,
      oldestAt: counts.value.oldestAt,
      failure: unsaved.failure.value,
    })),
    connection,
    unsent: counts,
    erased: erasedChanges,
    sendable: computed(() => (counts.value.waiting === 0 ? 0 : counts.value.newest)),
    opened,
    opens(register) {
      opened.value = [...opened.peek(), register]
      return () => {
        opened.value = opened.peek().filter((one) => one !== register)
      }
    },
    setConnection: (status) => {
      connection.value = { ...connection.peek(), ...status }
    },
    dispose: () => {
      stopCounting()
      stopReading()
    },
  }
}
