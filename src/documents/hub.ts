import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asList, asName, asText } from './json.ts'

/** `all/hub`: what every member may know of the hub. */
export interface Hub {
  name: string
  /** Language tags, the preferred first. */
  languages: string[]
}

export const readHub = (entries: ReadonlyMap<string, Json>): Hub => ({
  name: asText(entries.get('name')) ?? '',
  languages: asList(entries.get('languages')).flatMap((tag) => asName<string>(tag) ?? []),
})

export const hubChange = (hub: Hub): DocumentChange => ({
  document: documentId.hub(),
  entries: [
    ['name', hub.name],
    ['languages', [...hub.languages]],
  ],
})
