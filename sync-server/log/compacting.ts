import { updateShapeOf } from '#protocol/acceptance.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { MAX_COMPACTED_BYTES } from '#protocol/limits.ts'
import { type Batch, refused, SERVER } from './batch.ts'
import type { CompactJob, Projected } from './Log.ts'
import { tagOf } from './tag.ts'

/** Puts one row in the place of many, which go into the history. */
export function compact(batch: Batch, { hub, document, bytes, upto, rows }: CompactJob): Projected {
  const info = parseDocumentId(document)
  if (info === null || updateShapeOf(info) !== 'flat') return refused('unknown-document', 'not a flat document')
  if (bytes.length > MAX_COMPACTED_BYTES) return refused('too-large', `${bytes.length} bytes`)
  const which = { hub, scope: info.scope, document, upto }
  const last = batch.statements.last.get(which)
  if (last?.sequence !== upto || last.rows !== rows) return refused('failed', 'other rows than it was made of')
  batch.statements.keepHistory.run(which)
  batch.statements.dropRows.run(which)
  const { receivedAt } = last
  const tag = tagOf(batch.tagKey, { hub, document, sequence: upto, ...SERVER, receivedAt, bytes })
  batch.statements.insertRow.run({
    ...{ ...which, sequence: upto, ...SERVER, receivedAt, clockOffsetMs: 0, epoch: batch.epoch, tag, bytes },
  })
  return { ok: true }
}
