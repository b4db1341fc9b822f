import { WebSocket } from 'ws'
import type { MemberId } from '#domain/ids.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import type { Ack, Change, DeviceFrame, Frame, Nack, SeatHello, ServerFrame } from '#protocol/frames.ts'
import { PROTOCOL_VERSION } from '#protocol/frames.ts'
import { systemRandom } from '../access/secrets.ts'
import type { TestServer } from '../testServer.ts'

type Of<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>

/** A device on a real websocket, for tests: says what it is told to and keeps what it hears. */
export class TestDevice {
  readonly heard: ServerFrame[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #socket: WebSocket
  #wake: (() => void)[] = []

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      const frame = decodeFrame(data)
      if (!frame.ok) throw new Error(`the server sent a frame that is ${frame.error}`)
      this.heard.push(frame.value as ServerFrame)
      this.#wakeAll()
    })
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => {
        resolve({ code, reason: String(reason) })
        this.#wakeAll()
      }),
    )
  }

  static async connect(server: TestServer, cookie: string, headers: Record<string, string> = {}): Promise<TestDevice> {
    const url = `${server.origin.replace('http', 'ws')}/sync`
    const socket = new WebSocket(url, { headers: { origin: server.origin, cookie, ...headers } })
    const device = new TestDevice(socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return device
  }

  say(frame: DeviceFrame | Frame): void {
    this.#socket.send(encodeFrame(frame))
  }
  sayBytes(bytes: Uint8Array | string): void {
    this.#socket.send(bytes)
  }

  /** The first frame of a kind that was not taken yet. Fails once the socket is closed. */
  async next<T extends ServerFrame['type']>(type: T, fits: (frame: Of<T>) => boolean = () => true): Promise<Of<T>> {
    for (;;) {
      const at = this.heard.findIndex((frame) => frame.type === type && fits(frame as Of<T>))
      if (at >= 0) return this.heard.splice(at, 1)[0] as Of<T>
      if (this.#socket.readyState >= WebSocket.CLOSING) throw new Error(`closed before ${type}`)
      await new Promise<void>((resolve) => this.#wake.push(resolve))
    }
  }

  async hello(
    seats: (Partial<SeatHello> & { member: MemberId })[],
    version = PROTOCOL_VERSION,
  ): Promise<Of<'welcome'>> {
    const full = seats.map((seat) => ({ cursor: 0, epoch: null, scopeSetHash: '', ...seat }))
    this.say({ type: 'hello', version, build: 'test', deviceNow: Date.now(), seats: full })
    return this.next('welcome')
  }

  /** Pulls everything above the cursor: the changes until UPTO, and how far it says it is. */
  async pull(
    member: MemberId,
    cursor = 0,
    fill: { scope: string; from: number }[] = [],
  ): Promise<{ changes: Change[]; upto: number }> {
    this.say({ type: 'pull', member, cursor, fill })
    const { sequence } = await this.next('upto', (frame) => frame.member === member)
    return { changes: this.takeChanges(member), upto: sequence }
  }

  /** Changes heard and not taken yet. */
  takeChanges(member: MemberId): Change[] {
    const changes: Change[] = []
    for (let at = 0; at < this.heard.length; ) {
      const frame = this.heard[at]
      if (frame?.type !== 'changes' || frame.member !== member) at++
      else {
        changes.push(...frame.changes)
        this.heard.splice(at, 1)
      }
    }
    return changes
  }

  /** Pushes bytes and waits for the answer. */
  async push(member: MemberId, document: string, update: Uint8Array, request = systemRandom(16)): Promise<Ack | Nack> {
    this.say({ type: 'push', member, request, document, deviceNow: Date.now(), update })
    return this.answer(request)
  }

  async command(member: MemberId, body: unknown, request = systemRandom(16)): Promise<Ack | Nack> {
    this.say({ type: 'command', member, request, deviceNow: Date.now(), body: JSON.stringify(body) })
    return this.answer(request)
  }

  answer(request: Uint8Array): Promise<Ack | Nack> {
    const isIt = (frame: Ack | Nack) => Buffer.compare(frame.request, request) === 0
    return Promise.race([this.next('ack', isIt), this.next('nack', isIt)])
  }

  async close(): Promise<void> {
    this.#socket.close()
    await this.closed
  }

  #wakeAll(): void {
    const woken = this.#wake
    this.#wake = []
    for (const resolve of woken) resolve()
  }
}
