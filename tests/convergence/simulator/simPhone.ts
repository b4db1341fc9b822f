import { deflateRawSync } from 'node:zlib'
import { effect } from '@preact/signals'
import type { DeviceId, MemberId } from '#domain/ids.ts'
import { decodeFrame } from '#protocol/codec.ts'
import type { SeatInfo } from '#store/api.ts'
import { createDeviceStore, type DeviceStore } from '#store/deviceStore.ts'
import { seatDatabaseName } from '#store/seatDatabase.ts'
import { createLeader, type Leader, type LeaderChannel, type LeaderLocks, type LeaderMessage } from '#sync/leader.ts'
import { createModuleDownloads, type ModuleDownloads } from '#sync/moduleDownloads.ts'
import { createSync, type Sync } from '#sync/syncDevice.ts'
import type { Chance } from './chance.ts'
import { Owner, type Scheduler } from './scheduler.ts'
import { SimDisk } from './simDisk.ts'
import { FAIR, type SimNetwork, type Weather } from './simNetwork.ts'

/** First byte of an ACK. */
const ACK = 4

/** A phone: the app's own store, leader and sync in each tab, on one disk and one clock. */

export interface PhoneWorld {
  scheduler: Scheduler
  chance: Chance
  network: SimNetwork
  note(what: string): void
}

export class SimPhone {
  readonly name: string
  readonly device: DeviceId
  readonly disk: SimDisk
  weather: Weather = FAIR
  isOlder = false
  /** A participant's, who downloads modules. */
  learns = false
  /** How far its clock is from the world's, ms. */
  clockOffsetMs = 0
  tabs: SimTab[] = []
  /** Documents that were found to be others than the hub's. */
  diverged = 0
  /** Lost or thrown away: nothing is expected of it any more. */
  isGone = false
  /** Sequences and bytes that this phone was told are received, by request. */
  readonly heardAcks: { sequence: number; tag: Uint8Array }[] = []
  readonly locks: SimLocks
  readonly world: PhoneWorld
  #started = 0

  constructor(world: PhoneWorld, name: string, device: DeviceId, disk = new SimDisk()) {
    this.world = world
    this.name = name
    this.device = device
    this.disk = disk
    this.locks = new SimLocks(world.scheduler)
  }

  clock = (): number => Math.floor(this.world.scheduler.now + this.clockOffsetMs)

  async openTab(): Promise<SimTab> {
    const tab = new SimTab(this, new Owner(`${this.name}/${++this.#started}`))
    this.tabs.push(tab)
    await tab.start()
    return tab
  }

  /** `lastStep`: a transaction that waits only to be told counts as committed. */
  killTab(tab: SimTab, lastStep: boolean): void {
    tab.owner.alive = false
    this.tabs = this.tabs.filter((one) => one !== tab)
    this.disk.killed((owner) => !owner.alive, lastStep)
    this.locks.ended(tab.owner)
    this.world.network.tabEnded(tab.owner)
    // What it listens to would still wake it.
    tab.store?.close()
  }

  /** The battery is pulled. */
  kill(lastStep: boolean): void {
    for (const tab of [...this.tabs]) this.killTab(tab, lastStep)
  }

  outboxOf(member: MemberId): { state: string; change: { document: string; entries: [string, unknown][] } | null }[] {
    return this.disk.rows(seatDatabaseName(member), 'outbox')
  }
}

export class SimTab {
  readonly phone: SimPhone
  readonly owner: Owner
  store: DeviceStore | null = null
  sync: Sync | null = null
  leader: Leader | null = null
  isVisible = true
  #downloads: ModuleDownloads | null = null
  #leads = false
  readonly #visibility = new Set<() => void>()

  constructor(phone: SimPhone, owner: Owner) {
    this.phone = phone
    this.owner = owner
  }

  /** Runs something as this tab's own code. */
  run<T>(what: () => T): T {
    const { scheduler } = this.phone.world
    const before = scheduler.current
    scheduler.current = this.owner
    try {
      return what()
    } finally {
      scheduler.current = before
    }
  }

  /** In an event of its own, so that whatever follows from it by promises is this tab's. */
  later(what: () => void): void {
    this.phone.world.scheduler.after(0, what, this.owner)
  }

  async start(): Promise<void> {
    const { scheduler, chance, network } = this.phone.world
    const { owner, phone } = this
    this.later(() => {
      void createDeviceStore({
        disk: phone.disk.for(owner),
        clock: phone.clock,
        random: chance.bytes,
        subtle: crypto.subtle,
        schedule: (run, afterMs) => scheduler.after(afterMs, run, owner),
        whenVisible: (listener) => {
          this.#visibility.add(listener)
          return () => this.#visibility.delete(listener)
        },
      }).then((store) => {
        this.store = store
        const sync = createSync({
          port: store.port,
          connect: network.connectFor(phone, owner, (bytes) => this.#heard(bytes)),
          clock: phone.clock,
          random: chance.bytes,
          schedule: (delayMs, run) => scheduler.after(delayMs, run, owner),
          // At once: the browser's own takes a thread, and would be as soon or late as that.
          deflate: async (bytes) => new Uint8Array(deflateRawSync(bytes)),
          build: 'simulated',
          report: (problem) => {
            phone.world.note(`${owner.name} ${problem}`)
            if (problem.includes('differ')) phone.diverged++
          },
        })
        this.sync = sync
        this.leader = createLeader({
          locks: phone.locks.for(owner),
          channel: channelOf(this),
          schedule: (delayMs, run) => scheduler.after(delayMs, run, owner),
          clock: phone.clock,
          isVisible: () => this.isVisible,
          lead: () => {
            this.#leads = true
            sync.start()
            this.#downloads?.start()
          },
          follow: () => {
            this.#leads = false
            sync.stop()
            this.#downloads?.stop()
          },
          heard: () => undefined,
          asked: () => undefined,
          sendNow: () => sync.sendNow(),
        })
        if (phone.learns) this.#learn(store)
        this.leader.start()
      })
    })
  }

  /** As soon as somebody looked at modules. */
  #learn(store: DeviceStore): void {
    const { scheduler, chance, network } = this.phone.world
    const { owner, phone } = this
    void store.preload(true)
    effect(() => {
      const modules = store.port.modules.value
      if (!modules || this.#downloads) return
      this.#downloads = createModuleDownloads({
        ...{ modules, origin: '', fetch: network.fetchFor(phone, owner), random: chance.bytes },
        schedule: (delayMs, run) => scheduler.after(delayMs, run, owner),
      })
      if (this.#leads) this.#downloads.start()
    })
  }

  addSeat(info: SeatInfo): void {
    this.later(() => void this.store?.device.addSeat(info))
  }

  show(isVisible: boolean): void {
    this.isVisible = isVisible
    this.later(() => {
      if (!isVisible) return
      for (const listener of this.#visibility) listener()
      this.leader?.look()
      this.sync?.wake()
      this.#downloads?.wake()
    })
  }

  receive: (message: LeaderMessage) => void = () => undefined

  #heard(bytes: Uint8Array): void {
    if (bytes[0] !== ACK) return
    const frame = decodeFrame(bytes)
    if (frame.ok && frame.value.type === 'ack' && frame.value.sequence > 0) {
      this.phone.heardAcks.push({ sequence: frame.value.sequence, tag: frame.value.tag })
    }
  }
}

function channelOf(tab: SimTab): LeaderChannel {
  const { scheduler } = tab.phone.world
  return {
    post(message) {
      for (const other of tab.phone.tabs) {
        if (other !== tab) scheduler.after(0.1, () => other.receive(message), other.owner)
      }
    },
    listen(listener) {
      tab.receive = listener
      return () => {
        tab.receive = () => undefined
      }
    },
  }
}

interface Wish {
  owner: Owner
  steal: boolean
  held: () => Promise<void>
  done: { resolve: () => void; reject: (error: unknown) => void }
}

/** One Web Lock between a phone's tabs. */
export class SimLocks {
  readonly #scheduler: Scheduler
  #holder: Wish | null = null
  #queue: Wish[] = []

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  for(owner: Owner): LeaderLocks {
    return {
      request: ({ steal, signal }, held) =>
        new Promise((resolve, reject) => {
          const wish: Wish = { owner, steal, held, done: { resolve, reject } }
          signal?.addEventListener('abort', () => {
            if (!this.#queue.includes(wish)) return
            this.#queue = this.#queue.filter((one) => one !== wish)
            this.#scheduler.after(0, () => reject(aborted()), owner)
          })
          if (steal) {
            const robbed = this.#holder
            this.#holder = null
            if (robbed) this.#scheduler.after(0, () => robbed.done.reject(aborted()), robbed.owner)
            this.#queue.unshift(wish)
          } else this.#queue.push(wish)
          this.#grant()
        }),
    }
  }

  #grant(): void {
    if (this.#holder) return
    const wish = this.#queue.shift()
    if (!wish) return
    this.#holder = wish
    this.#scheduler.after(
      0,
      () => {
        if (this.#holder !== wish) return
        wish.held().then(() => {
          wish.done.resolve()
          if (this.#holder === wish) this.#release()
        }, wish.done.reject)
      },
      wish.owner,
    )
  }

  #release(): void {
    this.#holder = null
    this.#grant()
  }

  ended(owner: Owner): void {
    this.#queue = this.#queue.filter((wish) => wish.owner !== owner)
    if (this.#holder?.owner === owner) this.#release()
  }
}

const aborted = () => new DOMException('stolen or no longer wanted', 'AbortError')
