import { timingSafeEqual } from 'node:crypto'
import type { HubId, MemberId } from '#domain/ids.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import type { FormerRow } from '#protocol/frames.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { makeRun, memberRow, runRow } from '../access/rows.ts'
import { addRow, isOfErased, sameRow } from './appending.ts'
import type { Batch } from './batch.ts'
import type { GiveBackJob, TakenBack } from './Log.ts'
import { keepApart } from './quarantine.ts'
import { tagOf } from './tag.ts'

const notTaken = (code: RefusalCode) => ({ code, sequence: 0, tag: new Uint8Array(0) })

/** Rows from before a restore, each proven by its tag. */
export function takeBack(batch: Batch, { hub, member, device, rows, left, at }: GiveBackJob): TakenBack {
  const counted = { taken: 0, standing: 0, apart: 0 }
  const answers = rows.map((row) => {
    const { document, sequence, bytes, tag } = row
    const proven = tagOf(batch.tagKey, { ...row, hub })
    if (tag.length !== proven.length || !timingSafeEqual(tag, proven)) return notTaken('malformed')
    // Also what somebody gave back before: its place is empty since.
    const info = parseDocumentId(document)
    if (isOfErased(batch, hub, info)) return notTaken('erased')
    const known = placeOf(batch, hub, row)
    if (known) {
      counted.standing += 1
      return { code: null, sequence: known.sequence, tag: new Uint8Array(known.tag) }
    }
    const made = addRow(batch, info, { ...row, hub, request: null, epoch: row.epoch || epochBefore(batch, hub) })
    if (made.ok) {
      counted.taken += 1
      batch.statements.keepGivenBack.run(hub, tag, made.sequence)
      makeUpRun(batch, { hub, document, author: row.member, giver: member, at })
      return { code: null, sequence: made.sequence, tag: made.tag }
    }
    const same = made.code === 'fork' ? sameRow(batch, { ...row, hub }) : undefined
    if (same) {
      counted.standing += 1
      batch.statements.keepGivenBack.run(hub, tag, same.sequence)
      return { code: null, sequence: same.sequence, tag: new Uint8Array(same.tag) }
    }
    // A mark that its author stated again under another client id stands already, by its key.
    if (made.code !== 'needs' && made.code !== 'key-taken') {
      counted.apart += 1
      const why = `given back, and refused: ${made.code}, once at ${sequence}`
      keepApart(batch, { ...row, hub, request: tag, why, update: bytes })
    }
    return notTaken(made.code)
  })
  batch.statements.keepGiver.run({ hub, epoch: batch.epoch, member, device, at, ...counted, left })
  return { ok: true, answers }
}

/** Where a row that this server once committed stands: where it stood, or where it was put when it was given back. */
function placeOf(
  batch: Batch,
  hub: HubId,
  { document, sequence, tag }: FormerRow,
): { sequence: number; tag: Uint8Array } | undefined {
  const which = { hub, document, sequence, tag }
  return batch.statements.stood.get(which) ?? batch.statements.givenBack.get(which)
}

function epochBefore(batch: Batch, hub: HubId): string {
  return batch.statements.epochBefore.get(hub) ?? batch.epoch
}

/** A run that was made after the backup, and is not in the journal either, is one that whoever planned it started on the
 *  spot. That they could, is shown by the tag; nothing in the document gives a right. */
function makeUpRun(
  batch: Batch,
  { hub, document, author, giver, at }: { hub: HubId; document: string; author: MemberId; giver: MemberId; at: number },
): void {
  const run = parseDocumentId(document)?.run
  if (!run || runRow(batch.db, run)) return
  const isKnown = (member: MemberId) => memberRow(batch.db, member)?.hub === hub
  const startedBy = [author, giver].find(isKnown) ?? null
  makeRun(batch.db, { run, hub, programme: null, startedBy }, at)
  batch.runs.add(run)
  batch.accessChanged = true
  batch.at = Math.max(batch.at, at)
}
