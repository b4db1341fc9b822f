import { isId } from '#domain/ids.ts'
import type { OwnStatus } from '#domain/ownStatus.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asList, asName, asObject, asText } from './json.ts'

/** `all/hub`: what every member may know of the hub. One of its own statuses is `status/{id}`: never taken away, as old
 *  marks are read by it, and never made to count as another than it did. */
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

const STATUS = 'status/'

export const ownStatusChange = ({ id, name, counts, isRemoved }: OwnStatus): DocumentChange => ({
  document: documentId.hub(),
  entries: [[`${STATUS}${id}`, { name, counts, ...(isRemoved ? { isRemoved } : {}) }]],
})

/** By name; what has none, or counts as nothing that is known, is none. */
export const readOwnStatuses = (entries: Iterable<readonly [string, Json]>): OwnStatus[] =>
  [...entries]
    .flatMap(([key, value]): OwnStatus[] => {
      const id = key.startsWith(STATUS) ? key.slice(STATUS.length) : ''
      const json = asObject(value)
      const name = (asText(json?.name) ?? '').trim().slice(0, 60)
      const counts = json?.counts
      if (!isId(id) || name === '' || !(counts === 'present' || counts === 'absent' || counts === 'excused')) return []
      return [{ id, name, counts, isRemoved: json?.isRemoved === true }]
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
