import type { DeviceId, MemberId, RunId, SessionId } from '#domain/ids.ts'
import type { OpenRegister, Present } from '#protocol/frames.ts'
import { PRESENT_AT_MOST } from '#protocol/limits.ts'

/** Who has which register open. In memory alone, as long as the connection that said so: nothing of it is written down,
 *  nothing is counted, and nothing rests on it. */
export interface Presence {
  /** What a seat has open now, of what it may read. Whoever it concerns is told. */
  set(seat: PresentSeat, open: readonly OpenRegister[]): void
}

/** A seat on one connection. The same object each time. */
export interface PresentSeat extends Present {
  tell(session: SessionId, others: Present[]): void
}

export function makePresence(): Presence {
  /** In the order in which they came. */
  const byRegister = new Map<string, Register>()
  const openOf = new WeakMap<PresentSeat, ReadonlySet<string>>()

  function enter(name: string, session: SessionId, seat: PresentSeat): void {
    const register = byRegister.get(name) ?? { session, seats: new Map(), turn: 0 }
    byRegister.set(name, register)
    register.seats.set(seat, '')
    tell(register)
  }

  function leave(name: string, seat: PresentSeat): void {
    const register = byRegister.get(name)
    if (!register) return
    const told = register.seats.get(seat)
    register.seats.delete(seat)
    // Who may no longer read it knows nobody there any more.
    if (told) seat.tell(register.session, [])
    if (register.seats.size === 0) byRegister.delete(name)
    else tell(register)
  }

  return {
    set(seat, open) {
      const before = openOf.get(seat) ?? new Set()
      const now = new Map(open.map((one) => [nameOf(one), one.session]))
      openOf.set(seat, new Set(now.keys()))
      for (const name of before) if (!now.has(name)) leave(name, seat)
      for (const [name, session] of now) if (!before.has(name)) enter(name, session, seat)
    },
  }
}

interface Register {
  session: SessionId
  /** With what each was told last. */
  seats: Map<PresentSeat, string>
  /** Grows with each telling. */
  turn: number
}

/** A session is of one run: named under another one it is another register, where nobody is. */
const nameOf = ({ run, session }: { run: RunId; session: SessionId }) => `${run} ${session}`

/** While a tab takes over from another, one device has two connections. */
const isSame = (a: Present, b: Present) => a.member === b.member && a.device === b.device

function tell(register: Register): void {
  const { session, seats } = register
  register.turn += 1
  const { turn } = register
  const all: { member: MemberId; device: DeviceId }[] = []
  for (const { member, device } of seats.keys())
    if (!all.some((one) => isSame(one, { member, device }))) all.push({ member, device })
  for (const [seat, told] of seats) {
    const others = all.filter((one) => !isSame(one, seat)).slice(0, PRESENT_AT_MOST)
    const said = others.map(({ member, device }) => `${member} ${device}`).join()
    if (said === told) continue
    seats.set(seat, said)
    seat.tell(session, others)
    // Who takes nothing more is cut, and leaves by that: the others were told what is newer than this.
    if (register.turn !== turn) return
  }
}
