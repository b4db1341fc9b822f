import { parseDocumentId } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import type { SeatCore, YjsRoom } from './core.ts'
import { formerTwin, hasFormerRows, putInPlace } from './givingBack.ts'
import { isAcknowledged, rowsAbove } from './openDocuments.ts'
import { type Attribution, attributionOf, attributionsOf } from './readModel/attribution.ts'
import { hasEarlierWork, rebuildDocument, settleRefused } from './rebuild.ts'
import type { Received, SeatDatabase, UpdateRow } from './seatDatabase.ts'
import { headOf } from './transaction.ts'

/** Rows of documents from the hub: stored, and read into the read model. Inside a transaction of `writing`. */
export async function applyRowsOfDocuments(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  changes: Change[],
): Promise<void> {
  const touched = new Map<string, Touched>()
  // Only after a restore of the hub.
  const former = await hasFormerRows(db)
  for (const change of changes) await storeChange(core, room, db, change, touched, former)
  for (const [document, what] of touched) await showDocument(core, room, db, document, what, former)
}

interface Touched {
  /** New bytes, not only news about rows that stood here. */
  grown: boolean
  attributions: Map<string, Attribution>
  /** Written under this store's own client id by somebody else: a copy of this profile, or this one, rolled back. */
  forked: boolean
}

async function storeChange(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  change: Change,
  touched: Map<string, Touched>,
  former: boolean,
): Promise<void> {
  const info = parseDocumentId(change.document)
  const received = receivedOf(change)
  const standing = await db.rows.where('sequence').equals(change.sequence).toArray()
  // A snapshot stands at the place of its last row, which may be here without those before it: it was written here.
  const isOneOfMany = change.kind === 'snapshot'
  const same = standing.find(
    (row) =>
      row.document === change.document &&
      (row.part ?? change.part) === change.part &&
      (row.kind !== 'update') === isOneOfMany,
  )
  const what = touched.get(change.document) ?? { grown: false, attributions: new Map(), forked: false }

  const twin = former && !same && !isOneOfMany ? await formerTwin(db, change.document, change.bytes) : undefined

  if (twin) {
    await putInPlace(db, twin, change.sequence, received)
    attribute(room, what.attributions, { ...twin, received })
  } else if (same) {
    if (typeof same.received?.clockOffsetMs === 'number' || same.kind !== 'update') return
    await db.rows.update([same.document, same.n], { received })
    attribute(room, what.attributions, { ...same, received })
  } else {
    const row = await storeRow(core, room, db, change, received)
    if (row.kind !== 'part' && !row.quarantined && info) {
      what.grown = true
      what.forked ||= await isForked(core, room, db, row)
      attribute(room, what.attributions, row)
    }
  }
  touched.set(change.document, what)
}

function attribute(room: YjsRoom, attributions: Map<string, Attribution>, row: UpdateRow): void {
  if (!row.received) return
  const attribution = attributionOf(row.received)
  for (const key of room.keysOf(row.bytes)) if (!attributions.has(key)) attributions.set(key, attribution)
}

async function storeRow(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  change: Change,
  received: Received,
): Promise<UpdateRow> {
  const head = await headOf(core, db, change.document)
  const { document, sequence } = change
  const n = head.last + 1
  let row: UpdateRow = { document, n, kind: 'update', bytes: change.bytes, sequence, received }
  if (change.kind === 'snapshot' && change.parts > 1) {
    // Beside them may stand the last of the rows that it tells, which was written here.
    const parts = await db.rows
      .where('sequence')
      .equals(sequence)
      .and((other) => other.kind === 'part')
      .toArray()
    const all = [...parts, { ...row, part: change.part }].sort((a, b) => (a.part ?? 0) - (b.part ?? 0))
    if (all.length < change.parts) row = { ...row, kind: 'part', part: change.part, parts: change.parts }
    else {
      await db.rows.bulkDelete(parts.map((part): [string, number] => [document, part.n]))
      row = { ...row, kind: 'snapshot', bytes: joined(all.map((part) => part.bytes)) }
    }
  } else if (change.kind === 'snapshot') row.kind = 'snapshot'
  if (row.kind === 'snapshot') await dropPartsBefore(db, document, sequence)
  // Whether bytes of a kind that nobody knows can be read is for an app to find out that knows it.
  const isKnown = parseDocumentId(document) !== null
  if (isKnown && row.kind !== 'part' && !room.isReadable(row.bytes)) row.quarantined = true
  await db.rows.add(row)
  await db.heads.put({ ...head, last: n })
  return row
}

/** Of snapshots that never came whole: this one tells what they would have. */
async function dropPartsBefore(db: SeatDatabase, document: string, sequence: number): Promise<void> {
  const rows = await rowsAbove(db, document, 0)
  const left = rows.filter((row) => row.kind === 'part' && (row.sequence ?? 0) < sequence)
  await db.rows.bulkDelete(left.map((row): [string, number] => [document, row.n]))
}

/** Own bytes come back too; then they are those of an unanswered request. In a snapshot stands also what was received
 *  of this store before: no more than that, and it is no copy's. */
async function isForked(core: SeatCore, room: YjsRoom, db: SeatDatabase, row: UpdateRow): Promise<boolean> {
  const { clientId } = await headOf(core, db, row.document)
  if (clientId === null) return false
  const reached = room.reachedBy(row.bytes, clientId)
  if (reached === 0) return false
  const unanswered = await db.requests.where('document').equals(row.document).toArray()
  if (row.kind !== 'snapshot') return !unanswered.some((request) => sameBytes(request.body, row.bytes))
  const received = (await rowsAbove(db, row.document, 0)).filter((other) => isAcknowledged(other) && other.n !== row.n)
  const own = [...received.filter(isRead).map(({ bytes }) => bytes), ...unanswered.map(({ body }) => body)]
  return reached > Math.max(0, ...own.map((bytes) => room.reachedBy(bytes, clientId)))
}

const isRead = (row: UpdateRow) => !row.quarantined && row.kind !== 'part'

async function showDocument(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  document: string,
  { grown, attributions, forked }: Touched,
  former: boolean,
): Promise<void> {
  const info = parseDocumentId(document)
  if (!info) return
  if (!grown) return core.readModel.attribute(db, info, attributions)
  const head = await headOf(core, db, document)
  const doc = await core.documents.take(room, head)
  await settleRefused(room, db, document, doc)
  const rebuilt = forked || room.hasGap(doc, head.clientId) || (await hasEarlierWork(db, head))
  if (rebuilt) return rebuildDocument(core, room, db, head, attributions)
  // What has no place yet may have waited for this, and is read only now.
  const earlier = former ? attributionsOf(room, await rowsAbove(db, document, 0)) : []
  await core.readModel.project(db, info, room.entriesOf(doc), new Map([...earlier, ...attributions]))
}

const receivedOf = ({ member, device, receivedAt, clockOffsetMs, epoch, tag }: Change): Received => ({
  member,
  device,
  receivedAt,
  clockOffsetMs,
  epoch,
  tag,
})

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at])
