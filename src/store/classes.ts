import { type ClassPublicProjection, readClassPublic, readRecord } from '#documents/classProjections.ts'
import type { SessionId } from '#domain/ids.ts'
import { sameJson } from '#domain/sameJson.ts'
import { endsAt, startsAt } from '#domain/sessionTime.ts'
import type { ClassRow, MyRecord } from './api.ts'
import type { SeatDatabase, StoredMove } from './seatDatabase.ts'

/** What a participant sees of their runs: made by the server, kept here as it came. */

const CLASS = /^class\/[^/]+\/public$/
const RECORD = /^self\/[^/]+\/record$/

/** Runs by their first session. */
export async function classes(db: SeatDatabase): Promise<ClassRow[]> {
  const [blobs, moves] = await Promise.all([
    db.projections.where('document').startsWith('class/').toArray(),
    db.moves.toArray(),
  ])
  const wasBySession = new Map(moves.map(({ session, was }) => [session, was]))
  const rows = blobs.flatMap(({ document, bytes }): ClassRow[] => {
    const found = CLASS.test(document) ? readClassPublic(bytes) : null
    return found ? [rowOf(found, wasBySession)] : []
  })
  const first = ({ sessions }: ClassRow) => sessions[0]?.startsAt ?? Number.POSITIVE_INFINITY
  return rows.sort((a, b) => first(a) - first(b) || (a.run < b.run ? -1 : 1))
}

function rowOf({ version: _, ...found }: ClassPublicProjection, moves: ReadonlyMap<SessionId, StoredMove['was']>) {
  const sessions = found.sessions.map((row) => ({
    ...row,
    startsAt: startsAt(row.facts),
    endsAt: endsAt(row.facts),
    was: moves.get(row.session) ?? null,
  }))
  return { ...found, sessions }
}

/** undefined: the hub has sent none yet. */
export async function myRecord(db: SeatDatabase): Promise<MyRecord | undefined> {
  const blobs = await db.projections.where('document').startsWith('self/').toArray()
  for (const { document, bytes } of blobs) {
    const found = RECORD.test(document) ? readRecord(bytes) : null
    if (found) return { person: found.person, displayName: found.displayName, runs: found.runs }
  }
  return undefined
}

/** Remembers when and where a session was to be before it was moved (L4): the hub says only how it is now. What was
 *  known here first is kept; a session that is moved back was not moved. Inside a transaction of `writing`. */
export async function noteMoves(db: SeatDatabase, before: Uint8Array, now: Uint8Array): Promise<void> {
  const [known, next] = [readClassPublic(before), readClassPublic(now)]
  if (!known || !next) return
  const standing = new Map(known.sessions.map((row) => [row.session, placedAt(row)]))
  for (const row of next.sessions) {
    const earlier = await db.moves.get(row.session)
    const was = earlier?.was ?? standing.get(row.session)
    if (!was) continue
    if (sameJson(was, placedAt(row))) await db.moves.delete(row.session)
    else if (!earlier) await db.moves.put({ session: row.session, run: next.run, was })
  }
}

const placedAt = ({ facts: { date, start, end, zone }, place }: ClassPublicProjection['sessions'][number]) => ({
  ...{ date, start, end, zone },
  place,
})
