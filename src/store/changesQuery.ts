import { describeChange } from '#documents/describeChange.ts'
import { readMembers } from '#documents/projections.ts'
import type { PersonId } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { ChangeItem } from './api.ts'
import { entryId } from './entryNumber.ts'
import { withoutKeys } from './registerQuery.ts'
import type { OutboxEntry, SeatDatabase } from './seatDatabase.ts'
import type { Action } from './write.ts'

/** Every change that the hub does not have, in words' raw material. */

export const storedChanges = async (db: SeatDatabase): Promise<ChangeItem[]> =>
  describeEntries(db, await db.outbox.toArray())

export function describeEntries(db: SeatDatabase, entries: readonly OutboxEntry[]): Promise<ChangeItem[]> {
  return Promise.all(
    entries.map((entry) => (entry.command ? describeCommand(db, entry, entry.command) : describeEntry(db, entry))),
  )
}

const NO_SESSION = { run: null, sessionTitle: null, sessionDay: null, itemTitle: null }

async function describeCommand(db: SeatDatabase, entry: OutboxEntry, command: CommandBody): Promise<ChangeItem> {
  return {
    ...NO_SESSION,
    id: entryId(entry.n ?? 0),
    state: entry.state === 'refused' ? 'refused' : 'waiting',
    what: { kind: 'command', command: command.name },
    at: entry.at,
    personName: await whomItIsAbout(db, command),
    refusal: entry.refusal,
  }
}

async function whomItIsAbout(db: SeatDatabase, command: CommandBody): Promise<string | null> {
  if ('displayName' in command) return command.displayName
  if (!('member' in command)) return null
  const [invited, members] = await Promise.all([
    db.invitations.get(command.member),
    db.projections.get(documentId.members()),
  ])
  const listed = members && readMembers(members.bytes)?.members.find(({ member }) => member === command.member)
  return listed?.displayName ?? invited?.displayName ?? null
}

async function describeEntry(db: SeatDatabase, entry: OutboxEntry): Promise<ChangeItem> {
  const what = describeChange(entry.document, entry.change?.entries ?? [])
  const session = 'session' in what ? await db.sessions.get(what.session) : undefined
  const info = parseDocumentId(entry.document)
  const item = 'item' in what ? what.item : undefined
  const person = 'person' in what ? what.person : (info?.person ?? null)
  return {
    id: entryId(entry.n ?? 0),
    state: entry.state === 'refused' ? 'refused' : 'waiting',
    what,
    at: entry.at,
    run: info?.run ?? null,
    sessionTitle: session?.title ?? entry.session?.title ?? null,
    sessionDay: session?.facts.date ?? entry.session?.day ?? null,
    itemTitle: session?.facts.agenda.find(({ id }) => id === item)?.title ?? null,
    personName: person === null ? null : await nameOf(db, person, entry),
    refusal: entry.refusal,
  }
}

/** A person whose making was refused has no row: the name stands in the change itself. */
async function nameOf(db: SeatDatabase, person: PersonId, entry: OutboxEntry): Promise<string | null> {
  const row = await db.persons.get(person)
  if (row) return withoutKeys(row).displayName || null
  if (entry.document !== documentId.person(person)) return null
  const fields = new Map(entry.change?.entries ?? [])
  return [fields.get('givenName'), fields.get('familyName')].filter((part) => typeof part === 'string').join(' ')
}

/** What is not on the disk, told from the action alone: the disk may be gone. */
export function unsavedChange(action: Action): ChangeItem {
  const id = `unsaved-${action.id}`
  const command = action.commands.at(-1)
  if (command) {
    const personName = action.invitation?.displayName ?? ('displayName' in command ? command.displayName : null)
    const what = { kind: 'command', command: command.name } as const
    return { ...NO_SESSION, id, state: 'unsaved', what, at: action.at, personName, refusal: null }
  }
  // An action of several documents is one thing to a person: its claim, or what it has instead.
  const isClaim = ({ document }: { document: string }) => parseDocumentId(document)?.kind === 'claims'
  const change = action.changes.find(isClaim) ?? action.changes[0]
  const document = change?.document ?? ''
  const what = action.kept ? { kind: 'progress' as const, document } : describeChange(document, change?.entries ?? [])
  const person = 'person' in what ? what.person : null
  return {
    id,
    state: 'unsaved',
    what,
    at: action.at,
    run: parseDocumentId(document)?.run ?? null,
    sessionTitle: action.shown?.title ?? null,
    sessionDay: action.shown?.day ?? null,
    itemTitle: action.shown?.itemTitle ?? null,
    personName: (person && action.shown?.names.get(person)) ?? null,
    refusal: null,
  }
}
