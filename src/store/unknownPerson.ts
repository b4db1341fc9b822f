import type { PersonId } from '#domain/ids.ts'
import type { PersonRow } from './api.ts'

/** Somebody whose own document is not here. */
export const unknownPerson = (person: PersonId): PersonRow => ({
  person,
  displayName: '',
  familyName: '',
  givenName: '',
  organisation: null,
  organisationName: '',
  role: '',
  demonstration: false,
})
