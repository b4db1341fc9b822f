import { type DeviceId, type HubId, type MemberId, toBase64Url } from '#domain/ids.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import { MAX_BUFFERED_BYTES, MAX_UPDATE_BYTES } from '#protocol/limits.ts'
import { CLOSE, REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import { mayRead } from '#protocol/rights.ts'
import { scanUpdate, type UpdateScan } from '#protocol/scanUpdate.ts'
import { readYjsMessage, type StateVector, yjsStep1, yjsSynced, yjsUpdate } from '#protocol/yjsMessages.ts'
import { indexAccess, refusalOfPush } from '../access/rights.ts'
import type { Appended, CommittedRow, Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { Decoder } from '../views/decoder.ts'
import type { Awareness } from './awareness.ts'
import type { SocketOut } from './connection.ts'
import { SeatFeed } from './seatFeed.ts'
import type { TokenBucket } from './tokenBucket.ts'

/** One document of one member, spoken of with an unchanged client of y-websocket.
 *
 *  It asks how far the client is, sends the rows that it lacks, and says how far the log is; what the client then sends goes
 *  into the log by the road of every push. y-websocket knows no acknowledgement and no refusal: a client believes that what
 *  it sent is there. So whatever is not taken ends the conversation with a code, after which it comes back and says it
 *  again, or stops and tells its owner why. It opens no document: that is done, seldom, in the thread for it. */

export interface YjsDeps {
  log: Log
  decoder: Pick<Decoder, 'ask'>
  clock(): number
  random(bytes: number): Uint8Array
  report: Report
}

export interface YjsPlace {
  device: DeviceId
  member: MemberId
  hub: HubId
  document: DocumentInfo
}

type Closing = keyof typeof CLOSE

interface Said {
  update: Uint8Array
  isStep2: boolean
  /** It was taken for new, and the log knew better. */
  isSecondTry?: boolean
}

/** What came and is not answered yet: a client does not wait for an answer it will never get. */
const WAITING_AT_MOST = 5_000
const WAITING_BYTES_AT_MOST = 4 * 1024 * 1024
/** What reading a whole scope, and opening a document, count as. */
const READING_COSTS = 20
/** A larger update counts as so many more, as in PUSH. */
const BYTES_AN_UPDATE = 8 * 1024
const COMPARED_WITHIN_MS = 2_000

export class YjsConnection {
  readonly place: YjsPlace
  readonly #deps: YjsDeps
  readonly #socket: SocketOut
  readonly #bucket: TokenBucket
  readonly #awareness: Awareness<YjsConnection>
  readonly #feed: SeatFeed
  #isOpen = true
  /** What the client said that it has when it last asked. */
  #has: StateVector | null = null
  /** Set while it is sent what it lacks. */
  #isFilling = false
  /** Up to where the log has each writer's steps, with those that are on their way into it. */
  readonly #reached = new Map<number, number>()
  /** Parts of a row that comes in several. */
  #parts: Uint8Array[] = []
  /** Updates that came before it was told how far the log is. */
  #early: Said[] = []
  /** Whether the client said all that it has: before, an update may stand on what comes with that. */
  #saidAll = false
  /** Names of its own rows on their way into the log. */
  readonly #own = new Set<string>()
  readonly #onTheirWay = new Set<Promise<Appended>>()
  #waiting = 0
  #waitingBytes = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    deps: YjsDeps,
    socket: SocketOut,
    place: YjsPlace,
    { bucket, awareness }: { bucket: TokenBucket; awareness: Awareness<YjsConnection> },
  ) {
    this.#deps = deps
    this.#socket = socket
    this.place = place
    this.#bucket = bucket
    this.#awareness = awareness
    const outlet = {
      changes: (changes: Change[]) => this.#tell(changes),
      upto: () => this.#filled(),
      drained: () => socket.drained(),
    }
    this.#feed = new SeatFeed(deps.log, outlet, { hub: place.hub, scopes: new Set([place.document.scope]) })
  }

  get device(): DeviceId {
    return this.place.device
  }

  /** Takes one message of the socket. Never throws: whatever one client sends, the others are served. */
  receive(bytes: Uint8Array) {
    if (!this.#isOpen) return
    if (!this.#bucket.take()) return this.close('tryAgain', 'too many at once')
    const message = readYjsMessage(bytes)
    if (!message.ok) return this.close('badFrame', message.error)
    try {
      switch (message.value.type) {
        case 'step-1':
          return this.#fill(message.value.has)
        case 'update':
          return this.#take(message.value)
        case 'awareness':
          return this.#awareness.take(this, message.value.entries)
        default:
          return this.#awareness.tellAll(this)
      }
    } catch (error) {
      this.#failed('frame-failed', error)
    }
  }

  /** Tells what a commit made, and whether access rows changed. */
  committed(rowsByHub: ReadonlyMap<HubId, CommittedRow[]>, accessChanged: boolean) {
    if (!this.#isOpen) return
    try {
      if (accessChanged && !this.#isReader()) return this.close('notFound', 'no such document')
      const rows = rowsByHub.get(this.place.hub)
      if (rows) this.#feed.relay(rows, ({ request }) => request !== null && this.#own.has(toBase64Url(request)))
    } catch (error) {
      this.#failed('relay-failed', error)
    }
  }

  send(bytes: Uint8Array): void {
    if (!this.#isOpen) return
    this.#socket.send(bytes)
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) this.close('tryAgain', 'too much unread')
  }

  close(how: Closing, reason: string): void {
    if (!this.#isOpen) return
    const { device, member, document } = this.place
    if (how !== 'goingAway')
      this.#deps.report('connection-closed', { device, member, document: document.id, why: how, reason })
    this.#socket.close(CLOSE[how], reason)
    this.ended()
  }

  /** The socket is gone, by whomever. What is on its way into the log goes on. */
  ended(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#feed.stop()
    this.#early = []
    this.#awareness.leave(this)
  }

  #failed(event: string, error: unknown): void {
    this.#deps.report(event, { device: this.device, error: String(error) })
    this.close('goingAway', 'the server failed')
  }

  #isReader(): boolean {
    const { member, device, document } = this.place
    const access = indexAccess(this.#deps.log.access())
    const rights = access.rights(member)
    return access.signIn(member, device)?.state === 'active' && rights !== null && mayRead(rights, document)
  }

  #fill(has: StateVector): void {
    this.#bucket.spend(READING_COSTS)
    this.#has = has
    this.#isFilling = true
    this.#parts = []
    this.#feed.pull({ cursor: 0, fill: [] }).catch((error: unknown) => this.#failed('read-failed', error))
  }

  /** All that the client lacked was sent. What it wrote meanwhile, or away from any network, is asked for. */
  #filled(): void {
    if (!this.#isFilling || this.#feed.reached === null) return
    this.#isFilling = false
    this.send(yjsSynced())
    this.send(yjsStep1(this.#reached))
    for (const early of this.#early.splice(0)) this.#enqueue(early)
  }

  #tell(changes: readonly Change[]): void {
    for (const { document, bytes, parts, part } of changes) {
      if (document !== this.place.document.id) continue
      const update = parts > 1 ? this.#joined(bytes, part, parts) : bytes
      if (update === null) continue
      const scan = scanUpdate(update)
      // Devices pass over what cannot be read, too.
      if (!scan.ok) continue
      for (const { client, to } of scan.value.clients)
        this.#reached.set(client, Math.max(to, this.#reached.get(client) ?? 0))
      if (this.#lacks(scan.value)) this.send(yjsUpdate(update))
    }
  }

  #joined(bytes: Uint8Array, part: number, parts: number): Uint8Array | null {
    if (part === 0) this.#parts = []
    this.#parts.push(bytes)
    if (this.#parts.length < parts) return null
    const whole = Buffer.concat(this.#parts)
    this.#parts = []
    return new Uint8Array(whole)
  }

  /** Whether something of a row is new to the client. Deletions stand in no state vector, and are always told. */
  #lacks({ clients, deletes }: UpdateScan): boolean {
    if (!this.#isFilling || deletes.length > 0) return true
    return clients.some(({ client, to }) => to > (this.#has?.get(client) ?? 0))
  }

  #take(said: Said) {
    const { update } = said
    if (update.length > MAX_UPDATE_BYTES) return this.#refuse('too-large', 'an update of more than 256 KiB')
    this.#bucket.spend(Math.floor(update.length / BYTES_AN_UPDATE))
    this.#waiting++
    this.#waitingBytes += update.length
    if (this.#waiting > WAITING_AT_MOST || this.#waitingBytes > WAITING_BYTES_AT_MOST)
      return this.close('tryAgain', 'too much at once')
    if (this.#isFilling || this.#has === null) this.#early.push(said)
    else this.#enqueue(said)
  }

  /** In the order in which they came. What only adds to the log does not wait for its answer: the next one stands on it. */
  #enqueue(said: Said): void {
    this.#last = this.#last
      .then(() => this.#takeNow(said))
      .catch((error: unknown) => this.#failed('push-failed', error))
  }

  async #takeNow({ update, isStep2, isSecondTry = false }: Said): Promise<void> {
    if (!this.#isOpen) return
    const done = () => {
      this.#waiting--
      this.#waitingBytes -= update.length
    }
    const scan = scanUpdate(update)
    if (!scan.ok) return this.#refuse('malformed', scan.error)
    if (isStep2) this.#saidAll = true
    const { clients, deletes } = scan.value
    if (clients.length === 0 && deletes.length === 0) return done()
    const isAllNew = clients.every(({ client, from }) => from === (this.#reached.get(client) ?? 0))
    // A step 2 brings every deletion of the document with it, and an update may be an old one that is told again.
    if (isAllNew && clients.length > 0 && !isSecondTry && (!isStep2 || deletes.length === 0)) {
      void this.#append(update, scan.value).then((answer) => {
        // What a conversation just ended had sent may come into the log after this one was told how far that is.
        const isBeside = answer !== null && !answer.ok && (answer.code === 'fork' || answer.code === 'needs')
        if (isBeside) this.#enqueue({ update, isStep2, isSecondTry: true })
        else this.#judge(answer, done)
      })
      return
    }
    const saidAll = this.#saidAll
    const answer = await this.#appendRest(update)
    // The client answers with all that it has, and with what this stands on.
    const comesAgain = answer !== null && !answer.ok && answer.code === 'needs' && !saidAll
    this.#judge(comesAgain ? null : answer, done)
  }

  /** What of it is new goes into the log, and anew if that has grown since it was compared; null: nothing is, or the
   *  conversation is over. */
  async #appendRest(update: Uint8Array, before?: { rest: Uint8Array; answer: Appended }): Promise<Appended | null> {
    await this.#settled()
    const rest = await this.#restOf(update)
    if (rest === null || !this.#isOpen) return null
    // As much is new as before: it was not the log's growth that made it a fork.
    if (before !== undefined && Buffer.compare(before.rest, rest[0]) === 0) return before.answer
    const answer = await this.#append(...rest)
    if (answer === null || answer.ok || answer.code !== 'fork') return answer
    return this.#appendRest(update, { rest: rest[0], answer })
  }

  #judge(answer: Appended | null, done: () => void) {
    if (answer !== null && !answer.ok) this.#refuse(answer.code, answer.detail)
    done()
  }

  /** Once everything before is in the log, or refused. */
  async #settled(): Promise<void> {
    await Promise.all(this.#onTheirWay)
  }

  /** What of an update is not in the log yet; null: nothing, or the conversation is over. */
  async #restOf(update: Uint8Array): Promise<[Uint8Array, UpdateScan] | null> {
    this.#bucket.spend(READING_COSTS)
    const { hub, document } = this.place
    const asked = { hub, scope: document.scope, document: document.id, update }
    const found = await this.#deps.decoder.ask('saidAgain', asked, COMPARED_WITHIN_MS)
    if (!found.ok) {
      this.close('tryAgain', 'could not be compared in time')
      return null
    }
    if (!found.value.isSame) {
      this.#refuse('fork', 'says other content under steps that were said')
      return null
    }
    const { rest } = found.value
    if (rest === null) return null
    const scan = scanUpdate(rest)
    return scan.ok ? [rest, scan.value] : null
  }

  /** What the log answers; null: the right to it is gone, and the conversation over. */
  #append(update: Uint8Array, { clients }: UpdateScan): Promise<Appended | null> {
    const { device, member, hub, document } = this.place
    const refusal = refusalOfPush(indexAccess(this.#deps.log.access()), { member, device }, document)
    if (refusal) {
      this.#refuse(refusal.code, refusal.detail)
      return Promise.resolve(null)
    }
    const request = this.#deps.random(16)
    const name = toBase64Url(request)
    this.#own.add(name)
    for (const { client, to } of clients) this.#reached.set(client, to)
    const job = { hub, member, device, request, document: document.id, update, clockOffsetMs: 0 }
    const answered = this.#deps.log.append({ ...job, receivedAt: this.#deps.clock() }).then((answer) => {
      this.#own.delete(name)
      this.#onTheirWay.delete(answered)
      return answer
    })
    this.#onTheirWay.add(answered)
    return answered
  }

  /** What is refused for now, or stands on what is not there yet, is said again when the client is back. */
  #refuse(code: RefusalCode, detail: string): void {
    if (!this.#isOpen) return
    const { device, member, document } = this.place
    this.#deps.report('refused', { device, member, what: 'yjs', code, detail, document: document.id })
    if (REFUSALS[code] === 'retry' || code === 'needs') this.close('tryAgain', code)
    else this.close('refused', code)
  }
}
