import type { DocumentChange } from '#documents/change.ts'
import { organisationChange } from '#documents/organisation.ts'
import { makeId, type OrganisationId } from '#domain/ids.ts'
import { foldForSearch } from '#domain/searchKeys.ts'
import type { SeatCore } from './core.ts'

export interface NamedOrganisation {
  organisation: OrganisationId
  name: string
  /** Makes it, where nobody knew it. */
  change: DocumentChange | null
}

/** The organisation known by that name, whatever the spelling of its accents, or a new one. */
export async function organisationNamed(core: SeatCore, name: string): Promise<NamedOrganisation> {
  const known = await core.db.organisations.where('folded').equals(foldForSearch(name)).first()
  if (known) return { organisation: known.organisation, name: known.name, change: null }
  const organisation = makeId<OrganisationId>(core.random)
  return { organisation, name, change: organisationChange(organisation, { name }) }
}
