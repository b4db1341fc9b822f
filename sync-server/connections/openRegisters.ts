import type { DeviceId, MemberId, RunId } from '#domain/ids.ts'
import type { Here, OpenRegister, Others } from '#protocol/frames.ts'
import { PRESENCE_EVERY_MS } from '#protocol/limits.ts'
import type { Presence, PresentSeat } from './presence.ts'

interface OpenRegistersDeps {
  presence: Presence
  device: DeviceId
  send(others: Others): void
  mayRead(member: MemberId, run: RunId): boolean
  after(ms: number, callback: () => void): () => void
}

/** What the seats of one connection have open, as far as they may read it. */
export class OpenRegisters {
  readonly #deps: OpenRegistersDeps
  /** As it was said, whatever of it may be read just now. */
  readonly #said = new Map<MemberId, { seat: PresentSeat; open: OpenRegister[] }>()
  #cancelWait: (() => void) | null = null
  #isDue = false
  #isOpen = true

  constructor(deps: OpenRegistersDeps) {
    this.#deps = deps
  }

  /** At once, and what comes soon after it after a while: everybody there is told of each change. */
  hear({ member, open }: Here): void {
    const { device, send } = this.#deps
    const seat = this.#said.get(member)?.seat ?? {
      ...{ member, device },
      tell: (session, others) => {
        if (this.#isOpen) send({ type: 'others', member, session, others })
      },
    }
    this.#said.set(member, { seat, open })
    if (this.#cancelWait) this.#isDue = true
    else this.#sayAndWait()
  }

  #sayAndWait(): void {
    this.#isDue = false
    this.say()
    if (!this.#isOpen) return
    this.#cancelWait = this.#deps.after(PRESENCE_EVERY_MS, () => {
      this.#cancelWait = null
      if (this.#isDue) this.#sayAndWait()
    })
  }

  /** Also when rights have changed. */
  say(): void {
    const { presence, mayRead } = this.#deps
    for (const [member, { seat, open }] of this.#said)
      presence.set(
        seat,
        open.filter(({ run }) => mayRead(member, run)),
      )
  }

  close(): void {
    this.#isOpen = false
    this.#cancelWait?.()
    const seats = [...this.#said.values()].map(({ seat }) => seat)
    this.#said.clear()
    for (const seat of seats) this.#deps.presence.set(seat, [])
  }
}
