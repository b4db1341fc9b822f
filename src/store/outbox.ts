import { toBase64Url } from '#domain/ids.ts'
import { MERGE_UP_TO_BYTES } from '#protocol/limits.ts'
import type { SeatCore, YjsRoom } from './core.ts'
import type { OutboxEntry, RequestRow, SeatDatabase } from './seatDatabase.ts'
import type { FrozenRequest } from './syncPort.ts'
import { writing } from './transaction.ts'

/** What waits to be sent: frozen into requests that never change until they are answered. */

/** `mergeUpdates` is super-linear. */
const MERGE_UP_TO_ENTRIES = 200

/** `handedOut`: requests on their way from this tab. In memory: a new tab sends everything unanswered again. */
export async function nextRequests(
  core: SeatCore,
  handedOut: Set<string>,
  limit: number,
  deviceNow: number,
): Promise<FrozenRequest[]> {
  await core.open()
  const { db } = core
  // Most calls find nothing: they cost no write transaction.
  const [waiting, unanswered] = await db.transaction('r', db.outbox, db.requests, () =>
    Promise.all([db.outbox.where('state').equals('waiting').count(), db.requests.orderBy('n').toArray()]),
  )
  let frozen = unanswered
  if (waiting > 0 && frozen.filter((row) => !handedOut.has(row.id)).length < limit) {
    frozen = await writing(core, async (room, open) => {
      await freeze(core, room, open, limit + handedOut.size, deviceNow)
      return open.requests.orderBy('n').toArray()
    })
  }
  const next = untilUnansweredCommand(frozen)
    .filter((row) => !handedOut.has(row.id))
    .slice(0, limit)
  for (const row of next) handedOut.add(row.id)
  return next.map(({ request, kind, document, deviceNow: at, body }) => ({
    request,
    kind,
    document,
    deviceNow: at,
    body,
  }))
}

/** What follows a command may need what it does (a run must be made before its plan is pushed). */
function untilUnansweredCommand(rows: RequestRow[]): RequestRow[] {
  const command = rows.findIndex((row) => row.kind === 'command')
  return command === -1 ? rows : rows.slice(0, command + 1)
}

/** Everything that waits as requests, also behind commands and behind what was refused before, for whoever carries them
 *  all. Gives all that are unanswered, in the order in which they go out. A document that is still being rebuilt waits for
 *  the answers that it is rebuilt for. */
export const freezeEverything = (core: SeatCore, deviceNow: number): Promise<RequestRow[]> =>
  writing(core, async (room, db) => {
    await freeze(core, room, db, Number.POSITIVE_INFINITY, deviceNow, true)
    return db.requests.orderBy('n').toArray()
  })

/** Makes requests of waiting entries, those of one document merged, until there are `limit` unanswered. */
async function freeze(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  limit: number,
  deviceNow: number,
  everything = false,
): Promise<void> {
  const unanswered = await db.requests.toArray()
  if (!everything && unanswered.some((row) => row.kind === 'command')) return
  const waiting = await db.outbox.where('state').equals('waiting').sortBy('n')
  const documents = [...new Set(waiting.map((entry) => entry.document))]
  const heads = await db.heads.bulkGet(documents)
  const settling = new Set(heads.flatMap((head) => (head?.unsettled ? [head.document] : [])))
  const sending = new Set(unanswered.map((row) => row.document))

  const groups = everything
    ? groupEverything(waiting, settling)
    : groupEntries(waiting, settling, sending, limit - unanswered.length)
  for (const group of groups) {
    const [first] = group
    if (first?.n === undefined) continue
    const request = core.random(16)
    const id = toBase64Url(request)
    const entries = group.flatMap((entry) => entry.n ?? [])
    const body = first.command
      ? new TextEncoder().encode(JSON.stringify(first.command))
      : room.mergeBytes(group.map((entry) => entry.update))
    const kind = first.command ? 'command' : 'push'
    await db.requests.add({ id, n: first.n, kind, document: first.document, deviceNow, body, request, entries })
    for (const n of entries) await db.outbox.update(n, { state: 'sent', request: id })
  }
}

/** Which entries go together, oldest first. Never past a command, since what follows it may depend on it. */
function groupEntries(
  waiting: OutboxEntry[],
  settling: ReadonlySet<string>,
  sending: ReadonlySet<string>,
  limit: number,
): OutboxEntry[][] {
  const groups: OutboxEntry[][] = []
  const growing = new Map<string, { entries: OutboxEntry[]; bytes: number }>()
  const closed = new Set(settling)
  for (const entry of waiting) {
    if (entry.command) {
      if (groups.length < limit) groups.push([entry])
      break
    }
    if (closed.has(entry.document)) continue
    const group = growing.get(entry.document)
    if (entry.alone) {
      // One at a time: after a refusal those behind it would be refused with it.
      closed.add(entry.document)
      if (!group && !sending.has(entry.document) && groups.length < limit) groups.push([entry])
      continue
    }
    const bytes = (group?.bytes ?? 0) + entry.update.length
    if (group && bytes <= MERGE_UP_TO_BYTES && group.entries.length < MERGE_UP_TO_ENTRIES) {
      group.entries.push(entry)
      group.bytes = bytes
    } else if (groups.length < limit) {
      const entries = [entry]
      groups.push(entries)
      growing.set(entry.document, { entries, bytes: entry.update.length })
    } else closed.add(entry.document)
  }
  return groups
}

/** The same of all: a command parts what is before it from what is behind, and so does, in its document, what goes by
 *  itself. */
function groupEverything(waiting: OutboxEntry[], settling: ReadonlySet<string>): OutboxEntry[][] {
  const groups: OutboxEntry[][] = []
  const growing = new Map<string, { entries: OutboxEntry[]; bytes: number }>()
  for (const entry of waiting) {
    if (settling.has(entry.document)) continue
    const group = growing.get(entry.document)
    const bytes = (group?.bytes ?? 0) + entry.update.length
    const mayJoin = !entry.command && !entry.alone
    if (group && mayJoin && bytes <= MERGE_UP_TO_BYTES && group.entries.length < MERGE_UP_TO_ENTRIES) {
      group.entries.push(entry)
      group.bytes = bytes
      continue
    }
    const entries = [entry]
    groups.push(entries)
    if (entry.command) growing.clear()
    else if (entry.alone) growing.delete(entry.document)
    else growing.set(entry.document, { entries, bytes: entry.update.length })
  }
  return groups
}
