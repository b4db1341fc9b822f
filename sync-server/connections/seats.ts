import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { type Hello, type Pull, type SeatWelcome, type ServerFrame, TELLS_ERASED_FROM } from '#protocol/frames.ts'
import { scopeSetHash } from '#protocol/scopeSetHash.ts'
import { isClosed } from '../access/epochs.ts'
import type { SignInAccess } from '../access/operations.ts'
import { indexAccess } from '../access/rights.ts'
import type { CommittedRow, Log } from '../log/Log.ts'
import { type FeedOutlet, SeatFeed } from './seatFeed.ts'

export interface SeatsDeps {
  log: Log
  device: DeviceId
  send(frame: ServerFrame): void
  /** Resolves once the socket has little unsent, or is closed. */
  drained(): Promise<void>
}

type Asked = Pick<Pull, 'cursor' | 'fill'>

/** The seats that a HELLO named: how each stands, as it was told, and its way along the feed. */
export class Seats {
  readonly #deps: SeatsDeps
  readonly #feeds = new Map<MemberId, SeatFeed>()
  /** What each seat was last told, to say SEAT only when it differs. */
  readonly #told = new Map<MemberId, SeatWelcome>()
  /** In which epoch each seat said it is. */
  #epochs = new Map<MemberId, string | null>()
  /** Asked for while a hub is closed: read once it is open. */
  readonly #heldPulls = new Map<MemberId, Asked>()
  /** Of the protocol, as HELLO said. */
  #version = 0

  constructor(deps: SeatsDeps) {
    this.#deps = deps
  }

  /** Of those that are active. */
  feedOf(member: MemberId): SeatFeed | undefined {
    return this.#feeds.get(member)
  }

  /** Whether HELLO named it, however it stands. */
  isNamed(member: MemberId): boolean {
    return this.#told.has(member)
  }

  greet({ version, seats }: Hello): SeatWelcome[] {
    this.stop()
    this.#version = version
    this.#heldPulls.clear()
    this.#told.clear()
    this.#epochs = new Map(seats.map(({ member, epoch }) => [member, epoch]))
    return seats.map(({ member, scopeSetHash: held }) => {
      const seat = this.#describe(member)
      this.#told.set(member, seat)
      if (seat.state === 'active') this.#openFeed(seat)
      return seat.scopes && scopeSetHash(seat.scopes) === held ? { ...seat, scopes: null } : seat
    })
  }

  /** Says SEAT to every seat whose standing changed (S7: reading stops at once). */
  tell(): void {
    for (const [member, before] of this.#told) {
      const now = this.#describe(member)
      if (isSameStanding(before, now)) continue
      this.#told.set(member, now)
      const feed = this.#feeds.get(member)
      if (now.state !== 'active') {
        feed?.stop()
        this.#feeds.delete(member)
      } else if (feed) feed.setScopes(new Set(now.scopes))
      else this.#openFeed(now)
      this.#deps.send({ type: 'seat', seat: now })
    }
  }

  relay(rowsByHub: ReadonlyMap<HubId, CommittedRow[]>, isOwn: (row: CommittedRow, feed: SeatFeed) => boolean): void {
    for (const feed of this.#feeds.values()) {
      const rows = rowsByHub.get(feed.hub)
      if (rows) feed.relay(rows, (row) => isOwn(row, feed))
    }
  }

  /** Rejects only if the log cannot be read. */
  async pull(member: MemberId, asked: Asked): Promise<void> {
    const feed = this.#feeds.get(member)
    // A seat that ended while the PULL was on its way has been told.
    if (!feed) return
    if (isClosed(this.#deps.log.access(), feed.hub)) this.#heldPulls.set(member, asked)
    else await feed.pull(asked)
  }

  /** What was asked for while a hub was closed, and is held no longer. */
  takeHeld(): [MemberId, Asked][] {
    const held = [...this.#heldPulls]
    this.#heldPulls.clear()
    return held
  }

  stop(): void {
    for (const feed of this.#feeds.values()) feed.stop()
    this.#feeds.clear()
  }

  /** A seat as it stands now, with its whole set of scopes. */
  #describe(member: MemberId): SeatWelcome {
    const { log, device } = this.#deps
    const access = indexAccess(log.access())
    const row = access.members.get(member)
    const signIn = access.signIn(member, device)
    if (!row || !signIn) {
      const nobody = { hub: '' as HubId, name: '', role: 'participant', forkSeq: 0, backedUpTo: 0, head: 0 } as const
      return { member, state: 'unknown', ...nobody, scopes: null }
    }
    const { forkSeq, backedUpTo } = log.identity()
    const rights = signIn.state === 'active' ? access.rights(member) : null
    return {
      member,
      state: this.#stateOf(signIn.state),
      hub: row.hub,
      name: row.displayName,
      role: row.role,
      forkSeq: forkSeq(row.hub, this.#epochs.get(member) ?? null),
      backedUpTo: backedUpTo(row.hub),
      head: log.head(row.hub),
      scopes: rights ? [...rights.scopes] : null,
    }
  }

  #stateOf(state: SignInAccess['state']): SeatWelcome['state'] {
    if (state === 'erased' && this.#version >= TELLS_ERASED_FROM) return 'erased'
    return state === 'active' ? 'active' : 'ended'
  }

  #openFeed({ member, hub, scopes }: SeatWelcome): void {
    const { log, send, drained } = this.#deps
    const outlet: FeedOutlet = {
      changes: (changes) => send({ type: 'changes', member, changes }),
      upto: (sequence) => send({ type: 'upto', member, sequence }),
      drained,
    }
    this.#feeds.set(member, new SeatFeed(log, outlet, { hub, scopes: new Set(scopes) }))
  }
}

function isSameStanding(a: SeatWelcome, b: SeatWelcome): boolean {
  if (a.state !== b.state || a.role !== b.role || a.name !== b.name) return false
  const [before, now] = [new Set(a.scopes), new Set(b.scopes)]
  return before.size === now.size && before.isSubsetOf(now)
}
