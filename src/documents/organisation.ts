import type { OrganisationId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asText } from './json.ts'

/** `staff/organisation/{o}`: where persons come from. */
export interface Organisation {
  name: string
  demonstration: boolean
}

export function readOrganisation(entries: ReadonlyMap<string, Json>): Organisation | null {
  const name = asText(entries.get('name'))
  return name ? { name, demonstration: entries.get('demonstration') === true } : null
}

export function organisationChange(
  organisation: OrganisationId,
  fields: { name: string; demonstration?: boolean },
): DocumentChange {
  const entries: DocumentChange['entries'] = [['name', fields.name]]
  if (fields.demonstration) entries.push(['demonstration', true])
  return { document: documentId.organisation(organisation), entries }
}
