import type { DocumentChange } from '#documents/change.ts'
import type { RecordedClaim } from '#domain/claims.ts'
import type { PersonId, SessionId } from '#domain/ids.ts'
import type { Day } from '#domain/session.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import type { LocalText, PersonRow } from './api.ts'
import { drawClientId, type SeatCore, type YjsRoom } from './core.ts'
import { addClaims } from './readModel/projectClaims.ts'
import { projectDocument } from './readModel/projectDocument.ts'
import { hasEarlierWork, rebuildDocument } from './rebuild.ts'
import type { OutboxEntry, SeatDatabase } from './seatDatabase.ts'
import { headOf, writing } from './transaction.ts'

/** One action of a person in plain values, its keys fixed at the tap: the same however often it has to be tried. */
export interface Action {
  id: string
  /** The phone's clock at the tap. */
  at: number
  changes: DocumentChange[]
  command: CommandBody | null
  /** What a register shows of it while it is not on disk. */
  shown: {
    session: SessionId
    claims: RecordedClaim[]
    persons: PersonRow[]
    roster: PersonId[]
    notes: [key: string, text: string][]
    /** For the list of changes. */
    title: LocalText
    day: Day
    names: ReadonlyMap<PersonId, string>
  } | null
}

/** Saves an action: updates, outbox, heads and read model in one strict transaction. */
export const writeAction = (core: SeatCore, action: Action): Promise<void> =>
  writing(core, async (room, db) => {
    for (const change of action.changes) await writeChange(core, room, db, change, action.at)
    if (action.command) {
      await db.outbox.add({ ...waiting(action.at), document: '', change: null, command: action.command, row: null })
    }
  })

const waiting = (at: number): Omit<OutboxEntry, 'document' | 'change' | 'command' | 'row'> => ({
  update: new Uint8Array(),
  request: null,
  state: 'waiting',
  refusal: null,
  at,
  alone: false,
  tries: 0,
})

/** Applies one change and queues it. A change that stands already in an insert-only document is done. */
export async function writeChange(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  change: DocumentChange,
  at: number,
  alone = false,
): Promise<void> {
  const info = parseDocumentId(change.document)
  let head = await headOf(core, db, change.document)
  const earlier = await hasEarlierWork(db, head)
  head.clientId ??= drawClientId(core.random)
  let doc = await core.documents.take(room, head)
  if (earlier || room.hasGap(doc, head.clientId)) {
    await rebuildDocument(core, room, db, head)
    head = await headOf(core, db, change.document)
    doc = await core.documents.take(room, head)
  }
  const before = head.last
  const update = room.changeDocument(doc, change, info?.nature === 'insert-only')
  if (!update) return
  const n = before + 1
  await Promise.all([
    db.rows.add({ document: change.document, n, kind: 'update', bytes: update }),
    db.heads.put({ ...head, last: n }),
    db.outbox.add({ ...waiting(at), document: change.document, change, command: null, update, row: n, alone }),
    info?.kind === 'claims'
      ? addClaims(db, info, change.entries)
      : info && projectDocument(db, info, room.entriesOf(doc)),
  ])
  core.documents.holds(change.document, head.generation, n)
}
