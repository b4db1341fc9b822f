import { batch, computed, effect, type ReadonlySignal } from '@preact/signals'
import type { Table } from 'dexie'
import { fail, ok, type Result } from '#domain/result.ts'
import type { ChangeItem, InvitationRow, Live, Loadable, Seat, SeatInfo, StoreFailure } from './api.ts'
import type { SeatCore } from './core.ts'
import { entryNumber } from './entryNumber.ts'
import { toStoreFailure } from './failures.ts'
import { lazyLearning } from './learning/lazyLearning.ts'
import type { ModuleShelf } from './learning/moduleShelf.ts'
import type { Learning } from './learningApi.ts'
import { type Followed, liveLater, liveOf } from './live.ts'
import { loadWriting } from './loadWriting.ts'
import type { RolePart } from './rolePart.ts'
import { NO_CODE, saveAction } from './saveAction.ts'
import { type CoreDeps, createSeatCore } from './seatCore.ts'
import { createSeatStatus } from './seatStatus.ts'
import type { DeviceKeys, SyncSeat } from './syncPort.ts'
import { createSyncSeat } from './syncSeat.ts'
import { writingPlainly } from './transaction.ts'
import { createUnsaved } from './unsaved.ts'

export interface SeatDeps extends Omit<CoreDeps, 'readModel'> {
  /** Calls back at each touch or key, before anything comes of it; gives the way to stop. */
  beforeWriting: (listener: () => void) => () => void
  info: ReadonlySignal<SeatInfo>
  /** What its member's role can do and see. */
  part: RolePart
  /** Learning modules, which all seats share. */
  shelf: () => Promise<ModuleShelf>
  subtle: SubtleCrypto | undefined
  /** This device's own key. */
  keys: () => Promise<DeviceKeys>
  /** The database cannot be opened or read. */
  onFailure(error: unknown): void
}

/** One member's store: its face for screens, its face for sync, and how it ends. */
export interface SeatStore {
  seat: Seat
  sync: SyncSeat
  core: SeatCore
  retryUnsaved(): void
  /** Deletes everything, unless something was not received. */
  erase(): Promise<Result<void, StoreFailure | { kind: 'unsent'; changes: number }>>
  /** Deletes everything, whatever it is: the member was erased. */
  drop(): Promise<void>
  dispose(): void
}

const loadSeldom = () => import('./seldom.ts')
const loadBadges = () => import('./badges/badges.ts')

/** What failed to be written is tried again this often while the app is open, besides before each write. */
const RETRY_EVERY_MS = 5_000

/** A phone's clock may be put right by this much, ms, without being taken for one that was set back. */
const SET_BACK_MS = 120_000

export function createSeatStore(deps: SeatDeps): SeatStore {
  const { info, clock, schedule, beforeWriting } = deps
  const core = createSeatCore({ ...deps, readModel: deps.part.readModel })
  const { db } = core
  const unsaved = createUnsaved(async (action) => (await loadWriting()).writeAction(core, action))
  const followed: Followed = { db, open: () => core.open(), onFailure: deps.onFailure }
  const status = createSeatStatus(db, unsaved, followed)

  const live = <T>(tables: Table[], read: () => Promise<T | undefined>) => liveOf(followed, { tables, read })

  async function liveChanges(): Promise<Live<ChangeItem[]>> {
    const { storedChanges, unsavedChange } = await loadSeldom()
    const stored = live([db.outbox, db.sessions, db.persons, db.invitations, db.projections], () => storedChanges(db))
    const value = computed((): Loadable<ChangeItem[]> => {
      const known = stored.value.value
      if (known.state !== 'ready') return known
      const failed = unsaved.pending.value.flatMap((item) => (item.saved ? [] : [unsavedChange(item.action)]))
      return { state: 'ready', value: [...failed, ...known.value] }
    })
    return { value, dispose: stored.dispose }
  }

  async function liveInvitations(): Promise<Live<InvitationRow[]>> {
    const { listInvitations } = await loadSeldom()
    return live([db.invitations, db.outbox, db.projections], () => listInvitations(db))
  }

  let learning: Promise<Learning> | null = null
  function loadLearning(): Promise<Learning> {
    learning ??= openLearning().catch((error: unknown) => {
      learning = null
      throw error
    })
    return learning
  }

  async function openLearning(): Promise<Learning> {
    const [{ createSeatLearning }, shelf] = await Promise.all([import('./learning/seatLearning.ts'), deps.shelf()])
    return createSeatLearning({ core, info, unsaved, followed, shelf })
  }

  const badgesSource = { core, unsaved, followed, info: () => info.peek() }

  const seat: Seat = {
    info,
    saving: status.saving,
    connection: status.connection,
    erased: status.erased,
    opens: status.opens,
    forgetErased: () =>
      writingPlainly(core, async (open) => {
        await open.meta.delete('erased')
      }),
    now() {
      const { clockOffsetMs, heardAt } = status.connection.value
      if (clockOffsetMs === null) return { at: clock(), trusted: false }
      // Set back since the last contact, as by an empty battery: that contact is then the latest moment known.
      const isSetBack = heardAt !== null && clock() < heardAt - SET_BACK_MS
      return { at: (isSetBack ? heardAt : clock()) - clockOffsetMs, trusted: !isSetBack }
    },
    changes: () => liveLater(liveChanges),
    invitations: () => liveLater(liveInvitations),
    ...deps.part.open({ core, unsaved, followed, info, beforeWriting }),
    async retryUnsaved() {
      // Asked for by a person: a store that was lost is opened anew, so that what is in memory is not lost as well.
      if (unsaved.failure.value?.kind === 'store-lost') core.forget()
      return unsaved.flush()
    },
    command: (body) => saveAction({ core, unsaved }, { commands: [body] }),
    invite: (member, displayName) =>
      saveAction(
        { core, unsaved },
        {
          commands: [{ name: 'invite', member }],
          invitation: { ...NO_CODE, member, person: null, run: null, displayName, madeAt: clock() },
        },
      ),
    badges: async () => (await loadBadges()).createBadges(badgesSource),
    ownBadges: async () => (await loadBadges()).createOwnBadges(badgesSource),
    learning: lazyLearning(loadLearning, deps.onFailure),
    async retryRefused(id) {
      const n = entryNumber(id)
      if (n !== null) await (await loadSeldom()).retryRefused(core, n)
    },
    async handOver(preface) {
      const { subtle, keys } = deps
      const { clockOffsetMs } = status.connection.peek()
      const { makeHandOver } = await import('./handOver.ts')
      return makeHandOver({ core, info: info.peek(), clockOffsetMs, clock, subtle, keys, preface })
    },
    async discardRefused(id) {
      const n = entryNumber(id)
      if (n !== null) await (await loadSeldom()).discardRefused(core, n)
    },
  }

  let callOffRetry: (() => void) | null = null
  const stopRetrying = effect(() => {
    const failure = unsaved.failure.value
    callOffRetry?.()
    callOffRetry = null
    if (failure === null || failure.kind === 'store-lost' || failure.kind === 'newer-version') return
    callOffRetry = schedule(() => void unsaved.flush(), RETRY_EVERY_MS)
  })

  function dispose(): void {
    stopRetrying()
    callOffRetry?.()
    status.dispose()
    db.close()
  }

  return {
    seat,
    sync: createSyncSeat(core, status),
    core,
    retryUnsaved: () => void unsaved.flush(),
    async erase() {
      const unwritten = unsaved.pending.peek().filter((item) => !item.saved).length
      try {
        const unsent = await writingPlainly(core, async (open) => {
          const left = unwritten + (await open.outbox.count())
          // Whatever another tab still writes fails from here on: this is its store no more.
          if (left === 0) await open.meta.delete('store')
          return left
        })
        if (unsent > 0) return fail({ kind: 'unsent', changes: unsent })
        batch(dispose)
        await db.delete()
        return ok(undefined)
      } catch (error) {
        return fail(toStoreFailure(error))
      }
    },
    async drop() {
      await writingPlainly(core, (open) => open.meta.delete('store'))
      batch(dispose)
      await db.delete()
    },
    dispose,
  }
}
