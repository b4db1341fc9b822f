import { parseDocumentId } from '#protocol/documentIds.ts'
import { isOfErased } from './appending.ts'
import type { Batch } from './batch.ts'
import type { Projected, QuarantineJob } from './Log.ts'

/** Most updates kept apart in a hub; the oldest go. */
const QUARANTINE_ROWS = 200

/** Keeps an update for whoever looks into it. */
export function keepApart({ statements }: Batch, job: QuarantineJob): void {
  const { hub, document, member, device, request, receivedAt, why, update } = job
  statements.quarantine.run(hub, document, member, device, request, receivedAt, why, update)
  statements.leaveQuarantine.run(hub, hub, QUARANTINE_ROWS)
}

export function quarantine(batch: Batch, job: QuarantineJob): Projected {
  if (!isOfErased(batch, job.hub, parseDocumentId(job.document))) keepApart(batch, job)
  return { ok: true }
}
