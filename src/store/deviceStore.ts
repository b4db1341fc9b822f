import { batch, computed, signal } from '@preact/signals'
import type { Clock, MemberId, Random } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { isStaff } from '#domain/roles.ts'
import type { Device, Preparing, SeatInfo, StoreFailure } from './api.ts'
import { forgetErasedSeat, forgetSeat, openDeviceDatabase, type SeatRow } from './deviceDatabase.ts'
import type { Disk } from './disk.ts'
import { toStoreFailure } from './failures.ts'
import type { ModuleShelf } from './learning/moduleShelf.ts'
import { follow } from './live.ts'
import { loadWriting } from './loadWriting.ts'
import { loadRolePart, type RolePart } from './rolePart.ts'
import { loadYjs } from './seatCore.ts'
import { createSeatStore, type SeatStore } from './seatStore.ts'
import type { DeviceKeys, ModulePort, SyncPort } from './syncPort.ts'

export interface DeviceStoreDeps {
  disk: Disk
  clock: Clock
  random: Random
  /** Missing over plain http. */
  subtle?: SubtleCrypto | undefined
  /** Timers: retrying failed writes, waiting after *slow down*. */
  schedule?: (run: () => void, afterMs: number) => () => void
  /** Calls back whenever the app comes to the front: what failed to be written is tried again. */
  whenVisible?: (listener: () => void) => () => void
  /** Calls back when a write may be near: at leisure once, and at each touch or key, before anything comes of it. */
  beforeWriting?: (listener: () => void) => () => void
}

export interface DeviceStore {
  /** For screens. */
  device: Device
  /** For sync and the service worker. */
  port: SyncPort
  /** After the first paint: fetches what every write needs, and begins to look after modules.
   *  `isCached`: code comes without a network too. Else staff's first write must not wait for one. */
  preload(isCached: boolean): Promise<void>
  /** Closes every database. Nothing is lost by not calling it. */
  close(): void
}

const byTimeout = (run: () => void, afterMs: number) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}

/** Where nobody touches anything. */
const never = () => () => undefined

const infoOf = ({ addedAt: _, store: __, ...seat }: SeatRow): SeatInfo => seat

/** Opens this device's store. Where the disk gives nothing, `failure` says why.
 *  Errors: rejects when code of ours cannot be had. */
export async function createDeviceStore(deps: DeviceStoreDeps): Promise<DeviceStore> {
  const { clock, random, schedule = byTimeout, beforeWriting = never } = deps
  const db = openDeviceDatabase(deps.disk)
  const rows = signal<SeatRow[]>([])
  const current = signal<string | null>(null)
  const language = signal<string | null>(null)
  const erasedBy = signal<string | null>(null)
  const storeLost = signal(false)
  const failure = signal<StoreFailure | null>(null)
  const stores = signal<ReadonlyMap<MemberId, SeatStore>>(new Map())
  const preparing = signal<ReadonlyMap<MemberId, Preparing | null>>(new Map())

  let closed = false
  const notice = (error: unknown) => {
    if (!closed) failure.value = toStoreFailure(error)
  }
  const modules = signal<ModulePort | null>(null)
  const settled = Promise.withResolvers<void>()
  let isSettled = false
  let shelf: Promise<ModuleShelf> | null = null
  let stopTidying: (() => void) | null = null
  const read = () =>
    db.transaction('r', db.seats, db.settings, () =>
      Promise.all([
        db.seats.toArray(),
        db.settings.get('current'),
        db.settings.get('language'),
        db.settings.get('erased'),
        db.settings.get('modules'),
      ] as const),
    )

  const parts = new Map<MemberId, RolePart>()
  let latest = 0
  let taking: Promise<void> = Promise.resolve()
  /** Takes over what the device's database says; of several at once the last one counts, and all resolve when it is
   *  shown. Errors: rejects when the code for a new seat's role cannot be had. */
  function take(found: Awaited<ReturnType<typeof read>>): Promise<void> {
    const call = ++latest
    const load = async () => {
      const fresh = found[0].filter(({ member }) => !parts.has(member))
      const loaded = await Promise.all(
        fresh.map(async ({ member, role }) => [member, await loadRolePart(role)] as const),
      )
      for (const [member, part] of loaded) parts.set(member, part)
      if (call !== latest) return taking
      show(found)
    }
    taking = load()
    return taking
  }

  function show([seats, chosen, spoken, erased, looked]: Awaited<ReturnType<typeof read>>): void {
    batch(() => {
      rows.value = seats.sort((a, b) => a.addedAt - b.addedAt)
      current.value = chosen?.value ?? null
      language.value = spoken?.value ?? null
      erasedBy.value = erased?.value ?? null
      const kept = new Map(stores.peek())
      for (const [member, store] of kept) {
        if (seats.some((row) => row.member === member)) continue
        store.dispose()
        kept.delete(member)
      }
      for (const row of seats) {
        const part = parts.get(row.member)
        if (!kept.has(row.member) && part) kept.set(row.member, openSeat(row, part))
      }
      if (kept.size !== stores.peek().size || [...kept.keys()].some((member) => !stores.peek().has(member))) {
        stores.value = kept
      }
    })
    // Somebody has looked at modules in another tab: the one that sends fetches them.
    if (looked && isSettled && !shelf) openShelf().catch(notice)
  }

  function openSeat(first: SeatRow, part: RolePart): SeatStore {
    let last = first
    const info = computed((): SeatInfo => {
      last = rows.value.find((row) => row.member === first.member) ?? last
      return infoOf(last)
    })
    return createSeatStore({
      disk: deps.disk,
      clock,
      random,
      schedule,
      beforeWriting,
      info,
      part,
      shelf: openShelf,
      subtle: deps.subtle,
      keys: loadKeys,
      onFailure: notice,
      onPreparing: (now) => {
        preparing.value = new Map(preparing.peek()).set(first.member, now)
      },
      onErased: async () => {
        await stores.peek().get(first.member)?.drop()
        await changing(() => forgetErasedSeat(db, info.peek()))
      },
      changeInfo: async (change) => {
        const before = info.peek() as unknown as Record<string, unknown>
        if (Object.entries(change).every(([key, value]) => before[key] === value)) return
        await db.seats.update(first.member, change)
        await take(await read())
      },
      onOpened: (store) => void noteStore(first.member, store),
    })
  }

  /** Modules come with their own code, for whoever has looked at them once. */
  function openShelf(): Promise<ModuleShelf> {
    shelf ??= loadShelf().catch((error: unknown) => {
      shelf = null
      throw error
    })
    return shelf
  }

  async function loadShelf(): Promise<ModuleShelf> {
    const [{ createModuleShelf }, { followAnnouncements }] = await Promise.all([
      import('./learning/moduleShelf.ts'),
      import('./learning/announcements.ts'),
    ])
    const opened = createModuleShelf({ disk: deps.disk, onFailure: notice, settled: settled.promise })
    if (closed) opened.dispose()
    else {
      opened.watch()
      stopTidying = followAnnouncements(stores, opened, notice)
      modules.value = opened.port
      await changing(() => db.settings.put({ key: 'modules', value: 'here' }))
    }
    return opened
  }

  let keys: Promise<DeviceKeys> | null = null
  function loadKeys(): Promise<DeviceKeys> {
    keys ??= openKeys().catch((error: unknown) => {
      keys = null
      throw error
    })
    return keys
  }

  async function openKeys(): Promise<DeviceKeys> {
    const { createDeviceKeys } = await import('./deviceKeys.ts')
    return createDeviceKeys(db, deps.subtle, () => rows.peek())
  }

  /** Does something to the device's database and takes over what it says now. */
  async function changing(change: () => Promise<unknown>): Promise<Result<void, StoreFailure>> {
    try {
      await db.transaction('rw', db.seats, db.settings, change)
      await take(await read())
      return ok(undefined)
    } catch (error) {
      return fail(toStoreFailure(error))
    }
  }

  /** A store that is not the one that was here last is an empty one: Dexie makes it without a word. */
  async function noteStore(member: MemberId, store: string): Promise<void> {
    await changing(async () => {
      const row = await db.seats.get(member)
      if (!row || row.store === store) return
      if (row.store !== undefined) storeLost.value = true
      await db.seats.put({ ...row, store })
    })
  }

  async function readFirst(): Promise<Awaited<ReturnType<typeof read>> | null> {
    try {
      await db.open()
      return await read()
    } catch (error) {
      notice(error)
      return null
    }
  }

  let stopFollowing: (() => void) | null = null
  const first = await readFirst()
  if (first) {
    await take(first)
    stopFollowing = follow(
      { db, open: async () => undefined, onFailure: notice },
      { tables: [db.seats, db.settings], read },
      (found) => void take(found).catch(notice),
    )
  }
  const stopWatching = deps.whenVisible?.(() => {
    for (const store of stores.peek().values()) store.retryUnsaved()
  })

  const device: Device = {
    seats: computed(() => rows.value.map(infoOf)),
    seat: computed(() => {
      const all = stores.value
      const chosen = current.value === null ? undefined : all.get(current.value as MemberId)
      return (chosen ?? [...all.values()][0])?.seat ?? null
    }),
    saving: computed(() =>
      rows.value.flatMap(({ member }) => {
        const seat = stores.value.get(member)?.seat
        return seat ? [{ member, saving: seat.saving.value }] : []
      }),
    ),
    failure,
    preparing: computed(() => {
      const member = device.seat.value?.info.value.member
      return (member && preparing.value.get(member)) ?? null
    }),
    language,
    erasedBy,
    storeLost,
    async forgetErased() {
      await changing(() => db.settings.delete('erased'))
    },
    async setLanguage(chosen) {
      const written = await changing(() => db.settings.put({ key: 'language', value: chosen }))
      // A choice that cannot be kept still holds until the app is closed.
      if (!written.ok) language.value = chosen
    },
    async addSeat(info) {
      const added = await changing(async () => {
        const before = await db.seats.get(info.member)
        await db.seats.put({ ...info, addedAt: before?.addedAt ?? clock(), store: before?.store })
        await db.settings.put({ key: 'current', value: info.member })
      })
      if (!added.ok) return added
      try {
        await stores.peek().get(info.member)?.core.open()
        return ok(undefined)
      } catch (error) {
        return fail(toStoreFailure(error))
      }
    },
    async switchTo(member) {
      await changing(() => db.settings.put({ key: 'current', value: member }))
    },
    async removeSeat(member) {
      const store = stores.peek().get(member)
      const erased = store ? await store.erase() : ok(undefined)
      if (!erased.ok) return erased
      return changing(() => forgetSeat(db, member))
    },
  }
  return {
    device,
    port: {
      seats: computed(() => [...stores.value.values()].map((store) => store.sync)),
      modules,
      keys: loadKeys,
    },
    async preload(isCached) {
      isSettled = true
      settled.resolve()
      const mustHave = !isCached && rows.value.some(({ role }) => isStaff(role))
      // A disk that gives nothing has been told of: whoever starts the app goes on.
      const hasLooked = db.settings.get('modules').catch(notice)
      const [looked] = await Promise.all([hasLooked, loadWriting(), mustHave ? loadYjs() : null])
      if (looked) await openShelf()
    },
    close() {
      closed = true
      stopFollowing?.()
      stopWatching?.()
      stopTidying?.()
      for (const store of stores.peek().values()) store.dispose()
      void shelf?.then((opened) => opened.dispose())
      db.close()
    },
  }
}
