import { type Clock, type DeviceId, type HubId, isId, type MemberId, toBase64Url } from '#domain/ids.ts'
import { unreachable } from '#domain/result.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import { readCommand } from '#protocol/commands.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import {
  CHECKS_PROJECTIONS_FROM,
  type Check,
  type Command,
  type DeviceFrame,
  type Frame,
  GIVES_BACK_FROM,
  type GiveBack,
  type Hello,
  type Here,
  type Pull,
  type Push,
  type ServerFrame,
  TELLS_ERASED_FROM,
  TELLS_PRESENCE_FROM,
  VERSIONS_SPOKEN,
} from '#protocol/frames.ts'
import {
  FIRST_MESSAGE_WITHIN_MS,
  GIVEN_BACK_AT_ONCE,
  MAX_BUFFERED_BYTES,
  MAX_IN_FLIGHT,
  OPEN_REGISTERS,
} from '#protocol/limits.ts'
import { CLOSE, REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import { isClosed } from '../access/epochs.ts'
import { type AccessIndex, indexAccess, refusalOfPush } from '../access/rights.ts'
import type { Secrets } from '../access/secrets.ts'
import type { CommittedRow, Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { StatesAsked, StatesFound } from '../views/documentStates.ts'
import type { Contacts } from './contacts.ts'
import { inflated } from './inflated.ts'
import { OpenRegisters } from './openRegisters.ts'
import type { Presence } from './presence.ts'
import type { SeatFeed } from './seatFeed.ts'
import { Seats } from './seats.ts'
import type { TokenBucket } from './tokenBucket.ts'

/** The little that a connection needs of a socket, so that tests and simulators bring their own. */
export interface SocketOut {
  send(bytes: Uint8Array): void
  close(code: number, reason: string): void
  /** Bytes given to `send` and not yet taken by the network. */
  readonly bufferedAmount: number
  /** Resolves once little is buffered, or the socket is closed. */
  drained(): Promise<void>
}

export interface ConnectionDeps {
  log: Log
  /** What documents of a scope hold; null: not now. */
  states(asked: StatesAsked): Promise<StatesFound | null>
  secrets: Secrets
  clock: Clock
  report: Report
  /** Who was heard from, with what they say of their unsent work. */
  contacts?: Pick<Contacts, 'heard' | 'told' | 'refused'>
  /** Who has which register open. */
  presence?: Presence
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(ms: number, callback: () => void): () => void
}

/** More members than this do not share a device. */
const SEATS_AT_MOST = 50
/** Frames that came behind a command still running: as many as a device may have under way, and some PULLs and PINGs.
 *  They are held as they came; read, a PULL of 1 MiB takes thirty times the memory. */
const HELD_AT_MOST = 2 * MAX_IN_FLIGHT
const HELD_BYTES_AT_MOST = 16 * 1024 * 1024
/** A phone's clock is at most this far from ours, as we note it: 200 years. */
const CLOCK_OFFSET_AT_MOST_MS = 200 * 366 * 24 * 3600 * 1000
/** A larger update counts as so many more: one of the largest size is read for 10 ms in the thread that commits. */
const BYTES_AN_UPDATE = 8 * 1024
/** Told so often to slow down, a device that does not is cut. */
const SLOW_DOWNS_AT_MOST = 1_000

type Closing = keyof typeof CLOSE

/** One device's conversation, whatever carries it: checks, answers, feeds. It opens no document. */
export class Connection {
  readonly device: DeviceId
  #deps: ConnectionDeps
  #socket: SocketOut
  #bucket: TokenBucket
  #seats: Seats
  /** Updates on their way into the log, by request id. */
  #pushes = new Map<string, Uint8Array>()
  #open: OpenRegisters | null = null
  #slowDowns = 0
  #isGreeted = false
  /** Of the protocol, as HELLO said. */
  #version = 0
  #isChecking = false
  #isTakingBack = false
  #isOpen = true
  /** Pushes and commands without an answer yet. */
  #unanswered = 0
  /** Everything that is being answered, pages of the feed among it; and who waits for its end. */
  #underWay = 0
  #whenAnswered: (() => void)[] = []
  /** Set while a command runs: what comes behind it may depend on what it changes (a push into a run just made). */
  #held: Uint8Array[] | null = null
  #heldBytes = 0
  /** Phone's clock less ours when last heard, ms (F11). */
  #clockOffsetMs = 0
  #cancelDeadline: () => void

  constructor(deps: ConnectionDeps, socket: SocketOut, device: DeviceId, bucket: TokenBucket) {
    this.#deps = deps
    this.#socket = socket
    this.device = device
    this.#bucket = bucket
    const send = (frame: ServerFrame) => this.#send(frame)
    this.#seats = new Seats({ log: deps.log, device, send, drained: () => socket.drained() })
    this.#cancelDeadline = deps.after(FIRST_MESSAGE_WITHIN_MS, () => this.close('tooSlow', 'no HELLO in time'))
  }

  /** Takes one message of the socket. Never throws: whatever one device sends, the others are served. */
  receive(bytes: Uint8Array) {
    if (!this.#isOpen) return
    this.#guarded('frame-failed', () => (this.#held ? this.#hold(this.#held, bytes) : this.#read(bytes)))
  }

  #hold(held: Uint8Array[], bytes: Uint8Array) {
    this.#heldBytes += bytes.length
    if (held.length >= HELD_AT_MOST || this.#heldBytes > HELD_BYTES_AT_MOST)
      return this.close('flooding', 'too much behind a command')
    held.push(bytes)
  }

  #read(bytes: Uint8Array) {
    const decoded = decodeFrame(bytes)
    if (!decoded.ok) {
      const version = this.#isGreeted ? null : versionOfHello(bytes)
      if (version !== null && !VERSIONS_SPOKEN.includes(version)) return this.#refuseVersion(version)
      return this.close('badFrame', decoded.error)
    }
    const frame = decoded.value
    if (!isDeviceFrame(frame)) return this.close('badFrame', `${frame.type} comes from servers`)
    if (!this.#isGreeted && frame.type !== 'hello') return this.close('badFrame', 'HELLO comes first')
    const isRequest = frame.type === 'push' || frame.type === 'command'
    if (!this.#bucket.take()) {
      if (!isRequest) return this.close('flooding', 'too many messages')
      return this.#slowDown(frame, 'too many at once')
    }
    if (isRequest && this.#unanswered >= MAX_IN_FLIGHT) return this.#slowDown(frame, 'too many without an answer')
    this.#take(frame)
  }

  #slowDown(frame: Push | Command, detail: string) {
    if (++this.#slowDowns > SLOW_DOWNS_AT_MOST) return this.close('flooding', 'told to slow down, and did not')
    this.#refuse(frame, 'slow-down', detail)
  }

  /** Runs what must not throw: a fault of ours ends this conversation, never the server. */
  #guarded(event: string, run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#deps.report(event, { device: this.device, error: String(error) })
      this.close('goingAway', 'the server failed')
    }
  }

  /** Tells what a commit made: rows of each hub in commit order, and whether access rows changed. */
  committed(rowsByHub: ReadonlyMap<HubId, CommittedRow[]>, accessChanged: boolean): void {
    if (!this.#isOpen) return
    this.#guarded('relay-failed', () => {
      // First what is no longer allowed, so that no row of this commit goes where it may not.
      if (accessChanged) {
        this.#seats.tell()
        this.#pullHeld()
        this.#open?.say()
      }
      this.#seats.relay(rowsByHub, (row, feed) => this.#isOwn(row, feed))
    })
  }

  /** An ACK tells the seat of its own push. By the request, not by the device or the bytes: a copied profile shows the
   *  same device twice, perhaps with the same change under two requests, one of which is refused. */
  #isOwn(row: CommittedRow, feed: SeatFeed): boolean {
    if (row.request === null || row.device !== this.device || this.#seats.feedOf(row.member) !== feed) return false
    const update = this.#pushes.get(toBase64Url(row.request))
    return update !== undefined && Buffer.compare(update, row.bytes) === 0
  }

  close(how: Closing, reason: string): void {
    if (!this.#isOpen) return
    if (how !== 'goingAway') this.#deps.report('connection-closed', { device: this.device, why: how, reason })
    this.#socket.close(CLOSE[how], reason)
    this.ended()
  }

  /** The socket is gone, by whomever. Answers still on their way are dropped; devices ask again. */
  ended(): void {
    this.#isOpen = false
    this.#cancelDeadline()
    this.#open?.close()
    this.#seats.stop()
    this.#held = null
    this.#wakeWaiting()
  }

  /** Resolves once everything that was received is answered, pages of the feed too, or the conversation has ended. */
  answered(): Promise<void> {
    if (!this.#isOpen || this.#underWay === 0) return Promise.resolve()
    return new Promise((resolve) => this.#whenAnswered.push(resolve))
  }

  #follow(work: Promise<void>): void {
    this.#underWay++
    void work.finally(() => {
      this.#underWay--
      if (this.#underWay === 0) this.#wakeWaiting()
    })
  }

  #wakeWaiting(): void {
    for (const resolve of this.#whenAnswered.splice(0)) resolve()
  }

  get #access(): AccessIndex {
    return indexAccess(this.#deps.log.access())
  }

  #take(frame: DeviceFrame) {
    switch (frame.type) {
      case 'hello':
        return this.#greet(frame)
      case 'push':
        return this.#follow(this.#answer(frame, () => this.#push(frame)))
      case 'command':
        this.#held = []
        return this.#follow(this.#answer(frame, () => this.#command(frame)).then(() => this.#takeHeld()))
      case 'pull':
        return this.#follow(this.#pull(frame.member, frame))
      case 'check':
        return this.#follow(this.#check(frame))
      case 'unsent':
        if (this.#access.signIn(frame.member, this.device)?.state === 'active')
          this.#deps.contacts?.told(this.device, frame)
        return
      case 'give-back':
        if (this.#version < GIVES_BACK_FROM) return this.close('badFrame', 'not of its version')
        // The next ones follow the answer.
        if (this.#isTakingBack) return this.close('flooding', 'gives back without waiting')
        return this.#follow(this.#takeBack(frame))
      case 'here':
        return this.#hear(frame)
      case 'ping': {
        const serverNow = this.#deps.clock()
        this.#deps.contacts?.heard(this.device)
        this.#noteClock(frame.deviceNow, serverNow)
        return this.#send({ type: 'pong', deviceNow: frame.deviceNow, serverNow })
      }
      default:
        return unreachable(frame)
    }
  }

  #greet(hello: Hello) {
    if (!VERSIONS_SPOKEN.includes(hello.version)) return this.#refuseVersion(hello.version)
    if (hello.seats.length > SEATS_AT_MOST) return this.close('badFrame', 'too many seats')
    this.#cancelDeadline()
    this.#isGreeted = true
    this.#version = hello.version
    this.#deps.contacts?.heard(this.device)
    this.#open?.close()
    this.#open = null
    const serverNow = this.#deps.clock()
    this.#noteClock(hello.deviceNow, serverNow)
    const seats = this.#seats.greet(hello)
    const { serverId, epoch } = this.#deps.log.identity()
    this.#send({ type: 'welcome', version: hello.version, serverId, epoch, serverNow, seats })
  }

  /** Any number can come: rows hold only what every reader can be sent. */
  #noteClock(deviceNow: number, serverNow: number): void {
    const offset = deviceNow - serverNow
    this.#clockOffsetMs = Math.min(CLOCK_OFFSET_AT_MOST_MS, Math.max(-CLOCK_OFFSET_AT_MOST_MS, offset))
  }

  #refuseVersion(version: number): void {
    this.close('version', `version ${version} is not spoken here`)
  }

  #hear(here: Here) {
    if (this.#version < TELLS_PRESENCE_FROM) return this.close('badFrame', 'not of its version')
    if (here.open.length > OPEN_REGISTERS) return this.close('badFrame', 'too many registers open')
    const { presence, after, log } = this.#deps
    if (!presence || !this.#seats.isNamed(here.member)) return
    this.#open ??= new OpenRegisters({
      ...{ presence, after, device: this.device, send: (others) => this.#send(others) },
      mayRead: (member, run) => {
        const hub = this.#seats.feedOf(member)?.hub
        if (!hub || isClosed(log.access(), hub)) return false
        return this.#access.rights(member)?.scopes.has(`run:${run}`) === true
      },
    })
    this.#open.hear(here)
  }

  async #pull(member: MemberId, asked: Pick<Pull, 'cursor' | 'fill'>): Promise<void> {
    try {
      await this.#seats.pull(member, asked)
    } catch (error) {
      this.#deps.report('read-failed', { device: this.device, member, error: String(error) })
      this.close('goingAway', 'the log could not be read')
    }
  }

  #pullHeld(): void {
    for (const [member, asked] of this.#seats.takeHeld()) void this.#pull(member, asked)
  }

  /** Takes what a device has from before a restore, also while nobody may read. What each row is worth its tag says. */
  async #takeBack({ member, rows, left }: GiveBack): Promise<void> {
    const hub = this.#seats.feedOf(member)?.hub
    if (!hub) return
    if (rows.length > GIVEN_BACK_AT_ONCE) return this.close('badFrame', 'gives back too much at once')
    this.#isTakingBack = true
    const { device } = this
    const taken = await this.#deps.log.giveBack({ hub, member, device, rows, left, at: this.#deps.clock() })
    this.#isTakingBack = false
    this.#guarded('frame-failed', () => {
      const failed = (code: RefusalCode) => rows.map(() => ({ code, sequence: 0, tag: new Uint8Array(0) }))
      const answers = taken.ok ? taken.answers : failed(taken.code)
      for (const [at, { code }] of answers.entries()) {
        if (code === null || code === 'needs') continue
        const document = parseDocumentId(rows[at]?.document ?? '') ? { document: rows[at]?.document ?? '' } : {}
        this.#deps.report('not-taken-back', { device, code, ...document })
      }
      this.#send({ type: 'given-back', member, answers })
    })
  }

  /** Says what documents hold at a moment that the device has reached, so that both speak of the same rows. One question
   *  of a device at a time; who is not answered asks again later. */
  async #check({ member, scope, after }: Check): Promise<void> {
    const feed = this.#seats.feedOf(member)
    const upto = feed?.reached ?? null
    const isReadable = () => this.#access.rights(member)?.scopes.has(scope) === true
    if (!feed || upto === null || this.#isChecking || !isReadable()) return
    this.#isChecking = true
    const projections = this.#version >= CHECKS_PROJECTIONS_FROM
    const found = await this.#deps.states({ hub: feed.hub, scope, after, upto, projections })
    this.#isChecking = false
    // The seat may have ended, or lost the scope, while documents were opened.
    if (!found || this.#seats.feedOf(member) !== feed || feed.reached === null || !isReadable()) return
    this.#guarded('check-failed', () => {
      this.#send({ type: 'upto', member, sequence: upto })
      this.#send({ type: 'states', member, scope, after, upto, ...found })
    })
  }

  /** Runs what answers a request, whatever happens. */
  async #answer(request: Push | Command, run: () => Promise<void>): Promise<void> {
    this.#unanswered++
    try {
      await run()
    } catch (error) {
      this.#deps.report(`${request.type}-failed`, { device: this.device, error: String(error) })
      this.#guarded('frame-failed', () => this.#refuse(request, 'failed', 'the server failed'))
    } finally {
      this.#unanswered--
    }
  }

  async #push(push: Push): Promise<void> {
    const { member, request, document: id } = push
    const update = push.isDeflated ? inflated(push.update) : push.update
    if (update === null) return this.#refuse(push, 'malformed', 'not the DEFLATE of an update')
    if (update === 'too-large') return this.#refuse(push, 'too-large', 'too large once unpacked')
    this.#bucket.spend(Math.floor(update.length / BYTES_AN_UPDATE))
    const document = parseDocumentId(id)
    if (!document || document.reserved) return this.#refuse(push, 'unknown-document', 'no such document')
    const hub = this.#access.members.get(member)?.hub
    const signIn = this.#access.signIn(member, this.device)
    if (!hub || !signIn) return this.#refuse(push, 'ended', 'not signed in here')
    // The log refuses: it knows whether this request was taken while it was still allowed, and says so again.
    const refusal = refusalOfPush(this.#access, { member, device: this.device }, document)
    const { device } = this
    const [receivedAt, clockOffsetMs] = [this.#deps.clock(), this.#clockOffsetMs]
    const name = toBase64Url(request)
    this.#pushes.set(name, update)
    try {
      const job = { hub, member, device, request, document: id, update, receivedAt, clockOffsetMs, refusal }
      const answer = await this.#deps.log.append(job)
      if (!answer.ok) return this.#refuse(push, answer.code, answer.detail)
      const { sequence, tag } = answer
      this.#send({ type: 'ack', member, request, sequence, receivedAt: answer.receivedAt, tag, result: '' })
    } finally {
      this.#pushes.delete(name)
    }
  }

  /** Takes what came behind a command, now that it is answered. */
  #takeHeld(): void {
    const held = this.#held ?? []
    this.#held = null
    this.#heldBytes = 0
    // One of these may be a command too: what follows waits behind it.
    for (const bytes of held) this.receive(bytes)
  }

  async #command(command: Command): Promise<void> {
    const { member, request } = command
    const body = readCommand(command.body)
    if (!body) return this.#refuse(command, 'malformed', 'not a command')
    const hub = this.#access.members.get(member)?.hub
    if (!hub || !this.#access.signIn(member, this.device)) return this.#refuse(command, 'ended', 'not signed in here')
    const { log, secrets, clock } = this.#deps
    const at = clock()
    const code = body.name === 'invite' ? secrets.codeOfRequest(this.device, request) : null
    const codeHash = code === null ? {} : { codeHash: secrets.codeHash(code) }
    const operation = { kind: 'command' as const, hub, member, device: this.device, request, body, at, ...codeHash }
    const outcome = await log.operate(operation)
    if (!outcome.ok) return this.#refuse(command, commandRefusal(outcome.code), outcome.detail)
    const result = JSON.stringify(code === null ? outcome.result : { ...outcome.result, code })
    this.#send({ type: 'ack', member, request, sequence: 0, receivedAt: at, tag: new Uint8Array(0), result })
  }

  #refuse({ type, member, request, ...rest }: Push | Command, code: RefusalCode, detail: string): void {
    if (!this.#isOpen) return
    if (REFUSALS[code] !== 'retry' && isId(member)) this.#deps.contacts?.refused(member, code)
    // One line says that a device floods; a line for each message would flood the log too.
    if (code !== 'slow-down' || this.#slowDowns === 1) {
      const document = 'document' in rest && parseDocumentId(rest.document) ? { document: rest.document } : {}
      // Only ids are written: a device may send any text in their place.
      const by = isId(member) ? { member } : {}
      this.#deps.report('refused', { device: this.device, ...by, what: type, code, detail, ...document })
    }
    const isTold = code !== 'erased' || this.#version >= TELLS_ERASED_FROM
    this.#send({ type: 'nack', member, request, code: isTold ? code : 'not-possible', detail })
  }

  #send(frame: ServerFrame): void {
    if (!this.#isOpen) return
    this.#socket.send(encodeFrame(frame))
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) this.close('flooding', 'too much unread')
  }
}

const DEVICE_FRAMES: ReadonlySet<string> = new Set<DeviceFrame['type']>([
  'hello',
  'push',
  'command',
  'pull',
  'ping',
  'check',
  'unsent',
  'give-back',
  'here',
])
const isDeviceFrame = (frame: Frame): frame is DeviceFrame => DEVICE_FRAMES.has(frame.type)

/** Version in a HELLO that is otherwise unreadable, as one from a later app may be: type 1, then a small number. */
function versionOfHello(bytes: Uint8Array): number | null {
  const [type, version = 0] = bytes
  return type === 1 && version > 0 && version < 128 ? version : null
}

const commandRefusal = (code: RefusalCode | 'unknown-code' | 'used' | 'expired'): RefusalCode =>
  code === 'unknown-code' || code === 'used' || code === 'expired' ? 'not-possible' : code
