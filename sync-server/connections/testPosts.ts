import type { MemberId } from '#domain/ids.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import { FRAMES_TYPE, joined, listedFrame, readFrameList } from '#protocol/frameList.ts'
import { type Ack, type DeviceFrame, type Nack, PROTOCOL_VERSION, type ServerFrame } from '#protocol/frames.ts'
import { systemRandom } from '../access/secrets.ts'
import type { TestServer } from '../testServer.ts'

/** A device that says each thing by a POST of its own, for tests. */

export interface PostAnswer {
  status: number
  frames: ServerFrame[]
  /** How the server ended; null: the answer was cut off, or is none of ours. */
  code: number | null
  headers: Headers
}

export async function postBytes(
  server: TestServer,
  body: Uint8Array,
  headers: Record<string, string> = {},
): Promise<PostAnswer> {
  const response = await fetch(`${server.origin}/sync`, {
    method: 'POST',
    headers: { origin: server.origin, 'content-type': FRAMES_TYPE, ...headers },
    body: new Uint8Array(body),
  })
  const frames: ServerFrame[] = []
  let code: number | null = null
  const read = readFrameList({
    frame(bytes) {
      const frame = decodeFrame(bytes)
      if (!frame.ok) throw new Error(`the server sent a frame that is ${frame.error}`)
      frames.push(frame.value as ServerFrame)
    },
    ended: (said) => {
      code = said
    },
  })
  read(new Uint8Array(await response.arrayBuffer()))
  return { status: response.status, frames, code, headers: response.headers }
}

const bodyOf = (frames: DeviceFrame[]): Uint8Array => joined(frames.map((frame) => listedFrame(encodeFrame(frame))))

export const helloOf = (...members: MemberId[]): DeviceFrame => ({
  type: 'hello',
  version: PROTOCOL_VERSION,
  build: 'test',
  deviceNow: Date.now(),
  seats: members.map((member) => ({ member, cursor: 0, epoch: null, scopeSetHash: '' })),
})

/** HELLO of one member, and what follows it. */
export const post = (server: TestServer, cookie: string, member: MemberId, ...frames: DeviceFrame[]) =>
  postBytes(server, bodyOf([helloOf(member), ...frames]), { cookie })

export const postFrames = (server: TestServer, cookie: string, ...frames: DeviceFrame[]) =>
  postBytes(server, bodyOf(frames), { cookie })

export const pushOf = (
  member: MemberId,
  document: string,
  update: Uint8Array,
  request = systemRandom(16),
): DeviceFrame => ({ type: 'push', member, request, document, deviceNow: Date.now(), update })

export const commandOf = (member: MemberId, body: unknown, request = systemRandom(16)): DeviceFrame => ({
  type: 'command',
  member,
  request,
  deviceNow: Date.now(),
  body: JSON.stringify(body),
})

export const pullOf = (member: MemberId, fill: { scope: string; from: number }[] = [], cursor = 0): DeviceFrame => ({
  type: 'pull',
  member,
  cursor,
  fill,
})

export const answersIn = ({ frames }: PostAnswer): (Ack | Nack)[] =>
  frames.filter((frame) => frame.type === 'ack' || frame.type === 'nack')

export const changesIn = ({ frames }: PostAnswer) =>
  frames.flatMap((frame) => (frame.type === 'changes' ? frame.changes : []))
