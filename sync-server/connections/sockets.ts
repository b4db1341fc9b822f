import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { DeviceId } from '#domain/ids.ts'
import { MAX_FRAME_BYTES } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { deviceCookie, readDevice } from '../access/cookies.ts'
import type { Visitors } from '../http/visitors.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { SocketOut } from './connection.ts'
import type { Connections } from './connections.ts'
import type { YjsAsked, YjsConnections } from './yjsConnections.ts'

/** Websockets at `/sync`, and at `/yjs/{document}`: the only glue between `ws` and connections. */
export interface Sockets {
  /** No new ones; those open are told that the server goes away. Resolves when all are gone, or after a second. */
  close(): Promise<void>
}

export interface SocketsDeps {
  log: Log
  connections: Connections
  yjs: YjsConnections
  report: Report
  visitors: Visitors
  /** Milliseconds since some moment; never set back or forward, as a clock on the wall is. */
  elapsed(): number
  /** Calls back every so many milliseconds; returns what ends it. */
  every(ms: number, callback: () => void): () => void
}

const PATH = '/sync'
const YJS_PATH = '/yjs/'
/** Pieces of one message: browsers cut a large one into pieces of some kilobytes. */
const MAX_FRAGMENTS = 1_024
/** `drained` resolves at this much unsent. */
const LOW_WATER_BYTES = 256 * 1024
/** What is said in one turn goes out together, up to this much. */
const TOGETHER_BYTES = 64 * 1024
/** A device says PING every 25 s; a socket silent for longer than this is dead. */
export const SILENT_AT_MOST_MS = 70_000
const LOOKED_AFTER_EVERY_MS = 10_000
/** How long a device may take to answer our closing. */
const CLOSING_TAKES_MS = 1_000

export function serveSockets(server: Server, deps: SocketsDeps): Sockets {
  const { log, connections, yjs, report, elapsed } = deps
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    maxFragments: MAX_FRAGMENTS,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const heardAt = new WeakMap<WebSocket, number>()

  // The cookie is renewed at each contact.
  webSockets.on('headers', (headers, request) => {
    const { serverId } = log.identity()
    const device = readDevice(request.headers, serverId, log.access())
    if (device) headers.push(`Set-Cookie: ${deviceCookie(serverId, device, deps.visitors.isHttps(request))}`)
  })

  const refuse = (socket: WebSocket, why: 'badOrigin' | 'signedOut' | 'notFound', reason: string) => {
    report('connection-refused', { why })
    socket.close(CLOSE[why], reason)
  }

  const accept = (socket: WebSocket, request: IncomingMessage) => {
    socket.on('error', (error) => report('socket-error', { error: error.message }))
    // Who is no browser says no origin, and brings no cookie that it was not given.
    // Accepted first and closed with a code: a browser does not tell a page why a handshake was refused.
    if (!deps.visitors.isAllowedOrigin(request, true)) {
      return refuse(socket, 'badOrigin', 'origin not allowed')
    }
    const device = readDevice(request.headers, log.identity().serverId, log.access())
    if (!device) return refuse(socket, 'signedOut', 'no sign-in')
    heardAt.set(socket, elapsed())
    const asked = yjsAsked(request)
    if (asked) return acceptYjs(socket, request.socket, device.device, asked)
    const connection = connections.open(socketOut(socket, request.socket), device.device)
    hear(socket, connection)
    socket.on('close', () => connections.forget(connection))
  }

  const acceptYjs = (socket: WebSocket, stream: Duplex, device: DeviceId, asked: YjsAsked) => {
    const connection = yjs.open(socketOut(socket, stream), device, asked)
    if (!connection) return refuse(socket, 'notFound', 'no such document')
    hear(socket, connection)
    socket.on('close', () => yjs.forget(connection))
  }

  const hear = (socket: WebSocket, conversation: Conversation) =>
    socket.on('message', (data, isBinary) => {
      heardAt.set(socket, elapsed())
      if (!isBinary) conversation.close('badFrame', 'text')
      else conversation.receive(toBytes(data))
    })

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', (error) => report('socket-error', { error: error.message }))
    if (request.url?.split('?')[0] !== PATH && !yjsAsked(request)) {
      // Who keeps it open is not waited for.
      stream.once('finish', () => stream.destroy())
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    webSockets.handleUpgrade(request, stream, head, (socket) => accept(socket, request))
  }
  server.on('upgrade', upgrade)

  // The other end may be gone without a word, as a phone is that lost its network.
  const stopListening = deps.every(LOOKED_AFTER_EVERY_MS, () => {
    for (const socket of webSockets.clients) {
      const since = heardAt.get(socket)
      if (since !== undefined && elapsed() - since > SILENT_AT_MOST_MS) socket.terminate()
    }
  })

  return {
    async close() {
      stopListening()
      server.off('upgrade', upgrade)
      connections.closeAll()
      yjs.closeAll()
      const open = [...webSockets.clients]
      const gone = Promise.all(open.map((socket) => new Promise((done) => socket.once('close', done))))
      const tooLong = setTimeout(() => {
        for (const socket of open) socket.terminate()
      }, CLOSING_TAKES_MS)
      await gone
      clearTimeout(tooLong)
      webSockets.close()
    },
  }
}

/** Whatever a message of a socket is handed to. */
interface Conversation {
  receive(bytes: Uint8Array): void
  close(how: 'badFrame', reason: string): void
}

/** Document and member that a path names; null for any other path. */
function yjsAsked({ url = '' }: IncomingMessage): YjsAsked | null {
  if (!url.startsWith(YJS_PATH) || !URL.canParse(url, 'ws://here')) return null
  const { pathname, searchParams } = new URL(url, 'ws://here')
  return { document: pathname.slice(YJS_PATH.length), member: searchParams.get('member') }
}

function socketOut(socket: WebSocket, stream: Duplex): SocketOut {
  const together = makeTogether(stream)
  let waiting: (() => void)[] = []
  const wake = () => {
    const woken = waiting
    waiting = []
    for (const resolve of woken) resolve()
  }
  socket.on('close', wake)
  return {
    send(bytes) {
      together(bytes.length)
      socket.send(bytes, () => {
        if (socket.bufferedAmount <= LOW_WATER_BYTES) wake()
      })
    },
    close: (code, reason) => socket.close(code, reason),
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    drained: () =>
      socket.bufferedAmount <= LOW_WATER_BYTES || socket.readyState !== socket.OPEN
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push(resolve)),
  }
}

/** Holds a stream's writes back until the turn is over: a call of the system for each answer costs more than the answer. */
function makeTogether(stream: Duplex): (byteCount: number) => void {
  let held = 0
  let isHeld = false
  const letGo = () => {
    if (!isHeld) return
    isHeld = false
    stream.uncork()
  }
  return (byteCount) => {
    if (!isHeld) {
      isHeld = true
      held = 0
      stream.cork()
      setImmediate(letGo)
    }
    held += byteCount
    if (held > TOGETHER_BYTES) letGo()
  }
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
