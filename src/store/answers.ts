import { toBase64Url } from '#domain/ids.ts'
import { REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import type { SeatCore } from './core.ts'
import { dropRefused } from './erasing.ts'
import { isOfEpoch } from './feedState.ts'
import type { OutboxEntry, RequestRow, SeatDatabase } from './seatDatabase.ts'
import type { Answer } from './syncPort.ts'
import { writing, writingPlainly } from './transaction.ts'

/** What the server answers to requests. */

/** A document that keeps being refused although it was rebuilt is shown to its owner instead. */
const REBUILDS_AT_MOST = 5

/** Leaves everything as it is where the answer is of another epoch than the store's: it is asked again in this one. */
export async function acknowledge(
  core: SeatCore,
  requestBytes: Uint8Array,
  answer: Answer,
  epoch: string | null,
): Promise<void> {
  const id = toBase64Url(requestBytes)
  await core.open()
  const isPush = (await core.db.requests.get(id))?.kind === 'push'
  if (!isPush) {
    const { takeAnswer } = await import('./invitations.ts')
    return writingPlainly(core, async (db) => {
      if (!(await isOfEpoch(db, epoch))) return
      for (const { command } of (await take(db, id, answer))?.entries ?? []) {
        if (command) await takeAnswer(db, command, answer.result, answer.receivedAt)
      }
    })
  }
  return writing(core, async (room, db) => {
    if (!(await isOfEpoch(db, epoch))) return
    const taken = await take(db, id, answer)
    if (!taken) return
    const { sequence, receivedAt, tag } = answer
    const received = { member: core.member, device: core.device(), receivedAt, clockOffsetMs: null, epoch: null, tag }
    await room.keepAcknowledged(core, room, db, taken.request, taken.entries, sequence, received)
  })
}

/** Takes an answered request out of the outbox. null: answered already, here or in another tab. */
async function take(
  db: SeatDatabase,
  id: string,
  { receivedAt }: Answer,
): Promise<{ request: RequestRow; entries: OutboxEntry[] } | null> {
  const request = await db.requests.get(id)
  if (!request) return null
  const entries = present(await db.outbox.bulkGet(request.entries))
  await db.requests.delete(request.id)
  await db.outbox.bulkDelete(request.entries)
  await db.meta.put({ key: 'receivedAt', at: receivedAt })
  return { request, entries }
}

/** Keeps, rebuilds, lets go or leaves as it is, as `REFUSALS` says. */
export const refuse = (core: SeatCore, requestBytes: Uint8Array, code: RefusalCode): Promise<void> =>
  writing(core, async (room, db) => {
    const request = await db.requests.get(toBase64Url(requestBytes))
    if (!request || REFUSALS[code] === 'retry') return
    const entries = present(await db.outbox.bulkGet(request.entries))
    if (REFUSALS[code] === 'drop') return dropRefused(core, db, request, entries)
    await db.requests.delete(request.id)
    for (const entry of entries) {
      if (entry.n !== undefined) await db.outbox.update(entry.n, afterRefusal(entry, entries.length, code))
    }
    const head = await db.heads.get(request.document)
    if (head) await room.rebuildDocument(core, room, db, head)
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
