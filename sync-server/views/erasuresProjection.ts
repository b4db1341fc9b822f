import type { MemberId, PersonId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { ErasureRow } from '../access/erasureRows.ts'
import type { Projection } from '../log/Log.ts'

/** What devices are told of erasures, made in the commit that decides on one. */

const VERSION = 1

/** `staff/erased`, for whoever may hold something of these persons. */
export interface ErasedDocument {
  version: number
  persons: { person: PersonId; standing: 'erased' | 'restricted' }[]
}

/** `access/erasures`: every decision, oldest first, for coordinators. */
export interface ErasuresDocument {
  version: number
  decisions: (Pick<ErasureRow, 'person' | 'outcome' | 'until' | 'reason'> & { by: MemberId; at: number })[]
}

const projection = (document: string, content: ErasedDocument | ErasuresDocument): Projection => ({
  document,
  bytes: new TextEncoder().encode(JSON.stringify(content)),
})

export function erasuresProjections(rows: readonly ErasureRow[]): Projection[] {
  const last = new Map(rows.map((row) => [row.person, row.outcome]))
  const persons = [...last].flatMap(([person, outcome]): ErasedDocument['persons'] => {
    if (outcome === 'refused') return []
    return [{ person, standing: outcome === 'done' ? 'erased' : 'restricted' }]
  })
  const decisions = rows.map(({ person, outcome, until, reason, decidedBy, decidedAt }) => ({
    ...{ person, outcome, until, reason, by: decidedBy, at: decidedAt },
  }))
  return [
    projection(documentId.erased(), { version: VERSION, persons }),
    projection(documentId.erasures(), { version: VERSION, decisions }),
  ]
}
