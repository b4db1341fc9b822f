import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'

/** Clients of y-websocket and of Hocuspocus, as plain as can be: no document is kept, messages are counted. */

export type Protocol = 'y' | 'hocuspocus'

const SYNC = 0
const AUTH = 2
const SYNC_REPLY = 4
const SYNC_STATUS = 8

/** An update with nothing in it, and a state vector of nobody. */
const NOTHING = new Uint8Array([0, 0])
const NOBODY = new Uint8Array([0])

/** One socket, with one document in y-websocket's protocol, with as many as wanted in Hocuspocus's. */
export class PeerSocket {
  readonly protocol: Protocol
  sentBytes = 0
  receivedBytes = 0
  readonly #socket: WebSocket
  readonly #documents = new Map<string, PeerDocument>()

  private constructor(socket: WebSocket, protocol: Protocol) {
    this.#socket = socket
    this.protocol = protocol
    // A close always follows; without a listener the process would end.
    socket.on('error', () => undefined)
    socket.on('message', (data: Buffer) => {
      this.receivedBytes += data.length
      const decoder = decoding.createDecoder(new Uint8Array(data))
      const name = protocol === 'y' ? '' : decoding.readVarString(decoder)
      this.#documents.get(name)?.read(decoder)
    })
  }

  static open(port: number, protocol: Protocol, path = ''): Promise<PeerSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${path}`)
    const opened = new PeerSocket(socket, protocol)
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(opened))
      socket.once('error', reject)
    })
  }

  document(name: string, has: Uint8Array = NOBODY): PeerDocument {
    const key = this.protocol === 'y' ? '' : name
    const document = new PeerDocument(this, key, has)
    this.#documents.set(key, document)
    document.begin()
    return document
  }

  send(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    write(encoder)
    const bytes = encoding.toUint8Array(encoder)
    this.sentBytes += bytes.length
    this.#socket.send(bytes)
  }

  close(): void {
    this.#socket.close()
  }
}

export class PeerDocument {
  /** Own changes of which the server says that it has them: by sending them back, or in words. */
  acknowledged = 0
  /** Changes of others. */
  delivered = 0
  /** Everything that came. */
  readonly updates: Uint8Array[] = []
  onDelivered: (() => void) | null = null
  keepsUpdates = false
  readonly synced: Promise<void>
  readonly #socket: PeerSocket
  readonly #name: string
  readonly #has: Uint8Array
  readonly #own = new Set<number>()
  /** Answers to be counted as none: of the empty reply that the server asked for. */
  #replies = 0
  #sayReady: () => void = () => undefined
  readonly #ready = new Promise<void>((resolve) => {
    this.#sayReady = resolve
  })
  #saySynced: () => void = () => undefined

  constructor(socket: PeerSocket, name: string, has: Uint8Array) {
    this.#socket = socket
    this.#name = name
    this.#has = has
    this.synced = new Promise((resolve) => {
      this.#saySynced = resolve
    })
  }

  /** Until the server takes changes. */
  get ready(): Promise<void> {
    return this.#ready
  }

  begin() {
    if (this.#socket.protocol === 'y') return this.#hello()
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, AUTH)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, '')
    })
  }

  change(client: number, update: Uint8Array): void {
    this.#own.add(client)
    this.#sync(messageYjsUpdate, update)
  }

  #hello(): void {
    this.#sync(messageYjsSyncStep1, this.#has)
    this.#sayReady()
  }

  #sync(kind: number, bytes: Uint8Array): void {
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, SYNC)
      encoding.writeVarUint(encoder, kind)
      encoding.writeVarUint8Array(encoder, bytes)
    })
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    this.#socket.send((encoder) => {
      if (this.#socket.protocol === 'hocuspocus') encoding.writeVarString(encoder, this.#name)
      write(encoder)
    })
  }

  read(decoder: decoding.Decoder) {
    const type = decoding.readVarUint(decoder)
    if (type === AUTH) return this.#hello()
    if (type === SYNC_STATUS) {
      if (this.#replies > 0) this.#replies--
      else this.acknowledged++
      return
    }
    if (type !== SYNC && type !== SYNC_REPLY) return
    const kind = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    if (kind === messageYjsSyncStep1) {
      if (this.#socket.protocol === 'hocuspocus') this.#replies++
      return this.#sync(messageYjsSyncStep2, NOTHING)
    }
    if (this.keepsUpdates) this.updates.push(bytes)
    if (kind === messageYjsSyncStep2) return this.#saySynced()
    for (const [client, steps] of stepsIn(bytes)) {
      if (this.#own.has(client)) {
        if (this.#socket.protocol === 'y') this.acknowledged += steps
      } else {
        this.delivered += steps
        this.onDelivered?.()
      }
    }
  }

  /** What the server holds, once it was kept. */
  content(): Y.Doc {
    const doc = new Y.Doc()
    for (const update of this.updates) Y.applyUpdate(doc, update)
    return doc
  }
}

/** Whose changes they are, each of one step; Hocuspocus puts those of one turn together. */
function stepsIn(update: Uint8Array): [client: number, steps: number][] {
  const decoder = decoding.createDecoder(update)
  const clients = decoding.readVarUint(decoder)
  if (clients === 1) {
    const steps = decoding.readVarUint(decoder)
    return [[decoding.readVarUint(decoder), steps]]
  }
  const { from, to } = Y.parseUpdateMeta(update)
  return [...to].map(([client, end]) => [client, end - (from.get(client) ?? 0)])
}
