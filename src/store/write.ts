import type { DocumentChange, Json } from '#documents/change.ts'
import type { RecordedClaim } from '#domain/claims.ts'
import type { PersonId, SessionId } from '#domain/ids.ts'
import type { Day } from '#domain/session.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import type { LocalText, PersonRow } from './api.ts'
import { drawClientId, type SeatCore, type YjsRoom } from './core.ts'
import { askInvitation } from './invitations.ts'
import { addClaims, registersFor } from './readModel/projectClaims.ts'
import { projectDocument } from './readModel/projectDocument.ts'
import { hasEarlierWork, rebuildDocument } from './rebuild.ts'
import type { OutboxEntry, SeatDatabase, StoredInvitation } from './seatDatabase.ts'
import { headOf, writing } from './transaction.ts'

/** One action of a person in plain values, its keys fixed at the tap: the same however often it has to be tried. */
export interface Action {
  id: string
  /** The phone's clock at the tap. */
  at: number
  /** Who may do what, before the changes that may depend on it. */
  commands: CommandBody[]
  changes: DocumentChange[]
  /** The code that the commands ask for. */
  invitation?: StoredInvitation
  /** Progress that stays on this device. */
  kept?: [key: string, value: Json][]
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
    itemTitle: string | null
    names: ReadonlyMap<PersonId, string>
  } | null
}

/** Saves an action: updates, outbox, heads and read model in one strict transaction.
 *  Gives the numbers of what it put into the outbox. */
export const writeAction = (core: SeatCore, action: Action): Promise<number[]> =>
  writing(core, async (room, db) => {
    const queued: (number | null)[] = []
    if (action.invitation) await askInvitation(db, action.invitation)
    for (const command of action.commands) {
      queued.push(await db.outbox.add({ ...waiting(action.at), document: '', change: null, command, row: null }))
    }
    if (action.kept) await db.kept.bulkPut(action.kept.map(([key, value]) => ({ key, value })))
    for (const change of action.changes) {
      const session = action.shown ? { title: action.shown.title, day: action.shown.day } : undefined
      queued.push(await writeChange(core, room, db, change, { at: action.at, session }))
    }
    return queued.filter((n) => n !== null)
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

interface Writing {
  at: number
  session?: OutboxEntry['session']
  alone?: boolean
}

/** Applies one change and queues it; gives its number in the outbox. A change that stands already in an insert-only
 *  document is done: null. */
export async function writeChange(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  change: DocumentChange,
  { at, session, alone = false }: Writing,
): Promise<number | null> {
  const info = parseDocumentId(change.document)
  // Asked for together: each answer of the database is a wait.
  let [head, registers] = await Promise.all([
    headOf(core, db, change.document),
    info?.kind === 'claims' ? registersFor(db, info, change.entries) : null,
  ])
  const earlier = await hasEarlierWork(db, head)
  head.clientId ??= drawClientId(core.random)
  let doc = await core.documents.take(room, head)
  if (earlier || room.hasGap(doc, head.clientId)) {
    await rebuildDocument(core, room, db, head)
    head = await headOf(core, db, change.document)
    doc = await core.documents.take(room, head)
    registers &&= await registersFor(db, info, change.entries)
  }
  const before = head.last
  const update = room.changeDocument(doc, change, info?.nature === 'insert-only')
  if (!update) return null
  const n = before + 1
  const entry = { ...waiting(at), document: change.document, change, command: null, update, row: n, alone, session }
  const written = Promise.all([
    db.outbox.add(entry),
    db.rows.add({ document: change.document, n, kind: 'update', bytes: update }),
    db.heads.put({ ...head, last: n }),
    registers ? addClaims(db, registers) : info && projectDocument(db, info, room.entriesOf(doc)),
  ])
  const [queued] = await written
  core.documents.holds(change.document, head.generation, n)
  return queued
}
