import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asList, asName, asText } from './json.ts'

/** `all/hub`: what every member may know of the hub. */
export interface Hub {
  name: string
  /** Language tags, the preferred first. */
  languages: string[]
  /** Made for showing the app: its team and its participants are made up. */
  demonstration: boolean
}

export const readHub = (entries: ReadonlyMap<string, Json>): Hub => ({
  name: asText(entries.get('name')) ?? '',
  languages: asList(entries.get('languages')).flatMap((tag) => asName<string>(tag) ?? []),
  demonstration: entries.get('demonstration') === true,
})

export function hubChange(hub: Hub): DocumentChange {
  const entries: DocumentChange['entries'] = [
    ['name', hub.name],
    ['languages', [...hub.languages]],
  ]
  if (hub.demonstration) entries.push(['demonstration', true])
  return { document: documentId.hub(), entries }
}
