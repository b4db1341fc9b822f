import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'

/** One of the servers that Teren is compared with, in a process of its own: `serve.ts KIND FOLDER`. Says its port, and
 *  whenever a document was stored, how many steps of it. */

export type PeerKind = 'y' | 'y-hook' | 'hocuspocus' | 'hocuspocus-hook'
export type PeerSays = { port: number } | { stored: string; steps: number }

const say = (said: PeerSays) => void process.send?.(said)

/** Up to where all writers together have come. */
const stepsOf = (doc: Y.Doc) => [...Y.decodeStateVector(Y.encodeStateVector(doc)).values()].reduce((a, b) => a + b, 0)

/** Updates as they came, each on disk before anybody is told: with what came in one turn in one transaction. */
class UpdateLog {
  readonly #db: SQLite.Database
  readonly #insert
  readonly #read
  readonly #together
  #waiting: { document: string; update: Uint8Array; done: () => void }[] = []

  constructor(folder: string) {
    this.#db = new SQLite(join(folder, 'updates.db'))
    this.#db.pragma('journal_mode = WAL')
    this.#db.pragma('synchronous = FULL')
    this.#db.exec('CREATE TABLE IF NOT EXISTS updates (document TEXT, bytes BLOB)')
    this.#db.exec('CREATE INDEX IF NOT EXISTS by_document ON updates (document)')
    this.#insert = this.#db.prepare('INSERT INTO updates VALUES (?, ?)')
    this.#read = this.#db.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM updates WHERE document = ?')
    this.#together = this.#db.transaction((all: { document: string; update: Uint8Array }[]) => {
      for (const { document, update } of all) this.#insert.run(document, update)
    })
  }

  load(name: string, doc: Y.Doc): void {
    for (const { bytes } of this.#read.all(name)) Y.applyUpdate(doc, bytes, 'log')
  }

  now(document: string, update: Uint8Array): void {
    this.#together([{ document, update }])
  }

  soon(document: string, update: Uint8Array): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ document, update, done })
      if (this.#waiting.length > 1) return
      setImmediate(() => {
        const all = this.#waiting.splice(0)
        this.#together(all)
        for (const one of all) one.done()
      })
    })
  }
}

/** Its own process as its makers start it, with LevelDB; or with each update in SQLite in the turn in which it comes. */
async function serveY(folder: string, hasHook: boolean): Promise<void> {
  if (!hasHook) process.env.YPERSISTENCE = join(folder, 'leveldb')
  const { setPersistence, setupWSConnection } = await import('@y/websocket-server/utils')
  if (hasHook) {
    const log = new UpdateLog(folder)
    setPersistence({
      provider: log,
      bindState(name: string, doc: Y.Doc) {
        log.load(name, doc)
        doc.on('update', (update: Uint8Array, origin: unknown) => {
          if (origin !== 'log') log.now(name, update)
        })
      },
      writeState: async () => undefined,
    })
  }
  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', setupWSConnection)
  http.listen(0, '127.0.0.1', () => say({ port: (http.address() as AddressInfo).port }))
}

/** With its SQLite extension as it comes; or with every update on disk before it is taken and acknowledged. */
async function serveHocuspocus(folder: string, hasHook: boolean): Promise<void> {
  const { Server } = await import('@hocuspocus/server')
  const { SQLite: SQLiteExtension } = await import('@hocuspocus/extension-sqlite')
  const log = hasHook ? new UpdateLog(folder) : null
  const counting = new Map<string, number>()
  const server = new Server({
    quiet: true,
    stopOnSignals: false,
    address: '127.0.0.1',
    port: 0,
    extensions: log ? [] : [new SQLiteExtension({ database: join(folder, 'documents.db') })],
    async onLoadDocument({ documentName, document }) {
      log?.load(documentName, document)
      return document
    },
    async beforeSync({ documentName, type, payload }) {
      // A reply without anything in it has two bytes.
      if (log && type !== 0 && payload.length > 2) await log.soon(documentName, payload)
    },
    async onStoreDocument({ documentName, document }) {
      counting.set(documentName, stepsOf(document))
    },
    async afterStoreDocument({ documentName }) {
      say({ stored: documentName, steps: counting.get(documentName) ?? 0 })
    },
  })
  await server.listen()
  say({ port: server.address.port })
}

const [kind, folder = '.'] = process.argv.slice(2)
await (kind?.startsWith('y') ? serveY : serveHocuspocus)(folder, kind?.endsWith('-hook') ?? false)
