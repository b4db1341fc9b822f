import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import type { MemberId } from '#domain/ids.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import type { CommandBody } from '#protocol/commands.ts'
import {
  type Ack,
  type Change,
  type DeviceFrame,
  type Nack,
  PROTOCOL_VERSION,
  type ServerFrame,
  type Welcome,
} from '#protocol/frames.ts'

export interface SignedIn {
  member: MemberId
  device: string
  serverId: string
  hub: string
  displayName: string
  role: string
  cookie: string
}

/** Signs a made-up device in over HTTP, as the app does. Throws what the server answered. */
export async function signIn(origin: string, codeOrLink: string, cookie = ''): Promise<SignedIn> {
  const code = codeOrLink.includes('#') ? (codeOrLink.split('.').at(-1) ?? '') : codeOrLink
  const response = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...(cookie ? { cookie } : {}) },
    body: JSON.stringify({ code, label: 'Test device' }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  const set = response.headers.getSetCookie().map((line) => line.split(';')[0])
  return { ...(await response.json()), cookie: set[0] ?? cookie }
}

/** A device without a screen: speaks frames over a real websocket, honest or not. */
export class RawClient {
  readonly frames: ServerFrame[] = []
  readonly changes: Change[] = []
  closed: { code: number; reason: string } | null = null
  failure: Error | null = null
  /** Of whole messages, without the headers of websockets. */
  receivedBytes = 0
  sentBytes = 0
  /** Called with what comes, besides its being kept in `changes`. */
  onChanges: ((changes: readonly Change[]) => void) | null = null
  private readonly socket: WebSocket
  private readonly waiting: { matches: (frame: ServerFrame) => boolean; resolve: (frame: ServerFrame) => void }[] = []

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.binaryType = 'nodebuffer'
    socket.on('message', (data: Buffer) => {
      this.receivedBytes += data.length
      const read = decodeFrame(new Uint8Array(data))
      if (!read.ok) throw new Error(`the server sent ${read.error}`)
      const frame = read.value as ServerFrame
      this.frames.push(frame)
      if (frame.type === 'changes') {
        this.changes.push(...frame.changes)
        this.onChanges?.(frame.changes)
      }
      for (const waiter of this.waiting.filter((one) => one.matches(frame))) {
        this.waiting.splice(this.waiting.indexOf(waiter), 1)
        waiter.resolve(frame)
      }
    })
    // A close always follows; without a listener the process would end.
    socket.on('error', (error) => {
      this.failure = error
    })
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
    })
  }

  static async open(origin: string, cookie: string): Promise<RawClient> {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync`, { headers: { cookie, origin } })
    const client = new RawClient(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return client
  }

  send(frame: DeviceFrame): void {
    this.sendBytes(encodeFrame(frame))
  }

  sendBytes(bytes: Uint8Array): void {
    this.sentBytes += bytes.length
    this.socket.send(bytes)
  }

  /** The next frame that matches, from now on. */
  next<T extends ServerFrame>(matches: (frame: ServerFrame) => boolean): Promise<T> {
    return new Promise((resolve) => this.waiting.push({ matches, resolve: (frame) => resolve(frame as T) }))
  }

  /** HELLO as a new device. */
  async greet(member: MemberId): Promise<Welcome> {
    const welcome = this.next<Welcome>((frame) => frame.type === 'welcome')
    this.send({
      type: 'hello',
      version: PROTOCOL_VERSION,
      build: 'test',
      deviceNow: Date.now(),
      seats: [{ member, cursor: 0, epoch: null, scopeSetHash: '' }],
    })
    return welcome
  }

  /** HELLO as a new device, then PULL of everything. Resolves when everything up to the head of then is here. */
  async hello(member: MemberId): Promise<Welcome> {
    const answer = await this.greet(member)
    const head = answer.seats.find((seat) => seat.member === member)?.head ?? 0
    // On a long way UPTO comes now and then, too.
    const upto = this.next((frame) => frame.type === 'upto' && frame.sequence >= head)
    this.send({ type: 'pull', member, cursor: 0, fill: [] })
    await upto
    return answer
  }

  async push(member: MemberId, document: string, update: Uint8Array, request?: Uint8Array): Promise<Ack | Nack> {
    const id = request ?? new Uint8Array(randomBytes(16))
    const answer = this.next<Ack | Nack>((frame) => isAnswer(frame, id))
    this.send({ type: 'push', member, request: id, document, deviceNow: Date.now(), update })
    return answer
  }

  async command(member: MemberId, body: CommandBody): Promise<Ack | Nack> {
    const id = new Uint8Array(randomBytes(16))
    const answer = this.next<Ack | Nack>((frame) => isAnswer(frame, id))
    this.send({ type: 'command', member, request: id, deviceNow: Date.now(), body: JSON.stringify(body) })
    return answer
  }

  untilClosed(): Promise<{ code: number; reason: string }> {
    if (this.closed) return Promise.resolve(this.closed)
    return new Promise((resolve) =>
      this.socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    )
  }

  close(): void {
    this.socket.close()
  }
}

function isAnswer(frame: ServerFrame, request: Uint8Array): boolean {
  return (frame.type === 'ack' || frame.type === 'nack') && frame.request.every((byte, at) => byte === request[at])
}
