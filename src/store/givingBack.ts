import type { PersonId } from '#domain/ids.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import type { FormerRow, GivenBack } from '#protocol/frames.ts'
import { GIVEN_BACK_AT_ONCE, KEPT_WITHOUT_BACKUP_MS, PAGE_BYTES } from '#protocol/limits.ts'
import { REFUSALS } from '#protocol/refusals.ts'
import type { SeatCore } from './core.ts'
import { dropPersons } from './erasing.ts'
import { isOfEpoch } from './feedState.ts'
import type { HeadRow, HeldRow, Received, SeatDatabase, UpdateRow } from './seatDatabase.ts'
import { writing, writingPlainly } from './transaction.ts'

/** What this store has of a history that its hub lost, because it was put back from a backup. */

/** More rows than this are not held for scopes that were lost; the oldest go. */
const HELD_AT_MOST = 5_000
/** What a row travels with: ids, times and tag. */
const ROW_OVERHEAD_BYTES = 256

/** The next rows to give back, in the order that they had, above the sequence given last on this connection; null: the hub
 *  knows all that is here. */
export async function nextGiveBack(core: SeatCore, after: number): Promise<{ rows: FormerRow[]; left: number } | null> {
  await core.open()
  const { db } = core
  return db.transaction('r', db.meta, db.rows, db.held, async () => {
    const [owes, clock] = await db.meta.bulkGet(['owes', 'clock'])
    if (!owes) return null
    const offsetMs = clock?.key === 'clock' ? clock.offsetMs : 0
    const [rows, held] = await Promise.all([
      // Filtered first: many rows that cannot be given back would stand for nothing, or before those that can.
      db.rows.where('formerSequence').above(after).filter(isOneChange).limit(GIVEN_BACK_AT_ONCE).toArray(),
      db.held.where('formerSequence').above(after).limit(GIVEN_BACK_AT_ONCE).toArray(),
    ])
    const all = [...rows, ...held].sort((a, b) => (a.formerSequence ?? 0) - (b.formerSequence ?? 0))
    const next: FormerRow[] = []
    let bytes = 0
    for (const row of all.slice(0, GIVEN_BACK_AT_ONCE)) {
      if (!row.received) continue
      bytes += row.bytes.length + ROW_OVERHEAD_BYTES
      if (next.length > 0 && bytes > PAGE_BYTES) break
      next.push(formerRow(row, row.received, offsetMs))
    }
    const last = next.at(-1)?.sequence ?? after
    const [moreRows, moreHeld] = await Promise.all([
      db.rows.where('formerSequence').above(last).filter(isOneChange).count(),
      db.held.where('formerSequence').above(last).count(),
    ])
    return { rows: next, left: moreRows + moreHeld }
  })
}

/** One row that tells many has no single author to whom it could be given back. */
const isOneChange = ({ kind, received }: UpdateRow): boolean => kind === 'update' && received !== undefined

const formerRow = (
  { document, formerSequence = 0, bytes }: Pick<UpdateRow, 'document' | 'formerSequence' | 'bytes'>,
  { member, device, receivedAt, clockOffsetMs, epoch, tag }: Received,
  offsetMs: number,
): FormerRow => ({
  ...{ document, sequence: formerSequence, member, device, receivedAt, tag, bytes },
  // Of own rows only the hub knows what it noted then.
  clockOffsetMs: Math.round(clockOffsetMs ?? offsetMs),
  epoch: epoch ?? '',
})

/** Takes what the hub says of rows that were given back: they have a place in its history again, or have none any more. */
export async function givenBack(
  core: SeatCore,
  { rows, left }: { rows: FormerRow[]; left: number },
  answers: GivenBack['answers'],
  epoch: string | null,
): Promise<void> {
  if (rows.length === 0)
    return writingPlainly(core, async (db) => {
      if (await isOfEpoch(db, epoch)) await settle(db)
    })
  return writing(core, async (room, db) => {
    if (!(await isOfEpoch(db, epoch))) return
    const dropped = new Set<string>()
    const erased = new Set<PersonId>()
    for (const [at, { document, sequence }] of rows.entries()) {
      const answer = answers[at]
      if (!answer || answer.code === 'needs' || (answer.code && REFUSALS[answer.code] === 'retry')) continue
      const person = answer.code === 'erased' ? parseDocumentId(document)?.person : undefined
      if (person) erased.add(person)
      const isIt = (each: { document: string }) => each.document === document
      await db.held.where('formerSequence').equals(sequence).filter(isIt).delete()
      const row = await db.rows.where('formerSequence').equals(sequence).filter(isIt).first()
      if (!row) continue
      const key: [string, number] = [document, row.n]
      const isHere = answer.code === null && (await isFed(db, document, answer.sequence))
      if (answer.code === null && !isHere && row.received)
        await putInPlace(db, row, answer.sequence, { ...row.received, tag: answer.tag })
      else await db.rows.delete(key)
      if (answer.code !== null) dropped.add(document)
    }
    // The hub may be closed for long before its feed says so, and what was backed up is not asked for here.
    if (erased.size > 0) await dropPersons(core, db, erased)
    for (const document of dropped) {
      const head = await db.heads.get(document)
      if (head) await room.rebuildDocument(core, room, db, head)
    }
    if (left === 0) await settle(db)
  })
}

async function settle(db: SeatDatabase): Promise<void> {
  const [rows, held] = await Promise.all([
    db.rows.where('formerSequence').above(0).filter(isOneChange).limit(1).count(),
    db.held.where('formerSequence').above(0).limit(1).count(),
  ])
  if (rows + held === 0) await db.meta.delete('owes')
}

const isFed = async (db: SeatDatabase, document: string, sequence: number): Promise<boolean> =>
  (await db.rows
    .where('sequence')
    .equals(sequence)
    .filter((row) => row.document === document)
    .count()) > 0

/** It has a place in the hub's history again. */
export async function putInPlace(
  db: SeatDatabase,
  { document, n }: UpdateRow,
  sequence: number,
  received: Received,
): Promise<void> {
  await db.rows
    .where('[document+n]')
    .equals([document, n])
    .modify((row) => {
      row.sequence = sequence
      row.received = received
      delete row.formerSequence
    })
}

/** The row that stands here without a place, and is the one that the feed brings now: given back by somebody else. */
export const formerTwin = (db: SeatDatabase, document: string, bytes: Uint8Array): Promise<UpdateRow | undefined> =>
  db.rows
    .where('formerSequence')
    .above(0)
    .filter((row) => row.document === document && row.kind === 'update' && sameBytes(row.bytes, bytes))
    .first()

export const hasFormerRows = async (db: SeatDatabase): Promise<boolean> =>
  (await db.rows.where('formerSequence').above(0).limit(1).count()) > 0

/** Holds what its member wrote in a document that leaves the device and is not in backups yet: nobody sees it here any
 *  more, and it can still be given back. */
export async function holdOwn(core: SeatCore, db: SeatDatabase, { document, last }: HeadRow): Promise<void> {
  const state = await db.meta.get('backed-up')
  const backedUpTo = state?.key === 'backed-up' ? state.sequence : 0
  const rows = await db.rows.where('[document+n]').between([document, 0], [document, last], true, true).toArray()
  const own = rows.flatMap(({ kind, bytes, received, sequence, formerSequence }): HeldRow[] => {
    const isOwn = kind === 'update' && received?.member === core.member && received.device === core.device()
    if (!isOwn || isLongAgo(core, received)) return []
    if (formerSequence !== undefined) return [{ document, bytes, received, formerSequence }]
    return sequence !== undefined && sequence > backedUpTo ? [{ document, bytes, received, sequence }] : []
  })
  if (own.length === 0) return
  await db.held.bulkAdd(own)
  const over = (await db.held.count()) - HELD_AT_MOST
  if (over > 0) await db.held.bulkDelete(await db.held.orderBy('n').limit(over).primaryKeys())
}

/** Lets go of what is in two backups, or older than anybody keeps without one. */
export async function letGoOfHeld(core: SeatCore, db: SeatDatabase, backedUpTo: number): Promise<void> {
  await db.meta.put({ key: 'backed-up', sequence: backedUpTo })
  if ((await db.held.count()) === 0) return
  await db.held
    .filter(
      (row) => row.formerSequence === undefined && ((row.sequence ?? 0) <= backedUpTo || isLongAgo(core, row.received)),
    )
    .delete()
}

const isLongAgo = (core: SeatCore, { receivedAt }: Received): boolean =>
  receivedAt < core.clock() - KEPT_WITHOUT_BACKUP_MS

/** Rows from above lose their place, and are to be given back. */
export async function fallBackRows(db: SeatDatabase, forkSeq: number): Promise<void> {
  const loseItsPlace = (row: { sequence?: number; formerSequence?: number }) => {
    if (row.sequence === undefined) return
    row.formerSequence = row.sequence
    delete row.sequence
  }
  // Of a document that never came whole, told by rows that are gone.
  const isPart = ({ kind }: UpdateRow) => kind === 'part'
  await db.rows.where('sequence').above(forkSeq).filter(isPart).delete()
  await db.rows.where('sequence').above(forkSeq).modify(loseItsPlace)
  await db.held.where('sequence').belowOrEqual(forkSeq).delete()
  await db.held.where('sequence').above(forkSeq).modify(loseItsPlace)
  await db.meta.put({ key: 'owes' })
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at])
