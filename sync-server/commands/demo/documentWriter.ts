import * as Y from 'yjs'
import type { DocumentChange, Json } from '#documents/change.ts'
import { applyChange, openDocument, readAll } from '#documents/yMap.ts'
import type { DeviceId, HubId, MemberId, Random } from '#domain/ids.ts'
import { invariant } from '#domain/result.ts'
import { parseDocumentId, type Scope } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import type { Log } from '../../log/Log.ts'

/** Writes documents through the log as a device does: loads what stands, adds what is missing, appends the update. */

export interface Author {
  member: MemberId
  device: DeviceId
}

export interface Team {
  coordinator: Author
  first: Author
  second: Author
}

/** Keys of the change that stand already are left as they are, in every document: people may have changed them. */
export interface Write {
  author: Author
  /** ms UTC. */
  receivedAt: number
  change: DocumentChange
}

/** Bytes asked of the log at a time. */
const PAGE = 1024 * 1024

export interface DocumentWriter {
  entries(document: string): Map<string, Json>
  /** Resolves when everything is on disk; throws if the log refuses. Writes that follow each other in one document,
   *  by one author and minute, go as one update. */
  write(writes: Write[]): Promise<void>
}

export async function openWriter(log: Log, hub: HubId, scopes: Scope[], random: Random): Promise<DocumentWriter> {
  const documents = await load(log, hub, scopes)

  function documentOf(id: string): Y.Doc {
    let document = documents.get(id)
    if (!document) {
      document = openDocument()
      documents.set(id, document)
    }
    return document
  }

  /** A client id belongs to one device in one document; drawn at random for each start. */
  const clients = new Map<string, number>()
  function writable(id: string, device: DeviceId): Y.Doc {
    const name = `${id} ${device}`
    const client = clients.get(name) ?? new DataView(random(4).buffer).getUint32(0)
    clients.set(name, client)
    const document = documentOf(id)
    document.clientID = client
    return document
  }

  async function append(write: Write): Promise<void> {
    const update = updateOf(writable(write.change.document, write.author.device), write.change)
    if (!update) return
    const appended = await log.append({
      hub,
      member: write.author.member,
      device: write.author.device,
      request: random(16),
      document: write.change.document,
      update,
      receivedAt: write.receivedAt,
      clockOffsetMs: 0,
    })
    if (!appended.ok) throw new Error(`${write.change.document} was refused: ${appended.code}, ${appended.detail}`)
  }

  return {
    entries: (document) => readAll(documentOf(document)),
    async write(writes) {
      await Promise.all(merge(writes).map(append))
    },
  }
}

function updateOf(document: Y.Doc, change: DocumentChange): Uint8Array | null {
  let update: Uint8Array | null = null
  const keep = (bytes: Uint8Array) => {
    update = bytes
  }
  document.on('update', keep)
  applyChange(document, change, true, null)
  document.off('update', keep)
  return update
}

/** One update for each document, author and hour: few rows, and still *received* near the time of stating. */
function merge(writes: Write[]): Write[] {
  const HOUR = 3_600_000
  const merged = new Map<string, Write>()
  for (const write of writes) {
    const name = [write.change.document, write.author.device, Math.floor(write.receivedAt / HOUR)].join(' ')
    const before = merged.get(name)
    merged.set(name, {
      author: write.author,
      receivedAt: Math.max(write.receivedAt, before?.receivedAt ?? 0),
      change: {
        document: write.change.document,
        entries: [...(before?.change.entries ?? []), ...write.change.entries],
      },
    })
  }
  return [...merged.values()]
}

async function load(log: Log, hub: HubId, scopes: Scope[]): Promise<Map<string, Y.Doc>> {
  const documents = new Map<string, Y.Doc>()
  /** Parts of the snapshot that is being read; parts of one snapshot follow each other. */
  let parts: Uint8Array[] = []
  let from = 0
  for (;;) {
    const page = await log.read(
      hub,
      scopes.map((scope) => ({ scope, from })),
      PAGE,
    )
    for (const row of page.rows) {
      if (row.kind === 'projection') continue
      parts.push(row.bytes)
      if (row.kind === 'snapshot' && row.part + 1 < row.parts) continue
      take(documents, row, parts.length === 1 ? row.bytes : new Uint8Array(Buffer.concat(parts)))
      parts = []
    }
    if (!page.more) return documents
    invariant(page.upto > from, 'each page of the log leads further')
    from = page.upto
  }
}

function take(documents: Map<string, Y.Doc>, row: Change, update: Uint8Array): void {
  invariant(parseDocumentId(row.document), 'the log holds only documents')
  const document = documents.get(row.document) ?? openDocument()
  documents.set(row.document, document)
  Y.applyUpdate(document, update)
}
