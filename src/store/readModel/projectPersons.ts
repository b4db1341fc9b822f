import { readNotes } from '#documents/about.ts'
import type { Json } from '#documents/change.ts'
import { readOrganisation } from '#documents/organisation.ts'
import { readPerson } from '#documents/person.ts'
import type { OrganisationId } from '#domain/ids.ts'
import { displayName } from '#domain/personName.ts'
import { sameJson } from '#domain/sameJson.ts'
import { foldForSearch, searchKeys } from '#domain/searchKeys.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { SeatDatabase, StoredPerson } from '../seatDatabase.ts'
import { unknownPerson } from '../unknownPerson.ts'

export async function projectPerson(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  const person = info.person
  if (!person) return
  const found = readPerson(entries)
  const standing = (await db.persons.get(person))?.standing
  // What the hub decided on somebody outlives what is known of them.
  if (!found && standing) return void (await db.persons.put({ ...unknownPerson(person), standing, keys: [] }))
  if (!found) return db.persons.delete(person)
  const organisation = found.organisation ? await db.organisations.get(found.organisation) : undefined
  const row: StoredPerson = {
    person,
    displayName: displayName(found),
    familyName: found.familyName,
    givenName: found.givenName,
    organisation: found.organisation,
    organisationName: organisation?.name ?? '',
    role: found.role,
    demonstration: found.demonstration,
    archived: found.archived,
    keys: [],
    ...(standing ? { standing } : {}),
  }
  await db.persons.put(withKeys(row))
}

export async function projectOrganisation(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  const organisation = info.subject as OrganisationId
  const found = readOrganisation(entries)
  const before = await db.organisations.get(organisation)
  const row = found && { organisation, name: found.name, folded: foldForSearch(found.name) }
  if (sameJson(before, row ?? undefined)) return
  if (row) await db.organisations.put(row)
  else await db.organisations.delete(organisation)
  const persons = await db.persons.where('organisation').equals(organisation).toArray()
  await db.persons.bulkPut(persons.map((person) => withKeys({ ...person, organisationName: row?.name ?? '' })))
}

export const withKeys = (row: StoredPerson): StoredPerson => ({
  ...row,
  keys:
    row.archived || row.standing
      ? []
      : [...new Set(searchKeys(`${row.givenName} ${row.familyName} ${row.organisationName}`))].sort(),
})

export async function projectNotes(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  const { run, person } = info
  if (!run || !person) return
  await db.notes.where('[run+person]').equals([run, person]).delete()
  const rows = [...readNotes(entries)].map(([key, { text, at, by }]) => ({ run, person, key, text, at, by }))
  await db.notes.bulkPut(rows)
}
