import * as Y from 'yjs'
import { readAll } from '#documents/yMap.ts'
import type { MemberId } from '#domain/ids.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { type MetaRow, seatDatabaseName } from '#store/seatDatabase.ts'
import { erasedAreGone } from './erasures.ts'
import { rowsOf } from './losses.ts'
import type { FormerRowHere, SimHub } from './simHub.ts'
import type { SimPhone } from './simPhone.ts'
import type { SimWorld } from './simWorld.ts'

/** What must hold after backups were put back, work was carried in, and persons were erased. */

export function judgeSafekeeping(world: SimWorld, documents: ReadonlyMap<string, Y.Doc>): string[] {
  return [
    ...everythingIsBack(world, documents),
    ...nobodyOwes(world),
    ...rescuedIsThere(world),
    ...endedStayEnded(world),
    ...erasedAreGone(world),
  ].slice(0, 20)
}

/** What a restore took away stands again, if somebody had it and could come. */
function everythingIsBack(world: SimWorld, documents: ReadonlyMap<string, Y.Doc>): string[] {
  const { counts, hub, owed } = world
  // Who may read less drops what others wrote; who was ended gives nothing back; a storage that failed has less than we saw.
  if (counts.rightsLost > 0 || counts.spoiled > 0) return []
  const name = ({ document, member, device }: Pick<FormerRowHere, 'document' | 'member' | 'device'>, bytes: Buffer) =>
    `${document} ${member} ${device} ${bytes.toString('latin1')}`
  const rows = hub.db
    .prepare<[], FormerRowHere>(
      `SELECT document, member, device, bytes FROM rows UNION ALL SELECT document, member, device, bytes FROM history`,
    )
    .all()
  const standing = new Set(rows.map((row) => name(row, row.bytes)))
  const apart = hub.db.prepare('SELECT 1 FROM quarantine WHERE document = ? AND lower(hex(request)) = ?')
  const gone = erasedIn(world)
  return owed.flatMap(({ row, holders }) => {
    const could = [...holders].filter((phone) => !phone.isGone && !world.isEnded(phone))
    const { document, bytes, tag } = row
    const info = parseDocumentId(document)
    const isExpected = info !== null && !(info.person && gone.has(info.person)) && could.length > 0
    if (!isExpected || standing.has(name(row, bytes)) || apart.get(document, tag)) return []
    // Stated again by its author, who had forgotten it.
    const known = documents.get(document)
    const keys = Y.decodeUpdate(new Uint8Array(bytes)).structs.map((one) =>
      one instanceof Y.Item ? one.parentSub : null,
    )
    if (known && info.nature === 'insert-only' && keys.every((key) => key && readAll(known).has(key))) return []
    return [`back: ${row.sequence} of ${document} is on ${could.map((phone) => phone.name).join()} and not at the hub`]
  })
}

/** Nobody has anything left that the hub was not told of. */
function nobodyOwes(world: SimWorld): string[] {
  if (world.counts.spoiled > 0) return []
  return world.phones.flatMap((phone) => {
    const member = world.personOf(phone)?.member
    if (!member || phone.isGone || world.isEnded(phone)) return []
    const owes = phone.disk.rows<MetaRow>(seatDatabaseName(member), 'meta').some(({ key }) => key === 'owes')
    const former = rowsOf(world, phone).filter(({ formerSequence }) => formerSequence !== undefined)
    return owes || former.length > 0 ? [`owes: ${phone.name} still holds ${former.length} rows for the hub`] : []
  })
}

/** What a coordinator took up stands once, under its author. */
function rescuedIsThere({ hub, counts }: SimWorld): string[] {
  // A restore may have taken it away again: an ended phone gives nothing back.
  if (counts.putBack > 0) return []
  const taken = hub.db
    .prepare<[], { document: string; member: MemberId; device: string; body: Buffer }>(
      "SELECT document, member, device, body FROM rescued WHERE outcome = 'taken' AND kind = 'push' AND length(body) > 0",
    )
    .all()
  const find = hub.db
    .prepare<[object], number>(
      `SELECT (SELECT count(*) FROM rows WHERE document = @document AND member = @member AND device = @device AND bytes = @body)
            + (SELECT count(*) FROM history WHERE document = @document AND member = @member AND device = @device AND bytes = @body)`,
    )
    .pluck()
  return taken.flatMap((row) => {
    const times = find.get(row) ?? 0
    return times === 1 ? [] : [`rescued: what ${row.member} wrote in ${row.document} stands ${times} times`]
  })
}

/** Who was ended once is not let in again by an older database. */
function endedStayEnded({ hub, everEnded }: SimWorld): string[] {
  const signIns = hub.log?.access().signIns ?? []
  return signIns
    .filter(({ device, state }) => state === 'active' && everEnded.has(device))
    .map(({ device }) => `access: ${device} was ended, and is not any more`)
}

const erasedIn = ({ hub }: SimWorld): ReadonlySet<string> =>
  new Set(hub.db.prepare<[], string>("SELECT person FROM erasures WHERE outcome = 'done'").pluck().all())

/** Rows that were received, and went with an erased person. */
export const erasedTags = ({ hub, erasedEarlier }: SimWorld): ReadonlySet<string> =>
  new Set([...erasedEarlier, ...erasedTagsIn(hub)])

export const erasedTagsIn = ({ db }: SimHub): string[] =>
  db.prepare<[], string>('SELECT lower(hex(tag)) FROM erased_rows').pluck().all()

/** Statements of which nothing may be left. */
export const isAboutErased = (world: SimWorld): ((about: string | null) => boolean) => {
  const gone = erasedIn(world)
  return (about) => about !== null && gone.has(about)
}

export const lostTags = ({ hub }: SimWorld): ReadonlySet<string> => new Set(hub.lost.map(({ tag }) => tag))

/** Whether a phone's work may have gone with what the hub lost, and with whoever else had it. */
export const mayBeNowhere = ({ counts }: SimWorld, phone: SimPhone, isOrphan: boolean): boolean =>
  counts.putBack > 0 && (isOrphan || phone.isGone) && counts.ended + counts.rightsLost + counts.spoiled > 0
