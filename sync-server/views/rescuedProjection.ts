import { toBase64Url } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AccessSnapshot } from '../access/operations.ts'
import type { RescuedRow } from '../access/rescuedRows.ts'
import { indexAccess } from '../access/rights.ts'
import type { Projection } from '../log/Log.ts'

/** `access/rescued`, for coordinators: what ended devices had, in full, so that it is read before it is decided on. */

const VERSION = 1
/** A projection travels in one frame. What is beyond this is counted only. */
const TOLD_BYTES = 384 * 1024
/** What a request takes beside its body. */
const REQUEST_BYTES = 200

export interface RescuedDocument {
  version: number
  work: {
    member: string
    device: string
    label: string
    displayName: string
    /** Of the latest file, ms UTC: up to there a decision goes. */
    broughtAt: number
    requests: { kind: string; document: string; changes: number; body: string }[]
    /** Changes that are not told. */
    untold: number
  }[]
}

export function rescuedProjection(snapshot: AccessSnapshot, rows: readonly RescuedRow[]): Projection {
  const { members, devices } = indexAccess(snapshot)
  let left = TOLD_BYTES
  const isTold = ({ body }: RescuedRow): boolean => {
    left -= REQUEST_BYTES + (body.length * 4) / 3
    return left >= 0
  }
  const groups = Map.groupBy(rows, ({ member, device }) => `${member} ${device}`)
  const work = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { member, device } = first
    const told = group.filter(isTold)
    const changesOf = (some: readonly RescuedRow[]) => some.reduce((sum, { changes }) => sum + changes, 0)
    return {
      member,
      device,
      label: devices.get(device)?.label ?? '',
      displayName: members.get(member)?.displayName ?? '',
      broughtAt: Math.max(...group.map(({ broughtAt }) => broughtAt)),
      requests: told.map(({ kind, document, changes, body }) => ({ kind, document, changes, body: toBase64Url(body) })),
      untold: changesOf(group) - changesOf(told),
    }
  })
  const content: RescuedDocument = { version: VERSION, work }
  return { document: documentId.rescued(), bytes: new TextEncoder().encode(JSON.stringify(content)) }
}
