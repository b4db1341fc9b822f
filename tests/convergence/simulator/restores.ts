import type { HubId } from '#domain/ids.ts'
import { isClosed } from '../../../sync-server/access/epochs.ts'
import { erasedPersons } from '../../../sync-server/access/erasureRows.ts'
import type { AccessSnapshot } from '../../../sync-server/access/operations.ts'
import { readAccess } from '../../../sync-server/access/tables.ts'
import type { Chance } from './chance.ts'
import { hubLost } from './losses.ts'
import { beAway } from './phoneFaults.ts'
import { erasedTagsIn } from './safekept.ts'
import type { FormerRowHere, SimHub } from './simHub.ts'
import type { SimPhone } from './simPhone.ts'
import type { SimWorld } from './simWorld.ts'
import { fieldPhones } from './who.ts'

/** The server's data goes and is put back from a backup: by the commands that people take, on a data folder. */

const RESTORES_AT_MOST = 3

export const hasBackups = (world: SimWorld): boolean => world.hub.disk.isFile

export function takeBackup(world: SimWorld): void {
  const { hub } = world
  if (!hub.log) return
  world.counts.backups++
  world.note('backup')
  world.erasedInBackups.push(new Set(erasedPersons(hub.db).map(({ person }) => person)))
  hub.disk.takeBackup(hub.clock())
}

export async function putBack(world: SimWorld, chance: Chance): Promise<void> {
  const { hub, counts } = world
  if (hub.disk.backupsTaken.length === 0 || counts.putBack >= RESTORES_AT_MOST) return
  if (chance.percent(30)) await beAway(world, chance)
  const backup = chance.whole(0, hub.disk.backupsTaken.length - 1)
  world.note(`hub put back from backup ${backup}`)
  counts.putBack++
  if (hub.log) {
    hub.crash()
    world.network.hubEnded()
  }
  const before = committed(hub)
  world.erasedEarlier.push(...erasedTagsIn(hub))
  const how = { isLost: chance.percent(40), now: hub.clock(), random: chance.bytes }
  hub.disk.putBack(hub.disk.backupsTaken[backup] ?? '', how)
  if (hub.told) world.foundEarly.push(...forgotten(hub.told, readAccess(hub.db)))
  const standing = new Set(committed(hub).map(({ tag }) => tag))
  hubLost(
    world,
    before.filter(({ tag }) => !standing.has(tag)),
  )
  world.scheduler.after(chance.whole(0, 20_000), () => hub.start(), null)
  world.scheduler.after(chance.whole(0, 90_000), () => confirm(world, chance), null)
}

/** A coordinator says which devices go on, and that is one less now and then. */
function confirm(world: SimWorld, chance: Chance): void {
  const ends = chance.percent(15) && world.counts.ended === 0 ? fieldPhones(world).slice(0, 1) : []
  if (!openHub(world, ends)) return
  world.note(`hub opened without ${ends.map(({ name }) => name).join()}`)
  world.counts.ended += ends.length
}

/** False: it is open, or nobody can be asked. */
export function openHub(world: SimWorld, ends: readonly SimPhone[]): boolean {
  const { hub, hubId } = world
  const access = hub.log?.access()
  if (!access || !isClosed(access, hubId)) return false
  const end = ends.flatMap((phone) => {
    const member = world.personOf(phone)?.member
    return member ? [{ member, device: phone.device }] : []
  })
  hub.operate({ kind: 'confirm-restore', hub: hubId, ...world.office(access), end, at: hub.clock() })
  return true
}

function committed({ db }: SimHub): FormerRowHere[] {
  const columns =
    'hub, document, member, device, seq AS sequence, received_at AS receivedAt, lower(hex(tag)) AS tag, bytes'
  const from = (table: string) => `SELECT ${columns} FROM ${table} WHERE device <> ''`
  return db.prepare<[], FormerRowHere & { hub: HubId }>(`${from('rows')} UNION ALL ${from('history')}`).all()
}

/** What was said of who may do what, and is not so any more. */
export function forgotten(told: AccessSnapshot, now: AccessSnapshot): string[] {
  const lines = ({ signIns, members, devices, runs, modules }: AccessSnapshot) => [
    ...signIns.map(({ member, device, state }) => `${member} on ${device} is ${state}`),
    ...members.map((member) => JSON.stringify(member)),
    ...devices.map((device) => JSON.stringify(device)),
    ...runs.map((run) => JSON.stringify(run)),
    ...modules.map((module) => JSON.stringify(module)),
  ]
  const standing = new Set(lines(now))
  return lines(told)
    .filter((line) => !standing.has(line))
    .map((line) => `access: forgotten by a restore: ${line}`)
}
