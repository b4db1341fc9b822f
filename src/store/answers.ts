import { toBase64Url } from '#domain/ids.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import type { SeatCore, YjsRoom } from './core.ts'
import { takeAnswer } from './invitations.ts'
import { type Attribution, attributionOf } from './readModel/attribution.ts'
import { attributeClaims } from './readModel/projectClaims.ts'
import { rebuildDocument } from './rebuild.ts'
import type { OutboxEntry, Received, RequestRow, SeatDatabase } from './seatDatabase.ts'
import type { Answer } from './syncPort.ts'
import { writing } from './transaction.ts'

/** What the server answers to requests. */

/** A document that keeps being refused although it was rebuilt is shown to its owner instead. */
const REBUILDS_AT_MOST = 5

export const acknowledge = (
  core: SeatCore,
  requestBytes: Uint8Array,
  { sequence, receivedAt, tag, result }: Answer,
): Promise<void> =>
  writing(core, async (room, db) => {
    const request = await db.requests.get(toBase64Url(requestBytes))
    // Answered already, here or in another tab.
    if (!request) return
    const entries = present(await db.outbox.bulkGet(request.entries))
    await db.requests.delete(request.id)
    await db.outbox.bulkDelete(request.entries)
    await db.meta.put({ key: 'receivedAt', at: receivedAt })
    for (const { command } of entries) if (command) await takeAnswer(db, command, result, receivedAt)
    if (request.kind === 'push') {
      const received = { member: core.member, device: core.device(), receivedAt, clockOffsetMs: null, epoch: null, tag }
      await keepAcknowledged(core, room, db, request, entries, sequence, received)
    }
  })

/** The waiting rows become one row: exactly the bytes that the server has under this sequence. */
async function keepAcknowledged(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  request: RequestRow,
  entries: OutboxEntry[],
  sequence: number,
  received: Received,
): Promise<void> {
  const { document } = request
  const head = await db.heads.get(document)
  // Its scope is not this seat's any more.
  if (!head) return
  await db.rows.bulkDelete(entries.flatMap(({ row }): [string, number][] => (row === null ? [] : [[document, row]])))
  const fed = await db.rows.where('sequence').equals(sequence).first()
  if (!fed) {
    const n = head.last + 1
    await db.rows.add({ document, n, kind: 'update', bytes: request.body, sequence, received })
    await db.heads.put({ ...head, last: n })
    // In memory it is there since the tap; other tabs take it as a row they have not seen.
    if (!head.unsettled) await core.documents.take(room, { ...head, last: n })
    head.last = n
  }
  const attributions = attributionsOfEntries(entries, attributionOf(fed?.received ?? received))
  if (head.unsettled) await rebuildDocument(core, room, db, head, attributions)
  const info = parseDocumentId(document)
  if (info) await attributeClaims(db, info, attributions)
}

function attributionsOfEntries(entries: OutboxEntry[], attribution: Attribution): Map<string, Attribution> {
  const keys = entries.flatMap((entry) => entry.change?.entries.map(([key]) => key) ?? [])
  return new Map(keys.map((key) => [key, attribution]))
}

/** Keeps, rebuilds or leaves as it is, as `REFUSALS` says. */
export const refuse = (core: SeatCore, requestBytes: Uint8Array, code: RefusalCode): Promise<void> =>
  writing(core, async (room, db) => {
    const request = await db.requests.get(toBase64Url(requestBytes))
    if (!request || REFUSALS[code] === 'retry') return
    const entries = present(await db.outbox.bulkGet(request.entries))
    await db.requests.delete(request.id)
    for (const entry of entries) {
      if (entry.n !== undefined) await db.outbox.update(entry.n, afterRefusal(entry, entries.length, code))
    }
    const head = await db.heads.get(request.document)
    if (head) await rebuildDocument(core, room, db, head)
  })

function afterRefusal(entry: OutboxEntry, together: number, code: RefusalCode): Partial<OutboxEntry> {
  const tries = entry.tries + 1
  const again: Partial<OutboxEntry> = { state: 'waiting', request: null, refusal: null, tries }
  if (REFUSALS[code] === 'rebuild' && tries <= REBUILDS_AT_MOST) return again
  // Which of several is at fault nobody knows: each goes by itself.
  if (together > 1) return { ...again, tries: 0, alone: true }
  // Perhaps it stands there already with the same content: then the feed brings it and the rebuild finds it done.
  return { state: 'refused', request: null, refusal: code, row: null, tries: 0 }
}

const present = (entries: (OutboxEntry | undefined)[]): OutboxEntry[] => entries.filter((entry) => entry !== undefined)
