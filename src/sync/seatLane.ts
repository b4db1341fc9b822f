import { type Clock, type Random, toBase64Url } from '#domain/ids.ts'
import { unreachable } from '#domain/result.ts'
import type { Ack, Changes, DeviceFrame, GivenBack, Nack, SeatWelcome, States, Upto } from '#protocol/frames.ts'
import { DEFLATE_OVER_BYTES, MAX_UPDATE_BYTES } from '#protocol/limits.ts'
import { REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import type { FrozenRequest, RowsToGive, SyncSeat } from '#store/syncPort.ts'
import { backOffMs } from './backOff.ts'
import type { FlightBudget } from './flightBudget.ts'
import type { Deflate, Schedule, Stay } from './ports.ts'

interface Welcomed {
  type: 'welcomed'
  seat: SeatWelcome
  epoch: string
}

type FromServer = Welcomed | Ack | Nack | Changes | Upto | States | GivenBack
type Item = FromServer | { type: 'send' } | { type: 'give' } | { type: 'cursor' } | ({ type: 'check' } & Asking)

interface Asking {
  /** Somebody wants to know, from the beginning on. */
  isAsked: boolean
  /** How often the hub is asked the same again if it does not answer. */
  tries: number
}

export interface SeatLaneDependencies {
  seat: SyncSeat
  /** Cursor that HELLO named. */
  cursor: number
  send(frame: DeviceFrame): void
  budget: FlightBudget
  clock: Clock
  random: Random
  schedule: Schedule
  /** null: the server does not read it. */
  deflate: Deflate | null
  stay: Stay
  /** Asks what documents hold, which the server tells. */
  checks: boolean
  /** Of projections too. */
  checksProjections: boolean
  /** The server takes back what it lost. */
  givesBack: boolean
  /** Somebody wanted to know before there was a connection. */
  checksAtOnce: boolean
  /** So many documents were others here than at the hub: they are fetched anew on another connection, on which nothing
   *  is under way that says that all of them are here. */
  diverged(documents: number): void
  /** Nothing is left to do here for now. */
  rested(): void
  /** The store failed in a way that it promises not to: the connection must end. */
  failed(error: unknown): void
}

/** One seat's side of one connection. */
export interface SeatLane {
  take(item: FromServer): void
  /** Something waits: send it when its turn comes. */
  sendWaiting(): void
  /** Forgets that the server asked to wait. */
  resume(): void
  /** Somebody wants to know whether what is here is what the hub has. */
  check(): void
  /** Was told its place, and has nothing under way, to send or to fetch. */
  isAtRest(): boolean
  /** Takes nothing more. Resolves when what was begun in the store has ended. */
  close(): Promise<void>
}

/** A seat that has been up to date for so long asks whether what is here is what the hub has; then soon again while there
 *  is more to ask, and later where there is not, or no answer came. */
export const CHECK_AFTER_MS = 60_000
const NEXT_CHECK_AFTER_MS = 5_000
const CHECK_LATER_MS = 3_600_000
/** A hub that compares for somebody else just then does not answer. Whoever waits for it asks again after this at the
 *  latest, each at another time: who meets once would meet each time. */
export const ASK_AGAIN_AFTER_MS = 10_000
const ASKED_AGAIN = 10

/** So long the cursor of an UPTO that came by itself waits for the next page, to be written with it: each is a strict
 *  transaction, and the next tap may be waiting behind it. Lost, it costs the same rows once more, which change nothing. */
export const CURSOR_WITHIN_MS = 5_000

/** Frames are worked off strictly one after the other: each may be a transaction that the next one builds on. */
export function createSeatLane(d: SeatLaneDependencies): SeatLane {
  const items: Item[] = []
  let open = true
  let working: Promise<void> | null = null
  let isWelcomed = false
  /** The server takes this seat's work. */
  let active = false
  let sendQueued = false
  let cancelPause: (() => void) | null = null
  let cancelCheck: (() => void) | null = null
  let cancelGive: (() => void) | null = null
  let cancelCursor: (() => void) | null = null
  /** Was up to date once, and is compared now and then since. */
  let isFollowed = false
  /** Somebody waits until all is compared. */
  let isWaitedFor = false
  let refusedInARow = 0
  /** On its way to a hub that was put back from a backup. */
  let giving: RowsToGive | null = null
  /** The former sequence given last on this connection. */
  let givenUpTo = 0
  let givenInVain = 0
  /** What could not stand yet is tried once more when this seat has all that others gave back. */
  let missing: 'none' | 'some' | 'tried' = 'none'
  /** What to ask for once all is given back. */
  let pull: Awaited<ReturnType<SyncSeat['welcome']>> = null
  let isPullDue = false
  /** As far as this seat's copy of the feed is known to go. */
  let cursor = d.cursor
  /** First contact, or a scope that is new to this seat, is complete from here. */
  let fillingUntil: number | null = null
  /** Where the cursor is to be moved; null: it is there. */
  let unwritten: number | null = null
  /** By request id. `behind`: the code of an earlier request of the same document that must be sent again first. */
  const inFlight = new Map<string, { document: string; behind: RefusalCode | null }>()

  function put(item: Item) {
    if (!open) return
    items.push(item)
    start()
  }

  function start() {
    working ??= work()
      .catch((error: unknown) => {
        open = false
        d.failed(error)
      })
      .finally(() => {
        working = null
        // Put after the last look, as when another seat gives back what this one waited for.
        if (open && items.length > 0) start()
        else if (isAtRest()) d.rested()
      })
  }

  function isAtRest(): boolean {
    if (!isWelcomed || working || inFlight.size > 0 || giving !== null) return false
    return !active || d.stay === 'sends' || isFollowed
  }

  function sendWaiting() {
    if (sendQueued || !active || cancelPause) return
    sendQueued = true
    put({ type: 'send' })
  }

  async function work() {
    // The first item too is taken in a later turn, so that frames arriving together can be put together.
    await Promise.resolve()
    for (let item = items.shift(); open && item; item = items.shift()) await handle(item)
  }

  async function handle(item: Item): Promise<void> {
    switch (item.type) {
      case 'welcomed':
        return welcome(item)
      case 'send':
        sendQueued = false
        return send()
      case 'ack':
        return acknowledged(item)
      case 'nack':
        return refused(item)
      case 'changes': {
        // The cursor moves in the transaction that holds the last page.
        const next = items[0]?.type === 'upto' ? (items.shift() as Upto) : null
        await apply(item.changes, next?.sequence ?? null)
        return next ? caughtUpTo(next.sequence) : undefined
      }
      case 'upto':
        // A visit may be over with it.
        if (fillingUntil !== null || d.stay !== 'stays') await apply([], item.sequence)
        else moveCursorSoon(item.sequence)
        return caughtUpTo(item.sequence)
      case 'cursor':
        return moveCursor()
      case 'check':
        return check(item)
      case 'states':
        return compare(item)
      case 'given-back':
        return given(item)
      case 'give':
        if (giving === null) await give()
        return
      default:
        return unreachable(item)
    }
  }

  async function apply(changes: Changes['changes'], upto: number | null) {
    // Of everything before this page.
    const reached = upto ?? unwritten
    unwritten = null
    await d.seat.applyChanges(changes, reached)
  }

  function moveCursorSoon(sequence: number) {
    unwritten = sequence
    cancelCursor ??= d.schedule(CURSOR_WITHIN_MS, () => {
      cancelCursor = null
      put({ type: 'cursor' })
    })
  }

  async function moveCursor() {
    if (unwritten !== null) await apply([], unwritten)
  }

  function caughtUpTo(sequence: number) {
    cursor = sequence
    if (fillingUntil !== null && sequence < fillingUntil) return
    fillingUntil = null
    d.seat.setConnection({ filling: false, heardAt: d.clock() })
    if (missing === 'some') {
      missing = 'tried'
      givenUpTo = 0
      put({ type: 'give' })
    }
    if (isFollowed) return
    isFollowed = true
    if (d.checksAtOnce) checkNow()
    else checkLater(CHECK_AFTER_MS)
  }

  const checkNow = () => put({ type: 'check', isAsked: true, tries: ASKED_AGAIN })

  function checkLater(delayMs: number, asking: Asking = { isAsked: false, tries: isWaitedFor ? ASKED_AGAIN : 0 }) {
    cancelCheck?.()
    if (open && d.checks) cancelCheck = d.schedule(delayMs, () => put({ type: 'check', ...asking }))
  }

  async function check({ isAsked, tries }: Asking) {
    if (!active || !d.checks) return
    if (isAsked) isWaitedFor = true
    const next = await d.seat.nextCheck(isAsked)
    if (!open) return
    if (next) d.send({ type: 'check', member: d.seat.member, ...next })
    if (next && tries > 0) checkLater(askAgainAfterMs(d.random), { isAsked, tries: tries - 1 })
    else checkLater(CHECK_LATER_MS)
  }

  async function compare(states: States) {
    // What is compared is what is here up to the cursor.
    await moveCursor()
    const { differing, hasMore } = await d.seat.compareStates(states, d.checksProjections)
    if (!open) return
    if (differing > 0) return d.diverged(differing)
    isWaitedFor &&= hasMore
    checkLater(hasMore ? NEXT_CHECK_AFTER_MS : CHECK_LATER_MS)
  }

  async function welcome({ seat, epoch }: Welcomed) {
    // Before scopes are gained that are not complete up to it.
    await moveCursor()
    pull = await d.seat.welcome(seat, epoch)
    active = seat.state === 'active'
    isWelcomed = true
    if (!open) return
    d.seat.setConnection({ state: active ? 'connected' : 'signed-out', heardAt: d.clock() })
    if (!active) return
    isPullDue = true
    fillingUntil = pull && (pull.cursor === 0 || pull.fill.length > 0) ? seat.head : fillingUntil
    // Before anything is sent that may stand on it.
    if (giving === null && !(await give())) await goOn()
  }

  /** Whether something was given back to a hub that has lost it. */
  async function give(): Promise<boolean> {
    giving = d.givesBack ? await d.seat.nextGiveBack(givenUpTo) : null
    if (!open || giving === null) return false
    givenUpTo = giving.rows.at(-1)?.sequence ?? givenUpTo
    d.send({ type: 'give-back', member: d.seat.member, ...giving })
    return true
  }

  /** A hub whose disk was full may take it a while later, on this connection, which may last for days. */
  function giveAgainLater() {
    cancelGive ??= d.schedule(backOffMs(givenInVain++, d.random), () => {
      cancelGive = null
      givenUpTo = 0
      put({ type: 'give' })
    })
  }

  async function given({ answers }: GivenBack) {
    if (giving === null) return
    await d.seat.givenBack(giving, answers)
    const { left } = giving
    giving = null
    if (!open) return
    if (missing === 'none' && answers.some(({ code }) => code === 'needs')) missing = 'some'
    const isRefused = answers.some(({ code }) => code && REFUSALS[code] === 'retry')
    if (isRefused) giveAgainLater()
    else if (left > 0 && (await give())) return
    await goOn()
  }

  async function goOn() {
    if (!open || !active) return
    // What waits here leaves first: the phone may be on a network for a minute only.
    await send()
    if (!open || !isPullDue || d.stay === 'sends') return
    isPullDue = false
    if (pull && (pull.cursor === 0 || pull.fill.length > 0)) {
      d.seat.setConnection({ filling: true })
    }
    // Also when nothing is missing: the server sends a seat what others commit once it has asked.
    d.send({ type: 'pull', member: d.seat.member, ...(pull ?? { cursor, fill: [] }) })
  }

  async function send() {
    if (!active || cancelPause || giving !== null) return
    const room = d.budget.take()
    if (room === 0) return d.budget.whenFree(sendWaiting)
    let unused = room
    try {
      const requests = await d.seat.nextRequests(room, d.clock())
      if (!open) return
      if (requests.length === room) d.budget.whenFree(sendWaiting)
      for (const request of requests) {
        if (request.body.length > MAX_UPDATE_BYTES) {
          await d.seat.refuse(request.request, 'too-large')
          continue
        }
        const frame = await frameOf(request)
        if (!open) return
        inFlight.set(toBase64Url(request.request), { document: request.document, behind: null })
        unused -= 1
        d.send(frame)
      }
    } finally {
      d.budget.giveBack(unused)
    }
  }

  async function frameOf({ request, kind, document, deviceNow, body }: FrozenRequest): Promise<DeviceFrame> {
    const head = { member: d.seat.member, request, deviceNow }
    if (kind === 'command') return { type: 'command', ...head, body: new TextDecoder().decode(body) }
    const deflated = body.length > DEFLATE_OVER_BYTES && d.deflate ? await d.deflate(body) : null
    return deflated && deflated.length < body.length
      ? { type: 'push', ...head, document, isDeflated: true, update: deflated }
      : { type: 'push', ...head, document, update: body }
  }

  async function acknowledged({ request, sequence, receivedAt, tag, result }: Ack) {
    const key = toBase64Url(request)
    // Not asked on this connection: it will be asked, and answered, again.
    if (!inFlight.has(key)) return
    await d.seat.acknowledge(request, { sequence, receivedAt, tag, result })
    refusedInARow = 0
    d.seat.setConnection({ heardAt: d.clock() })
    answered(key)
  }

  async function refused({ request, code }: Nack) {
    const key = toBase64Url(request)
    const flight = inFlight.get(key)
    if (!flight) return
    // A document's updates build on each other: behind one that must be sent again, `needs` is no fault of this one.
    const meant = code === 'needs' && flight.behind ? flight.behind : code
    if (REFUSALS[meant] === 'retry') {
      for (const other of inFlight.values()) if (other.document === flight.document) other.behind ??= meant
      await d.seat.refuse(request, meant)
      pause()
    } else {
      await d.seat.refuse(request, meant)
    }
    answered(key)
  }

  function answered(key: string) {
    inFlight.delete(key)
    d.budget.giveBack(1)
    sendWaiting()
  }

  function pause() {
    if (cancelPause || !open) return
    cancelPause = d.schedule(backOffMs(refusedInARow++, d.random), () => {
      cancelPause = null
      sendWaiting()
    })
  }

  return {
    take: put,
    sendWaiting,
    resume() {
      cancelPause?.()
      cancelPause = null
      sendWaiting()
    },
    check: checkNow,
    isAtRest,
    async close() {
      open = false
      cancelPause?.()
      cancelCheck?.()
      cancelGive?.()
      cancelCursor?.()
      await working
    },
  }
}

const askAgainAfterMs = (random: Random): number => ASK_AGAIN_AFTER_MS * (1 - (random(1)[0] ?? 0) / 512)
