import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DeviceId } from '#domain/ids.ts'
import { FRAMES_TYPE, listEnd, listedFrame, readFrameList } from '#protocol/frameList.ts'
import { MAX_POST_BYTES } from '#protocol/limits.ts'
import { ANSWERED, CLOSE } from '#protocol/refusals.ts'
import { deviceCookie, readDevice } from '../access/cookies.ts'
import type { Visitors } from '../http/visitors.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { SocketOut } from './connection.ts'
import type { Connections } from './connections.ts'

/** `POST /sync`: a connection of one question, for service workers and for networks that let no websocket through. The
 *  body is HELLO and what follows it; the answer is what a websocket would have been sent until all of it was answered. */
export type Posts = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface PostsDeps {
  log: Log
  connections: Pick<Connections, 'open' | 'forget'>
  report: Report
  visitors: Pick<Visitors, 'isAllowedOrigin' | 'isHttps'>
}

/** Bodies of one device that are read at once. */
const BODIES_A_DEVICE = 4
/** `drained` resolves at this much unsent. */
const LOW_WATER_BYTES = 256 * 1024
/** Who takes nothing of an answer for so long is gone. */
const SILENT_AT_MOST_MS = 70_000

export function servePosts({ log, connections, report, visitors }: PostsDeps): Posts {
  const reading = new Map<DeviceId, number>()

  /** null: it is too long, or not from us. */
  async function readBody(request: IncomingMessage, device: DeviceId): Promise<Uint8Array | null> {
    const others = reading.get(device) ?? 0
    if (others >= BODIES_A_DEVICE) return null
    reading.set(device, others + 1)
    try {
      const pieces: Buffer[] = []
      let size = 0
      for await (const piece of request as AsyncIterable<Buffer>) {
        size += piece.length
        if (size > MAX_POST_BYTES) return null
        pieces.push(piece)
      }
      return Buffer.concat(pieces)
    } finally {
      const left = (reading.get(device) ?? 1) - 1
      if (left > 0) reading.set(device, left)
      else reading.delete(device)
    }
  }

  return async (request, response) => {
    response.setHeader('Content-Type', FRAMES_TYPE)
    response.setHeader('Cache-Control', 'no-store')
    /** Told as websockets are told, so that a device knows our refusals from those of a network. */
    const refuse = (why: keyof typeof CLOSE) => {
      report('connection-refused', { why })
      // What is left of a refused body is not worth reading.
      if (!request.complete) response.setHeader('Connection', 'close')
      response.writeHead(200).end(listEnd(CLOSE[why]))
    }
    // Browsers say with every POST which page it is from, and ask first whether another site may send this type.
    const isOurs = visitors.isAllowedOrigin(request, false) && request.headers['content-type'] === FRAMES_TYPE
    if (!isOurs) return refuse('badOrigin')
    const { serverId } = log.identity()
    const cookie = readDevice(request.headers, serverId, log.access())
    if (!cookie) return refuse('signedOut')
    const body = await readBody(request, cookie.device)
    if (!body) return refuse('flooding')
    const frames: Uint8Array[] = []
    let isWhole = true
    const isList = readFrameList({
      frame: (frame) => frames.push(frame),
      ended: () => {
        isWhole = false
      },
    })(body)
    if (!isList || !isWhole || frames.length === 0) return refuse('badFrame')

    // The cookie is renewed at each contact.
    response.setHeader('Set-Cookie', deviceCookie(serverId, cookie, visitors.isHttps(request)))
    response.setTimeout(SILENT_AT_MOST_MS, () => response.destroy())
    response.writeHead(200)
    const socket = socketOut(response)
    const connection = connections.open(socket, cookie.device)
    response.on('close', () => connections.forget(connection))
    for (const frame of frames) connection.receive(frame)
    await connection.answered()
    socket.close(ANSWERED)
    connections.forget(connection)
  }
}

function socketOut(response: ServerResponse): Pick<SocketOut, 'send' | 'bufferedAmount' | 'drained'> & {
  close(code: number): void
} {
  let waiting: (() => void)[] = []
  const wake = () => {
    const woken = waiting
    waiting = []
    for (const resolve of woken) resolve()
  }
  response.on('close', wake)
  const isTaken = () => response.writableLength <= LOW_WATER_BYTES || response.destroyed
  return {
    send(bytes) {
      response.write(listedFrame(bytes), () => {
        if (isTaken()) wake()
      })
    },
    close(code) {
      if (!response.writableEnded) response.end(listEnd(code))
    },
    get bufferedAmount() {
      return response.writableLength
    },
    drained: () => (isTaken() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}
