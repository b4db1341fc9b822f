import type { OrganisationId, PersonId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asName, asText } from './json.ts'

/** `staff/person/{p}`: name parts, organisation and role of one person. */
export interface Person {
  givenName: string
  familyName: string
  nameOrder: 'given-first' | 'family-first'
  organisation: OrganisationId | null
  role: string
  /** Made by mistake: not looked for any more, nor counted. What was claimed stays. */
  archived: boolean
  demonstration: boolean
}

/** null while the document holds no name at all (nothing received yet, or nothing readable). */
export function readPerson(entries: ReadonlyMap<string, Json>): Person | null {
  const givenName = asText(entries.get('givenName')) ?? ''
  const familyName = asText(entries.get('familyName')) ?? ''
  if (givenName === '' && familyName === '') return null
  return {
    givenName,
    familyName,
    nameOrder: entries.get('nameOrder') === 'family-first' ? 'family-first' : 'given-first',
    organisation: asName(entries.get('organisation')),
    role: asText(entries.get('role')) ?? '',
    archived: entries.get('archived') === true,
    demonstration: entries.get('demonstration') === true,
  }
}

/** Only what is given is written: correcting a name leaves the organisation as it stands. */
export function personChange(person: PersonId, fields: Partial<Person>): DocumentChange {
  const entries: DocumentChange['entries'] = []
  for (const name of ['familyName', 'givenName', 'nameOrder', 'organisation', 'role', 'archived'] as const) {
    const value = fields[name]
    if (value !== undefined) entries.push([name, value])
  }
  if (fields.demonstration) entries.push(['demonstration', true])
  return { document: documentId.person(person), entries }
}
