import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { claimChange } from '#documents/claimsDocument.ts'
import { personChange } from '#documents/person.ts'
import { applyChange, openDocument } from '#documents/yMap.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { MemberId, PersonId, RunId, SessionId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { MAX_IN_FLIGHT } from '#protocol/limits.ts'
import { scopeSetHash } from '#protocol/scopeSetHash.ts'
import { CrowdedHub, newId } from '../../support/crowdedHub.ts'
import { RawClient, type SignedIn } from '../../support/rawClient.ts'
import { until } from '../../support/until.ts'
import { PeerSocket, type Protocol } from './peerClient.ts'
import type { PeerKind, PeerSays } from './serve.ts'

/** Servers under the same work, each over its own protocol, each in a process of its own. */

export interface Contestant {
  readonly name: string
  readonly pid: number
  /** As a new process, on what it was left with. */
  start(): Promise<void>
  stop(): Promise<void>
  /** People of so many documents, each with so many writers of their own, not connected yet. */
  writers(documents: number, each: number): Promise<Writer[]>
  /** All changes are on the disk, as far as can be told; null: nobody can tell. */
  durable: ((changes: number) => Promise<void>) | null
  /** A phone that has so many documents as they are comes back. */
  comeBack(documents: number): Promise<{ ms: number; bytes: number }>
  /** Kills it with -9, starts it again, and counts what it has of the changes that these writers made. */
  killAndCount(writers: Writer[]): Promise<number>
  dispose(): Promise<void>
}

export interface Writer {
  connect(follows: boolean): Promise<void>
  /** Makes the next change ahead of time. */
  prepare(): void
  /** Sends whatever was prepared. */
  send(): void
  readonly acknowledged: number
  readonly delivered: number
  onDelivered: (() => void) | null
  readonly bytes: number
  close(): void
}

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))

/** Marks of one trainer: the same content for all. */
class Marks {
  readonly doc = openDocument()
  readonly keys: string[] = []
  readonly #session = newId<SessionId>()
  readonly #run = newId<RunId>()
  readonly #member = newId<MemberId>()

  next(): Uint8Array {
    const before = Y.encodeStateVector(this.doc)
    const key = makeClaimKey(this.#session, newId<PersonId>(), random)
    this.keys.push(key)
    const claim = { kind: 'mark' as const, status: 'present' as const, at: Date.now(), replaces: [] }
    applyChange(this.doc, claimChange(this.#run, this.#member, key, claim), true, 'peers')
    return Y.encodeStateAsUpdate(this.doc, before)
  }
}

function personUpdate(): Uint8Array {
  const document = openDocument()
  const person = newId<PersonId>()
  const name = { givenName: 'Given', familyName: `Family ${person}`, demonstration: true }
  applyChange(document, personChange(person, name), false, 'peers')
  return Y.encodeStateAsUpdate(document)
}

/** Several at a time, over all. */
async function each<T>(
  items: readonly T[],
  atOnce: number,
  run: (item: T, at: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) await run(items[at] as T, at)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
}

class TerenWriter implements Writer {
  acknowledged = 0
  delivered = 0
  onDelivered: (() => void) | null = null
  readonly #hub: CrowdedHub
  readonly seat: SignedIn
  readonly document: string
  readonly marks = new Marks()
  #prepared: Uint8Array[] = []
  #client: RawClient | null = null

  constructor(hub: CrowdedHub, seat: SignedIn, document: string) {
    this.#hub = hub
    this.seat = seat
    this.document = document
  }

  async connect(follows: boolean): Promise<void> {
    const client = await RawClient.open(this.#hub.server.origin, this.seat.cookie)
    await (follows ? client.hello(this.seat.member) : client.greet(this.seat.member))
    client.onChanges = (changes) => {
      for (const { document } of changes) {
        if (!document.includes('/claims/')) continue
        this.delivered++
        this.onDelivered?.()
      }
    }
    this.#client = client
  }

  prepare(): void {
    this.#prepared.push(this.marks.next())
  }

  /** As many under way as a device may have. */
  send(): void {
    const client = this.#client
    if (!client) throw new Error('not connected')
    each(this.#prepared.splice(0), MAX_IN_FLIGHT, async (update) => {
      const answer = await client.push(this.seat.member, this.document, update)
      if (answer.type === 'nack') throw new Error(`refused: ${answer.code} ${answer.detail}`)
      this.acknowledged++
    }).catch((error: unknown) => {
      // A server that is killed answers nothing more.
      if (!client.closed) throw error
    })
  }

  get bytes(): number {
    return (this.#client?.receivedBytes ?? 0) + (this.#client?.sentBytes ?? 0)
  }

  close(): void {
    this.#client?.close()
  }
}

export class TerenContestant implements Contestant {
  readonly name = 'Teren'
  readonly #hub = new CrowdedHub()
  /** Signed in once, with the documents that are theirs: their codes take longer than what is measured. */
  #seats: { seat: SignedIn; document: string }[] | null = null
  #isFilled = false
  durable = () => Promise.resolve()

  get pid(): number {
    return this.#hub.server.pid ?? 0
  }
  async start(): Promise<void> {
    if (this.#hub.server.port === 0) return this.#hub.open()
    await this.#hub.server.start()
  }
  stop = () => this.#hub.server.stop()

  /** Each writes into claims of their own; a run's people read them all. */
  async writers(documents: number, many: number): Promise<TerenWriter[]> {
    this.#seats ??= await this.#signIn(50, 10)
    return this.#seats
      .slice(0, documents * many)
      .map(({ seat, document }) => new TerenWriter(this.#hub, seat, document))
  }

  async #signIn(runs: number, of: number): Promise<{ seat: SignedIn; document: string }[]> {
    await this.#hub.connectOffice()
    const seats = []
    for (let at = 0; at < runs; at++) {
      const { programme, run } = await this.#hub.makeRun()
      for (let one = 0; one < of; one++) {
        const seat = await this.#hub.signIn(await this.#hub.makeTrainer(programme))
        seats.push({ seat, document: documentId.claims(run, seat.member) })
      }
    }
    return seats
  }

  async comeBack(documents: number): Promise<{ ms: number; bytes: number }> {
    const { member, cookie } = this.#hub.coordinator
    if (!this.#isFilled) {
      const persons = Array.from({ length: documents }, () => newId<PersonId>())
      await this.#hub.connectOffice()
      await each(persons, MAX_IN_FLIGHT - 1, async (person) => {
        await this.#hub.office.push(member, documentId.person(person), personUpdate())
      })
    }
    this.#isFilled = true
    const first = await RawClient.open(this.#hub.server.origin, cookie)
    const [told] = (await first.hello(member)).seats
    first.close()
    const began = performance.now()
    const phone = await RawClient.open(this.#hub.server.origin, cookie)
    const welcomed = phone.next((frame) => frame.type === 'welcome')
    const seat = { member, cursor: told?.head ?? 0, epoch: null, scopeSetHash: scopeSetHash(told?.scopes ?? []) }
    phone.send({ type: 'hello', version: 3, build: 'bench', deviceNow: Date.now(), seats: [seat] })
    await welcomed
    const upto = phone.next((frame) => frame.type === 'upto')
    phone.send({ type: 'pull', member, cursor: seat.cursor, fill: [] })
    await upto
    const ms = performance.now() - began
    phone.close()
    return { ms, bytes: phone.receivedBytes + phone.sentBytes }
  }

  async killAndCount(writers: TerenWriter[]): Promise<number> {
    await this.#hub.server.kill()
    await this.#hub.server.start()
    const { member, cookie } = this.#hub.coordinator
    const desk = await RawClient.open(this.#hub.server.origin, cookie)
    await desk.hello(member)
    const documents = new Map(writers.map(({ document }) => [document, new Y.Doc()]))
    for (const { document, bytes } of desk.changes) {
      const doc = documents.get(document)
      if (doc) Y.applyUpdate(doc, bytes)
    }
    desk.close()
    const found = ({ document, marks }: TerenWriter) =>
      marks.keys.filter((key) => documents.get(document)?.getMap('teren').has(key)).length
    return writers.reduce((sum, writer) => sum + found(writer), 0)
  }

  dispose = () => this.#hub.dispose()
}

class PeerWriter implements Writer {
  acknowledgedBefore = 0
  readonly name: string
  readonly marks = new Marks()
  readonly #peer: PeerContestant
  #prepared: Uint8Array[] = []
  #socket: PeerSocket | null = null
  #document: ReturnType<PeerSocket['document']> | null = null
  onDelivered: (() => void) | null = null

  constructor(peer: PeerContestant, name: string) {
    this.#peer = peer
    this.name = name
  }

  async connect(): Promise<void> {
    this.#socket = await this.#peer.open(this.name)
    this.#document = this.#socket.document(this.name)
    this.#document.onDelivered = () => this.onDelivered?.()
    await this.#document.synced
  }
  prepare(): void {
    this.#prepared.push(this.marks.next())
  }
  send(): void {
    for (const update of this.#prepared.splice(0)) this.#document?.change(this.marks.doc.clientID, update)
  }
  get acknowledged(): number {
    return this.#document?.acknowledged ?? 0
  }
  get delivered(): number {
    return this.#document?.delivered ?? 0
  }
  get bytes(): number {
    return (this.#socket?.receivedBytes ?? 0) + (this.#socket?.sentBytes ?? 0)
  }
  close(): void {
    this.#socket?.close()
  }
}

const NAMES: Record<PeerKind, string> = {
  y: '@y/websocket-server with LevelDB',
  'y-hook': '@y/websocket-server, each update in SQLite',
  hocuspocus: 'Hocuspocus with SQLite',
  'hocuspocus-hook': 'Hocuspocus, each update in SQLite',
}

export class PeerContestant implements Contestant {
  readonly name: string
  readonly durable: Contestant['durable']
  readonly #kind: PeerKind
  #folder = ''
  readonly #stored = new Map<string, number>()
  #child: ChildProcess | null = null
  #port = 0
  #crowds = 0
  #filled: { name: string; update: Uint8Array }[] | null = null

  constructor(kind: PeerKind) {
    this.#kind = kind
    this.name = NAMES[kind]
    const byWord = async (changes: number) => {
      const stored = () => [...this.#stored.values()].reduce((sum, steps) => sum + steps, 0)
      await until('stored', stored, (steps) => steps >= changes)
    }
    // A hook makes what is acknowledged durable; y-websocket's own server tells nobody when LevelDB has it.
    this.durable = kind === 'hocuspocus' ? byWord : kind === 'hocuspocus-hook' ? () => Promise.resolve() : null
  }

  get protocol(): Protocol {
    return this.#kind.startsWith('y') ? 'y' : 'hocuspocus'
  }
  get pid(): number {
    return this.#child?.pid ?? 0
  }

  async start(): Promise<void> {
    this.#folder ||= mkdtempSync(join(tmpdir(), 'teren-peer-'))
    const child = fork(join(import.meta.dirname, 'serve.ts'), [this.#kind, this.#folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child = child
    this.#stored.clear()
    this.#port = 0
    child.on('message', (said: PeerSays) => {
      if ('port' in said) this.#port = said.port
      else this.#stored.set(said.stored, said.steps)
    })
    await until('a port', () => this.#port || child.exitCode !== null, Boolean)
    if (this.#port === 0) throw new Error(`${this.name} ended`)
  }

  open = (document: string) => PeerSocket.open(this.#port, this.protocol, this.protocol === 'y' ? document : '')

  async writers(documents: number, many: number): Promise<PeerWriter[]> {
    const crowd = this.#crowds++
    const nameOf = (at: number) => `crowd-${crowd}-${Math.floor(at / many)}`
    return Array.from({ length: documents * many }, (_, at) => new PeerWriter(this, nameOf(at)))
  }

  async comeBack(count: number): Promise<{ ms: number; bytes: number }> {
    this.#filled ??= await this.#fill(count)
    const documents = this.#filled
    const began = performance.now()
    const bytes = await this.#visit(documents, () => Promise.resolve())
    return { ms: performance.now() - began, bytes }
  }

  async #fill(count: number): Promise<{ name: string; update: Uint8Array }[]> {
    const documents = Array.from({ length: count }, (_, at) => ({ name: `person-${at}`, update: personUpdate() }))
    await this.#visit(documents, async (document, { update }) => {
      document.change(firstClient(update), update)
      await until(
        'taken',
        () => document.acknowledged,
        (taken) => taken > 0,
      )
    })
    await this.durable?.(documents.length * stepsOf(documents[0]?.update ?? new Uint8Array([0, 0])))
    return documents
  }

  /** A socket for each document, or one for all, as its protocol has it. */
  async #visit<D extends { name: string; update: Uint8Array }>(
    documents: D[],
    then: (document: ReturnType<PeerSocket['document']>, of: D) => Promise<void>,
  ): Promise<number> {
    let bytes = 0
    const one = this.protocol === 'hocuspocus' ? await this.open('') : null
    await each(documents, 90, async (of) => {
      const socket = one ?? (await this.open(of.name))
      const document = socket.document(of.name, Y.encodeStateVectorFromUpdate(of.update))
      await document.synced
      await then(document, of)
      if (socket !== one) {
        bytes += socket.sentBytes + socket.receivedBytes
        socket.close()
      }
    })
    bytes += one ? one.sentBytes + one.receivedBytes : 0
    one?.close()
    return bytes
  }

  async killAndCount(writers: PeerWriter[]): Promise<number> {
    await this.#end('SIGKILL')
    await this.start()
    let count = 0
    for (const [name, of] of Map.groupBy(writers, (writer) => writer.name)) {
      const socket = await this.open(name)
      const document = socket.document(name)
      document.keepsUpdates = true
      await document.synced
      // LevelDB is read after the first answer; what it brings comes as updates. Nothing for a second: that was all.
      let seen = { updates: -1, at: 0 }
      await until(
        'all of it',
        () => document.updates.length,
        (updates) => {
          if (updates !== seen.updates) seen = { updates, at: performance.now() }
          return performance.now() - seen.at > 1_000
        },
      )
      const found = document.content().getMap('teren')
      count += of.flatMap(({ marks }) => marks.keys).filter((key) => found.has(key)).length
      socket.close()
    }
    return count
  }

  stop = () => this.#end('SIGTERM')

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  async dispose(): Promise<void> {
    await this.#end('SIGKILL')
    if (this.#folder !== '') rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const stepsOf = (update: Uint8Array) => [...Y.parseUpdateMeta(update).to.values()].reduce((sum, to) => sum + to, 0)
const firstClient = (update: Uint8Array) => Y.parseUpdateMeta(update).to.keys().next().value ?? 0
