import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Table } from 'dexie'
import { readClaims } from '#documents/claimsDocument.ts'
import { type Plan, rosterOf } from '#documents/plan.ts'
import { readMembers, readRunStaff } from '#documents/projections.ts'
import { isEveryone, isMark, type RecordedClaim } from '#domain/claims.ts'
import type { ClaimKey, DeviceId, MemberId, PersonId, SessionId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { Live, Loadable, PersonRow, RegisterView, SeatInfo, SessionRow } from './api.ts'
import { type Followed, follow } from './live.ts'
import { deriveState } from './readModel/deriveSession.ts'
import type { OutboxEntry, SeatDatabase, StoredPerson } from './seatDatabase.ts'
import { unknownPerson } from './unknownPerson.ts'
import type { Unsaved } from './unsaved.ts'
import type { Action } from './write.ts'

/** A register as the disk has it, and over it what is not on the disk yet. */

export interface StoredView extends Omit<RegisterView, 'unsaved' | 'waiting'> {
  people: Map<PersonId, PersonRow>
  notes: Map<string, string>
}

export interface RegisterSource extends Followed {
  db: SeatDatabase
  info: ReadonlySignal<SeatInfo>
  unsaved: Unsaved
}

export function liveRegister(source: RegisterSource, session: SessionId): Live<RegisterView> {
  const { unsaved, info } = source
  const stored = signal<StoredView | undefined | null>(null)
  const unwatch = unsaved.watch(session)
  const unfollow = follow(
    source,
    {
      tables: registerTables(source.db),
      read: async () => {
        const written = unsaved.written()
        return { view: await readRegister(source.db, info.peek(), session), written }
      },
    },
    ({ view, written }) =>
      batch(() => {
        stored.value = view
        unsaved.found(session, new Set(view?.claims.map((claim) => claim.key)), written)
      }),
  )
  const value = computed((): Loadable<RegisterView> => {
    if (stored.value === null) return { state: 'loading' }
    if (stored.value === undefined) return { state: 'missing' }
    return { state: 'ready', value: withPending(stored.value, unsaved, info.value.member) }
  })
  return {
    value,
    dispose: () => {
      unfollow()
      unwatch()
    },
  }
}

/** What a register shows: the stored one under the actions that are on their way to the disk or failed to get there. */
export function withPending(stored: StoredView, unsaved: Unsaved, member: MemberId): RegisterView {
  const waiting = new Set<ClaimKey>()
  for (const claim of stored.claims) {
    if (claim.recorder === member && claim.receivedAt === undefined && !stored.refused.has(claim.key)) {
      waiting.add(claim.key)
    }
  }
  const session = stored.session.session
  const mine = unsaved.pending.value.filter(({ action }) => action.shown?.session === session)
  if (mine.length === 0) return { ...stored, waiting, unsaved: new Set() }

  const missing = new Set<ClaimKey>()
  const view = { ...stored }
  const known = new Set(stored.claims.map((claim) => claim.key))
  for (const { action, saved } of mine) {
    for (const claim of action.shown?.claims ?? []) (saved ? waiting : missing).add(claim.key)
    addShown(view, known, action.shown)
  }
  const state = deriveState(session, view.session.facts, view.roster.map(idOf), view.claims, view.reviews)
  return { ...view, session: { ...view.session, ...state }, waiting, unsaved: missing }
}

/** Copies only what it changes: what stays the same object need not be looked at again by whoever shows it. */
function addShown(view: StoredView, known: ReadonlySet<ClaimKey>, shown: Action['shown']): void {
  if (!shown) return
  const claims = shown.claims.filter((claim) => !known.has(claim.key))
  if (claims.length > 0) view.claims = [...view.claims, ...claims]
  const people = shown.persons.filter(({ person }) => !view.people.has(person))
  if (people.length > 0) view.people = new Map([...view.people, ...people.map((row) => [row.person, row] as const)])
  const onRoster = new Set(shown.roster.length > 0 ? view.roster.map(idOf) : [])
  const enrolled = shown.roster.filter((person) => !onRoster.has(person))
  if (enrolled.length > 0) {
    view.roster = [...view.roster, ...enrolled.map((person) => view.people.get(person) ?? unknownPerson(person))]
  }
  if (shown.notes.length > 0) view.notes = new Map([...view.notes, ...shown.notes])
}

const idOf = (row: PersonRow): PersonId => row.person

export const registerTables = (db: SeatDatabase): Table[] => [
  db.sessions,
  db.runs,
  db.plans,
  db.registers,
  db.projections,
  db.outbox,
  db.persons,
  db.notes,
  db.ownStatuses,
]

/** undefined: no such session here. */
export async function readRegister(
  db: SeatDatabase,
  info: SeatInfo,
  session: SessionId,
): Promise<StoredView | undefined> {
  const row: SessionRow | undefined = await db.sessions.get(session)
  if (!row) return undefined
  const [run, planned, register, staff, members, refusedEntries, ownStatuses] = await Promise.all([
    db.runs.get(row.run),
    db.plans.get(row.run),
    db.registers.get([row.run, session]),
    db.projections.get(documentId.runStaff(row.run)),
    db.projections.get(documentId.members()),
    db.outbox.where('state').equals('refused').toArray(),
    db.ownStatuses.toArray(),
  ])
  if (!run || !planned) return undefined
  const sessionOf = (id: SessionId | null | undefined) => planned.plan.sessions.find((one) => one.session === id)
  const own = sessionOf(session)
  const { refused, kept } = refusedOf(refusedEntries, documentId.claims(row.run, info.member), session, info.member)
  const stored = register?.claims ?? []
  const known = new Set(stored.map(({ key }) => key))
  const claims = [...stored, ...kept.filter(({ key }) => !known.has(key))]
  const rosterIds = rosterOf(planned.plan, session)
  const ids = [...new Set([...rosterIds, ...claims.flatMap(personsOf)])]
  const noteKeys = claims.filter(isMark).flatMap(({ claim }) => claim.about ?? [])
  const [rows, notes] = await Promise.all([
    db.persons.bulkGet(ids),
    db.notes.bulkGet(noteKeys.map((key): [string, string] => [row.run, key])),
  ])
  const people = new Map<PersonId, PersonRow>()
  for (const found of rows) if (found) people.set(found.person, withoutKeys(found))

  return {
    session: row,
    run,
    roster: rosterIds.map((person) => people.get(person) ?? unknownPerson(person)),
    numbers: numbersOf(planned.plan),
    walkIns: new Set(planned.plan.roster.flatMap(({ person, walkIn }) => (walkIn === session ? person : []))),
    changes: own?.changes ?? [],
    partOf: sessionOf(own?.partOf)?.facts ?? null,
    ownStatuses: new Map(ownStatuses.map((status) => [status.id, status])),
    people,
    claims,
    reviews: register?.reviews ?? [],
    notes: new Map(notes.flatMap((note) => (note ? [[note.key, note.text]] : []))),
    refused,
    ...namesOf(info, staff?.bytes, members?.bytes),
  }
}

/** The same in every session of a run, also for who left: the order in which they came to it. */
export const numbersOf = ({ everyone }: Plan): Map<PersonId, number> =>
  new Map(everyone.map((person, at) => [person, at + 1]))

/** What the hub refused of one session: no document holds it any more, and it stays on screen as refused (F3). What says
 *  something of the whole session is only listed: a register that was not handed in must not look as if it were. */
function refusedOf(entries: OutboxEntry[], claimsDocument: string, session: SessionId, member: MemberId) {
  const refused = new Map<ClaimKey, RefusalCode>()
  const kept: RecordedClaim[] = []
  for (const { document, change, refusal } of entries) {
    if (document !== claimsDocument || !change || !refusal) continue
    for (const claim of readClaims(change.entries, member)) {
      if (claim.session !== session) continue
      refused.set(claim.key, refusal)
      if (isMark(claim) || isEveryone(claim)) kept.push(claim)
    }
  }
  return { refused, kept }
}

const personsOf = (recorded: RecordedClaim): PersonId[] =>
  isEveryone(recorded) ? recorded.claim.persons : recorded.person === null ? [] : [recorded.person]

export function namesOf(info: SeatInfo, staff: Uint8Array | undefined, members: Uint8Array | undefined) {
  const names = new Map<MemberId, string>([[info.member, info.displayName]])
  const devices = new Map<DeviceId, string>()
  for (const { member, displayName } of (staff && readRunStaff(staff)?.members) ?? []) names.set(member, displayName)
  for (const { member, displayName, signIns } of (members && readMembers(members)?.members) ?? []) {
    names.set(member, displayName)
    for (const { device, label } of signIns) devices.set(device, label)
  }
  return { members: names, devices }
}

/** As screens see somebody: of whom the hub erased or keeps out of lists they see no name. */
export const withoutKeys = ({ keys: _, archived: __, ...person }: StoredPerson): PersonRow =>
  person.standing ? { ...unknownPerson(person.person), standing: person.standing } : person
