import { readErased } from '#documents/erasures.ts'
import type { MemberId, PersonId } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import type { SeatCore } from './core.ts'
import type { OutboxEntry, RequestRow, SeatDatabase } from './seatDatabase.ts'

/** What a device does with what the hub tells of erasures, inside a transaction of `writing`. Here alone something goes
 *  that was not received (S1), and its owner is told how much. */

/** Drops everything of persons of whom the hub says since `before` that they were erased. */
export async function dropErased(
  core: SeatCore,
  db: SeatDatabase,
  before: Uint8Array | undefined,
  now: Uint8Array,
): Promise<void> {
  const was = before && readErased(before)
  const gone = [...(readErased(now) ?? [])].filter(
    ([person, standing]) => standing === 'erased' && was?.get(person) !== 'erased',
  )
  if (gone.length > 0) await dropPersons(core, db, new Set(gone.map(([person]) => person)))
}

export async function dropPersons(core: SeatCore, db: SeatDatabase, persons: ReadonlySet<PersonId>): Promise<void> {
  const isTheirs = (document: string): DocumentInfo | null => {
    const info = parseDocumentId(document)
    return info?.person && persons.has(info.person) ? info : null
  }
  const invited = await db.invitations.filter(({ person }) => person !== null && persons.has(person)).toArray()
  const members = new Set(invited.map(({ member }) => member))
  const entries = await db.outbox
    .filter(
      ({ document, command }) => isTheirs(document) !== null || (command !== null && names(command, persons, members)),
    )
    .toArray()
  await dropEntries(db, entries)
  for (const document of await db.heads.toCollection().primaryKeys()) {
    const info = isTheirs(document)
    if (info) await dropDocument(core, db, info)
  }
  await db.held.filter(({ document }) => isTheirs(document) !== null).delete()
  await db.projections.filter(({ document }) => isTheirs(document) !== null).delete()
  await db.invitations.bulkDelete([...members])
}

const names = (command: CommandBody, persons: ReadonlySet<PersonId>, members: ReadonlySet<MemberId>): boolean =>
  ('person' in command && command.person !== null && persons.has(command.person)) ||
  ('member' in command && members.has(command.member))

async function dropEntries(db: SeatDatabase, entries: readonly OutboxEntry[]): Promise<void> {
  await db.outbox.bulkDelete(entries.flatMap(({ n }) => n ?? []))
  await db.requests.bulkDelete([...new Set(entries.flatMap(({ request }) => request ?? []))])
  // What only says so to the hub is no work of anybody's.
  const lost = entries.filter(({ command }) => command?.name !== 'erase-person').length
  if (lost === 0) return
  const told = await db.meta.get('erased')
  await db.meta.put({ key: 'erased', changes: lost + (told?.key === 'erased' ? told.changes : 0) })
}

async function dropDocument(core: SeatCore, db: SeatDatabase, info: DocumentInfo): Promise<void> {
  const document = info.id
  await db.rows.where('[document+n]').between([document, 0], [document, Number.POSITIVE_INFINITY]).delete()
  await db.heads.delete(document)
  core.documents.drop(document)
  await core.readModel.project(db, info, new Map())
}

/** A change was refused because the person was erased: the hub may not have told yet of whom else. */
export async function dropRefused(
  core: SeatCore,
  db: SeatDatabase,
  request: RequestRow,
  entries: readonly OutboxEntry[],
): Promise<void> {
  await db.requests.delete(request.id)
  const person = parseDocumentId(request.document)?.person
  if (person) await dropPersons(core, db, new Set([person]))
  else await dropEntries(db, entries)
}
