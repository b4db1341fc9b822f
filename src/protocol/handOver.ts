import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type DeviceId, fromBase64Url, type MemberId, toBase64Url } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { isSignedBy, POINT_BYTES, readPoint, SIGNATURE_BYTES } from './deviceKey.ts'
import { MAX_HAND_OVER_BYTES, MAX_UPDATE_BYTES } from './limits.ts'
import { bytes, count, exactBytes, listOf, nullable, oneOf, shape, signed, text } from './wireFields.ts'

/** The hand-over file: a seat's unsent requests as they would go over the wire, signed by the device that made them and
 *  sealed to the hub's server, carried by whoever reaches it. By WebCrypto, the same on both sides.
 *
 *  Sealed as HPKE does it: a key pair made for this one file, ECDH with the server's, HKDF over the secret with both public
 *  keys, AES-GCM with everything before it as what is told in the clear. Signed inside: who carries it cannot see whose it
 *  is, and whoever has a signed one cannot seal it anew as another. */

export interface HandOver {
  member: MemberId
  device: DeviceId
  /** ms by the phone's clock. */
  madeAt: number
  /** As last measured, ms; null if never. */
  clockOffsetMs: number | null
  requests: HandedRequest[]
}

export interface HandedRequest {
  request: Uint8Array
  kind: 'push' | 'command'
  document: string
  deviceNow: number
  /** How many of a person's changes it holds. */
  changes: number
  body: Uint8Array
}

/** Why a file cannot be read. */
export type FileFault =
  | 'empty'
  | 'too-large'
  /** No file of ours. */
  | 'not-a-file'
  /** It ends before its end. */
  | 'cut'
  /** Something in it was altered. */
  | 'altered'
  /** Made by a later version. */
  | 'newer'
  /** Sealed for another server. */
  | 'other-hub'
  /** For this server, and a key that it has no more. */
  | 'other-key'

const VERSION = 1
const MAGIC = new TextEncoder().encode('TERENHO')
/** Of the server's public key: which one it was sealed to. */
const KEY_NAME_BYTES = 8
const SEAL_TAG_BYTES = 16

type Bytes = Uint8Array<ArrayBuffer>

const content = shape<HandOver>({
  member: text(64) as never,
  device: text(64) as never,
  madeAt: signed,
  clockOffsetMs: nullable(signed),
  requests: listOf(
    shape<HandedRequest>({
      request: exactBytes(16),
      kind: oneOf(['push', 'command']),
      document: text(200),
      deviceNow: signed,
      changes: count,
      body: bytes(MAX_UPDATE_BYTES),
    }),
  ),
})

interface Head {
  serverId: string
  keyName: Uint8Array
  /** Public half of the pair made for this file. */
  point: Uint8Array
}

const head = shape<Head>({ serverId: text(64), keyName: exactBytes(KEY_NAME_BYTES), point: exactBytes(POINT_BYTES) })

const AGREEMENT = { name: 'ECDH', namedCurve: 'P-256' } as const

const nameOf = async (subtle: SubtleCrypto, point: Bytes): Promise<Bytes> =>
  new Uint8Array(await subtle.digest('SHA-256', point)).slice(0, KEY_NAME_BYTES)

const joined = (...parts: Uint8Array[]): Bytes => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** What opens one file and nothing else. */
async function sealOf(
  subtle: SubtleCrypto,
  { mine, theirs }: { mine: CryptoKey; theirs: CryptoKey },
  points: { file: Uint8Array; server: Uint8Array },
): Promise<{ key: CryptoKey; iv: Bytes }> {
  const secret = await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256)
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const info = joined(new TextEncoder().encode('teren hand-over 1'), points.file, points.server)
  const derived = await subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info },
    material,
    (32 + 12) * 8,
  )
  const key = await subtle.importKey('raw', derived.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { key, iv: new Uint8Array(derived.slice(32)) }
}

/** What is signed: named, for this server, in this file only. */
const signedText = (serverId: string, point: Uint8Array, body: Uint8Array): Bytes =>
  joined(new TextEncoder().encode(`teren: this device hands over its work\0${serverId}\0`), point, body)

/** Makes the file. null: `sealTo` is no key. */
export async function sealHandOver(
  subtle: SubtleCrypto,
  { serverId, sealTo }: { serverId: string; sealTo: string },
  handOver: HandOver,
  sign: (bytes: Bytes) => Promise<Uint8Array>,
): Promise<Bytes | null> {
  const server = readPoint(sealTo)
  if (!server) return null
  const pair = await subtle.generateKey(AGREEMENT, false, ['deriveBits'])
  const file = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  const encoder = encoding.createEncoder()
  content.write(encoder, handOver)
  const body = encoding.toUint8Array(encoder)
  const signature = await sign(signedText(serverId, file, body))

  const open = encoding.createEncoder()
  encoding.writeUint8Array(open, MAGIC)
  encoding.writeUint8(open, VERSION)
  head.write(open, { serverId, keyName: await nameOf(subtle, server), point: file })
  const additionalData = new Uint8Array(encoding.toUint8Array(open))
  const theirs = await subtle.importKey('raw', server, AGREEMENT, false, [])
  const { key, iv } = await sealOf(subtle, { mine: pair.privateKey, theirs }, { file, server })
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, joined(signature, body))
  return joined(additionalData, new Uint8Array(sealed))
}

/** What a file says, once it is opened, and the way to find out whether a device signed it. */
export interface OpenedFile {
  handOver: HandOver
  isSignedBy(publicKey: string): Promise<boolean>
}

export interface SealingKey {
  publicKey: string
  privateKey: CryptoKey
}

/** Opens a file of strangers. Never throws for what they may have put into it. */
export async function openHandOver(
  subtle: SubtleCrypto,
  { serverId, sealing }: { serverId: string; sealing: SealingKey },
  given: Bytes,
): Promise<Result<OpenedFile, FileFault>> {
  const server = readPoint(sealing.publicKey)
  const read = readHead(given)
  if (!read.ok) return read
  const { at, serverId: madeFor, keyName, point } = read.value
  if (madeFor !== serverId) return fail('other-hub')
  const name = server && toBase64Url(await nameOf(subtle, server))
  if (!server || name !== toBase64Url(keyName)) return fail('other-key')
  const file = new Uint8Array(point)
  let inside: Bytes
  try {
    const theirs = await subtle.importKey('raw', file, AGREEMENT, false, [])
    const { key, iv } = await sealOf(subtle, { mine: sealing.privateKey, theirs }, { file, server })
    const unsealed = { name: 'AES-GCM', iv, additionalData: given.slice(0, at) }
    inside = new Uint8Array(await subtle.decrypt(unsealed, key, given.slice(at)))
  } catch {
    // No point of the curve, or not what was sealed.
    return fail('altered')
  }
  const [signature, body] = [inside.slice(0, SIGNATURE_BYTES), inside.slice(SIGNATURE_BYTES)]
  const handOver = readContent(body)
  if (!handOver) return fail('altered')
  return ok({
    handOver,
    isSignedBy: (publicKey) => isSignedBy(subtle, publicKey, signedText(serverId, file, body), signature),
  })
}

function readHead(given: Bytes): Result<Head & { at: number }, FileFault> {
  if (given.length > MAX_HAND_OVER_BYTES) return fail('too-large')
  const magic = given.slice(0, MAGIC.length)
  if (!magic.every((byte, at) => byte === MAGIC[at])) return fail('not-a-file')
  const version = given[MAGIC.length]
  if (given.length < MAGIC.length || version === undefined) return fail('cut')
  if (version > VERSION) return fail('newer')
  if (version < VERSION) return fail('altered')
  const decoder = decoding.createDecoder(given)
  decoder.pos = MAGIC.length + 1
  try {
    const read = head.read(decoder)
    return given.length < decoder.pos + SEAL_TAG_BYTES ? fail('cut') : ok({ ...read, at: decoder.pos })
  } catch {
    return fail('cut')
  }
}

function readContent(body: Bytes): HandOver | null {
  const decoder = decoding.createDecoder(body)
  try {
    const read = content.read(decoder)
    return decoder.pos === body.length ? read : null
  } catch {
    // Sealed by somebody, and nothing that this app would have written.
    return null
  }
}

// ------------------------------------------------------------------------------------------------- as it is carried

/** As text, which every share sheet, mail and memory stick takes. */
const BEGIN = '-----BEGIN TEREN WORK-----'
const END = '-----END TEREN WORK-----'
const LINE_LETTERS = 76

/** `preface`: what somebody reads who opens it. */
export function toText(file: Uint8Array, preface: string): string {
  const lines = toBase64Url(file).match(new RegExp(`.{1,${LINE_LETTERS}}`, 'g')) ?? []
  return [preface, '', BEGIN, ...lines, END, ''].join('\n')
}

/** Whatever stands around it, and however its lines were broken on the way. */
export function fromText(given: string): Result<Bytes, FileFault> {
  if (given.trim() === '') return fail('empty')
  const begin = given.indexOf(BEGIN)
  if (begin < 0) return fail('not-a-file')
  const end = given.indexOf(END, begin)
  if (end < 0) return fail('cut')
  const file = fromBase64Url(given.slice(begin + BEGIN.length, end).replace(/[\s>]+/g, ''))
  return file ? ok(file) : fail('altered')
}
