import type { DeviceId } from '#domain/ids.ts'
import { decodeFrame } from '#protocol/codec.ts'
import { PROTOCOL_VERSION } from '#protocol/frames.ts'
import { CLOSE } from '#protocol/refusals.ts'
import type { Connect, SocketEvents } from '#sync/ports.ts'
import type { Connection } from '../../../sync-server/connections/connection.ts'
import type { Chance } from './chance.ts'
import type { Owner, Scheduler } from './scheduler.ts'
import type { SimHub } from './simHub.ts'
import { fetchModules, type ModuleCounts } from './simModules.ts'

/** Websockets between phones and the hub over a bad network. A socket keeps its messages in order and may lose any
 *  tail of them; what was on its way when it broke may still arrive, while the phone already speaks on another one. */

export interface Weather {
  /** No connection can be made, and those that are there carry nothing, without a word. */
  silent: boolean
  /** Of a hundred messages so many break the connection. */
  breaks: number
  /** Of a hundred messages to the hub so many arrive twice. */
  doubles: number
  /** Longest way of a message, ms. */
  slowMs: number
}

export const FAIR: Weather = { silent: false, breaks: 0, doubles: 0, slowMs: 30 }

/** What happened; a run in which nothing did proves nothing. */
export interface NetworkCounts extends ModuleCounts {
  opened: number
  broken: number
  doubled: number
  lost: number
  late: number
  /** What one side held for open when the other one had gone. */
  halfOpen: number
  /** Came after more than a day, to a page that slept. */
  daysLate: number
  refused: number
  /** Seats that were told on an open socket that they may do other things now. */
  toldOfRights: number
  olderVersion: number
}

/** First bytes of frames that are looked at. */
const HELLO = 1
const NACK = 5
const CHANGES = 7
const SEAT = 10
const DAY_MS = 24 * 3600 * 1000

export class SimNetwork {
  readonly counts: NetworkCounts = {
    opened: 0,
    broken: 0,
    doubled: 0,
    lost: 0,
    late: 0,
    halfOpen: 0,
    daysLate: 0,
    refused: 0,
    toldOfRights: 0,
    olderVersion: 0,
    modulesAsked: 0,
    modulesBroken: 0,
    modulesResumed: 0,
  }
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  readonly #hub: SimHub
  readonly #sockets = new Set<SimSocket>()

  constructor(scheduler: Scheduler, chance: Chance, hub: SimHub) {
    this.#scheduler = scheduler
    this.#chance = chance
    this.#hub = hub
  }

  connectFor(phone: Phone, tab: Owner, watch: (bytes: Uint8Array) => void): Connect {
    return (events) => {
      const socket = new SimSocket(this.#scheduler, this.#chance, this.#hub, this.counts, {
        ...{ phone, tab, watch, events },
        gone: () => this.#sockets.delete(socket),
      })
      this.#sockets.add(socket)
      socket.open()
      return { send: (bytes) => socket.toHub(bytes), close: () => socket.closedByPhone() }
    }
  }

  /** Learning modules, beside the socket. */
  fetchFor(phone: Phone, tab: Owner): typeof fetch {
    return fetchModules({
      ...{ scheduler: this.#scheduler, chance: this.#chance, counts: this.counts, tab },
      weather: () => phone.weather,
      server: () => ({ file: this.#hub.publishing?.file ?? null, isSignedIn: this.#hub.isSignedIn(phone.device) }),
    })
  }

  /** The hub's process ended: its sockets break, sooner or later. */
  hubEnded(): void {
    for (const socket of [...this.#sockets]) socket.hubEnded()
  }

  /** A tab ended: nobody says goodbye. */
  tabEnded(tab: Owner): void {
    for (const socket of [...this.#sockets]) if (socket.tab === tab) socket.closedByPhone()
  }
}

/** What of a phone matters to its connections. */
export interface Phone {
  readonly device: DeviceId
  readonly weather: Weather
  /** The newest version of the protocol does not get through to the hub: the one before is spoken. */
  readonly isOlder: boolean
}

interface Ends {
  phone: Phone
  tab: Owner
  /** Sees every message that the phone gets. */
  watch(bytes: Uint8Array): void
  events: SocketEvents
  gone(): void
}

class SimSocket {
  readonly #s: Scheduler
  readonly #chance: Chance
  readonly #hub: SimHub
  readonly #counts: NetworkCounts
  readonly #ends: Ends
  #connection: Connection | null = null
  #process: Owner | null = null
  #phone: 'connecting' | 'open' | 'closed' = 'connecting'
  /** Carries nothing any more, without a word: a stream that lost one message brings none after it. */
  #isDead = false
  /** Earliest arrival of the next message, each way. */
  #hubAt = 0
  #phoneAt = 0
  /** When the latest message to the phone was sent. */
  #sentAt = -1
  #buffered = 0
  #waiting: (() => void)[] = []

  constructor(scheduler: Scheduler, chance: Chance, hub: SimHub, counts: NetworkCounts, ends: Ends) {
    this.#s = scheduler
    this.#chance = chance
    this.#hub = hub
    this.#counts = counts
    this.#ends = ends
  }

  get tab(): Owner {
    return this.#ends.tab
  }

  #way(): number {
    return 0.2 + this.#chance.next() * this.#ends.phone.weather.slowMs
  }

  open(): void {
    const { device, weather } = this.#ends.phone
    if (weather.silent || !this.#hub.connections) {
      this.#s.after(this.#chance.whole(5, 4_000), () => this.#closePhone(1006), this.tab)
      return
    }
    this.#s.after(this.#way(), () => this.#accept(device), null)
  }

  #accept(device: DeviceId): void {
    const { connections, owner } = this.#hub
    if (!connections || this.#phone === 'closed') {
      this.#s.after(1, () => this.#closePhone(1006), this.tab)
      return
    }
    if (!this.#hub.isSignedIn(device)) {
      this.#s.after(this.#way(), () => this.#closePhone(CLOSE.signedOut), this.tab)
      return
    }
    this.#process = owner
    this.#s.current = owner
    this.#counts.opened++
    const waiting = () => this.#waiting
    const buffered = () => this.#buffered
    this.#connection = connections.open(
      {
        send: (bytes) => this.#toPhone(bytes),
        close: (code) => {
          this.#phoneAt = Math.max(this.#phoneAt, this.#s.now) + this.#way()
          this.#s.at(this.#phoneAt, () => this.#closePhone(code), this.tab)
          this.#forget()
        },
        get bufferedAmount() {
          return buffered()
        },
        drained: () =>
          buffered() < 256 * 1024 ? Promise.resolve() : new Promise((resolve) => waiting().push(resolve)),
      },
      device,
    )
    this.#s.after(
      this.#way(),
      () => {
        if (this.#phone !== 'connecting') return
        this.#phone = 'open'
        this.#ends.events.opened()
      },
      this.tab,
    )
  }

  /** The hub's side ends when it notices. */
  #forget(): void {
    const connection = this.#connection
    this.#connection = null
    if (connection && this.#process?.alive) this.#hub.connections?.forget(connection)
    for (const wake of this.#waiting.splice(0)) wake()
    this.#ends.gone()
  }

  #closePhone(code: number): void {
    if (this.#phone === 'closed') return
    this.#phone = 'closed'
    this.#ends.events.closed(code)
  }

  toHub(bytes: Uint8Array): void {
    if (this.#phone !== 'open') return
    const { weather, isOlder } = this.#ends.phone
    if (isOlder && bytes[0] === HELLO && bytes[1] === PROTOCOL_VERSION) {
      this.#counts.olderVersion++
      this.#closePhone(CLOSE.version)
      this.#forget()
      return
    }
    this.#silence(weather)
    if (this.#isDead) {
      this.#counts.lost++
      return
    }
    if (this.#chance.percent(weather.breaks)) {
      this.#break()
      return
    }
    const times = this.#chance.percent(weather.doubles) ? 2 : 1
    if (times === 2) this.#counts.doubled++
    for (let time = 0; time < times; time++) {
      this.#hubAt = Math.max(this.#hubAt, this.#s.now) + this.#way()
      this.#s.at(
        this.#hubAt,
        () => {
          if (this.#process?.alive && this.#connection) {
            if (this.#phone === 'closed') this.#counts.late++
            this.#s.current = this.#process
            this.#connection.receive(bytes)
          } else this.#counts.lost++
        },
        null,
      )
    }
  }

  #toPhone(bytes: Uint8Array): void {
    const [type] = bytes
    if (type === NACK) this.#counts.refused++
    if (type === SEAT) this.#counts.toldOfRights++
    if (type === CHANGES) {
      const frame = decodeFrame(bytes)
      if (frame.ok && frame.value.type === 'changes') this.#hub.sees(this.#ends.phone.device, frame.value)
    }
    const { weather } = this.#ends.phone
    this.#silence(weather)
    if (this.#isDead || this.#phone === 'closed') {
      this.#counts.lost++
      return
    }
    if (this.#chance.percent(weather.breaks)) {
      this.#break()
      return
    }
    this.#buffered += bytes.length
    const sentAt = this.#s.now
    // Of what is sent at once most arrives at once.
    const isTogether = sentAt === this.#sentAt && this.#phoneAt > sentAt && this.#chance.percent(80)
    this.#sentAt = sentAt
    if (!isTogether) this.#phoneAt = Math.max(this.#phoneAt, this.#s.now) + this.#way()
    this.#s.at(
      this.#phoneAt,
      () => {
        this.#buffered -= bytes.length
        if (this.#buffered < 256 * 1024) for (const wake of this.#waiting.splice(0)) wake()
        if (this.#phone !== 'open') {
          this.#counts.lost++
          return
        }
        if (this.#s.now - sentAt > DAY_MS) this.#counts.daysLate++
        this.#ends.watch(bytes)
        this.#ends.events.received(bytes)
      },
      this.tab,
    )
  }

  #silence({ silent }: Weather): void {
    if (!silent || this.#isDead) return
    this.#isDead = true
    this.#counts.halfOpen++
  }

  /** Both ends notice, each at its own time; what was on its way to the hub may come before that. */
  #break(): void {
    this.#isDead = true
    this.#counts.broken++
    this.#s.after(this.#chance.whole(0, 3_000), () => this.#closePhone(1006), this.tab)
    this.#s.after(this.#chance.whole(0, 60_000), () => this.#forget(), null)
  }

  hubEnded(): void {
    this.#connection = null
    this.#ends.gone()
    this.#s.after(this.#chance.whole(0, 2_000), () => this.#closePhone(1006), this.tab)
  }

  closedByPhone(): void {
    const wasOpen = this.#phone !== 'closed'
    this.#phone = 'closed'
    if (wasOpen && this.tab.alive) this.#s.after(0.1, () => this.#ends.events.closed(1000), this.tab)
    // The goodbye may be lost; the hub then finds out by the silence.
    const isHeard = this.#chance.percent(70)
    if (!isHeard) this.#counts.halfOpen++
    this.#s.after(isHeard ? this.#way() : 70_000, () => this.#forget(), null)
  }
}
