import { seatDatabaseName, type UpdateRow } from '#store/seatDatabase.ts'
import { type DiskCopy, SimDisk } from './simDisk.ts'
import type { FormerRowHere } from './simHub.ts'
import type { SimPhone } from './simPhone.ts'
import type { SimWorld } from './simWorld.ts'
import { documentsOf, timesStated } from './stated.ts'

/** What is gone for good where a disk is lost, and what must still be there, because somebody else has it. */

const hubRows = ({ hub }: SimWorld) =>
  hub.db.prepare<[], { document: string; bytes: Buffer }>('SELECT document, bytes FROM rows').all()

/** A phone's disk goes, or goes back to an older state: what was saved there and not received yet is gone with it. */
export function loseUnsent(world: SimWorld, phone: SimPhone, copy: DiskCopy | null): void {
  const before = copy === null ? '' : JSON.stringify(outboxesIn(copy))
  const timesOf = timesStated(documentsOf(hubRows(world)))
  for (const statement of world.statements) {
    if (statement.phone !== phone || statement.state === 'not-saved') continue
    statement.isOrphan = !before.includes(statement.marker)
    // Half of it may be at the hub: a mark without the note that it speaks of.
    if (statement.isOrphan && timesOf(statement.marker) === 0) statement.state = 'lost'
  }
  for (const { holders } of world.owed) holders.delete(phone)
}

function outboxesIn(copy: DiskCopy): unknown[] {
  const disk = new SimDisk()
  disk.putBack(copy)
  return disk.databases.flatMap((name) => disk.rows(name, 'outbox'))
}

/** What a restore took away: it was answered once, and is on phones, if anywhere. */
export function hubLost(world: SimWorld, rows: FormerRowHere[]): void {
  const { hub, phones, owed } = world
  hub.lost.push(...rows)
  const gone = new Set(rows.map(({ sequence }) => sequence))
  hub.taken = hub.taken.filter(({ sequence }) => !gone.has(sequence))
  const tagsOn = (phone: SimPhone) => new Set(rowsOf(world, phone).map(({ received }) => hexOf(received?.tag)))
  const here = phones.filter(({ isGone }) => !isGone).map((phone) => ({ phone, tags: tagsOn(phone) }))
  for (const row of rows) {
    const holders = here.filter(({ tags }) => tags.has(row.tag)).map(({ phone }) => phone)
    owed.push({ row, holders: new Set(holders) })
  }
  loseOrphans(world)
}

/** What its own phone has no more, nor the hub, nor anybody who could give it back. */
export function loseOrphans(world: SimWorld): void {
  const orphans = world.statements.filter(({ isOrphan, state }) => isOrphan && state !== 'not-saved')
  if (world.counts.putBack === 0 || orphans.length === 0) return
  const others = world.phones.filter((phone) => !phone.isGone && !world.isEnded(phone))
  const timesOf = timesStated(documentsOf([...hubRows(world), ...others.flatMap((phone) => rowsOf(world, phone))]))
  for (const orphan of orphans) if (timesOf(orphan.marker) === 0) orphan.state = 'lost'
}

/** Rows of the hub's that a phone could give back. */
export function rowsOf(world: SimWorld, phone: SimPhone): UpdateRow[] {
  const person = world.personOf(phone)
  if (!person) return []
  const isOne = ({ kind, received }: UpdateRow) => kind === 'update' && received !== undefined
  return phone.disk.rows<UpdateRow>(seatDatabaseName(person.member), 'rows').filter(isOne)
}

const hexOf = (tag: Uint8Array | undefined): string => Buffer.from(tag ?? []).toString('hex')
