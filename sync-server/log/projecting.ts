import type { HubId } from '#domain/ids.ts'
import { invariant } from '#domain/result.ts'
import { type DocumentKind, parseDocumentId } from '#protocol/documentIds.ts'
import { erasuresOf } from '../access/erasureRows.ts'
import type { AccessSnapshot } from '../access/operations.ts'
import { waitingRescued } from '../access/rescuedRows.ts'
import { readAccess } from '../access/tables.ts'
import { erasuresProjections } from '../views/erasuresProjection.ts'
import { membersProjection, runStaffProjection } from '../views/membersProjection.ts'
import { rescuedProjection } from '../views/rescuedProjection.ts'
import { isOfErased } from './appending.ts'
import { type Batch, nextSequence, refused, SERVER } from './batch.ts'
import type { CommittedRow, Projected, Projection, ProjectJob } from './Log.ts'
import { tagOf } from './tag.ts'

const OF_ACCESS_ROWS: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['run-staff', 'erased'])

/** Writes what follows from changed access rows, once a batch. */
export function projectAccess(batch: Batch): AccessSnapshot {
  const snapshot = readAccess(batch.db)
  for (const hub of batch.hubs) writeProjection(batch, hub, membersProjection(snapshot, hub))
  for (const hub of batch.rescued)
    writeProjection(batch, hub, rescuedProjection(snapshot, waitingRescued(batch.db, hub)))
  for (const hub of batch.erasures)
    for (const each of erasuresProjections(erasuresOf(batch.db, hub))) writeProjection(batch, hub, each)
  for (const { run, hub } of snapshot.runs) {
    if (!batch.runs.has(run)) continue
    const projection = runStaffProjection(snapshot, run)
    if (projection !== null) writeProjection(batch, hub, projection)
  }
  return snapshot
}

export function project(batch: Batch, { hub, projections, seen, at }: ProjectJob): Projected {
  for (const { document } of projections) {
    const info = parseDocumentId(document)
    // Those of access rows follow in the commits that change the rows, and nowhere else.
    const isMade =
      info?.nature === 'projection' && !info.reserved && info.scope !== 'access' && !OF_ACCESS_ROWS.has(info.kind)
    if (!isMade) return refused('unknown-document', 'no projection of documents')
  }
  batch.at = Math.max(batch.at, at)
  for (const projection of projections) {
    if (!isOfErased(batch, hub, parseDocumentId(projection.document))) writeProjection(batch, hub, projection)
  }
  if (seen) batch.statements.keepSeen.run(hub, seen.version, seen.sequence)
  return { ok: true }
}

function writeProjection(batch: Batch, hub: HubId, { document, bytes }: Projection): void {
  const info = parseDocumentId(document)
  invariant(info?.nature === 'projection', `${document} is a projection`)
  const before = batch.statements.projection.get(hub, document)
  if (before?.bytes.equals(bytes)) return
  const sequence = nextSequence(batch, hub)
  const receivedAt = batch.at
  const row: CommittedRow = {
    kind: 'projection',
    hub,
    scope: info.scope,
    request: null,
    sequence,
    document,
    ...SERVER,
    receivedAt,
    clockOffsetMs: 0,
    epoch: batch.epoch,
    tag: tagOf(batch.tagKey, { hub, document, sequence, ...SERVER, receivedAt, bytes }),
    part: 0,
    parts: 1,
    bytes,
  }
  batch.statements.keepProjection.run({ ...row, version: (before?.version ?? 0) + 1 })
  batch.rows.push(row)
}
