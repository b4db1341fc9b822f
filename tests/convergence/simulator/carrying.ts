import type { DeviceId, MemberId } from '#domain/ids.ts'
import { isStaff } from '#domain/roles.ts'
import { type RequestRow, seatDatabaseName } from '#store/seatDatabase.ts'
import { indexAccess } from '../../../sync-server/access/rights.ts'
import { bringIn } from '../../../sync-server/handOver/bringIn.ts'
import { actOn, endOn } from './acts.ts'
import type { Chance } from './chance.ts'
import { sealingPair } from './simCrypto.ts'
import { SECRETS } from './simHub.ts'
import { FAIR } from './simNetwork.ts'
import type { SimPhone, SimTab } from './simPhone.ts'
import { SERVER_ID } from './simServerDisk.ts'
import type { SimWorld, Statement } from './simWorld.ts'
import { officeTab, openTabs } from './who.ts'

/** Work that is carried: files made on phones, brought in by anybody, in any order, more than once, spoiled on the way. */

export interface HandFile {
  phone: SimPhone
  device: DeviceId
  member: MemberId
  text: string
  /** What stands in it. */
  statements: Statement[]
}

export function handOver(world: SimWorld, chance: Chance): void {
  const tabs = openTabs(world).filter((tab) => world.seatOf(tab) && world.unsentOf(tab.phone) > 0)
  if (tabs.length === 0) return
  const tab = chance.pick(tabs)
  world.note(`${tab.owner.name} hands over`)
  tab.later(() => void makeFile(world, tab))
}

/** Somebody works where nothing reaches the hub, hands it over, and is ended before it comes there. */
export async function leaveWithWork(world: SimWorld, chance: Chance): Promise<void> {
  const isStaffs = ({ phone }: SimTab) => isStaff(world.personOf(phone)?.role ?? 'observer')
  const tabs = openTabs(world).filter((tab) => !tab.phone.name.startsWith('office') && isStaffs(tab))
  const [tab] = tabs
  if (!tab || world.counts.ended > 0) return
  const { scheduler } = world
  world.note(`${tab.owner.name} leaves with work`)
  await workAndHandOver(world, chance, tab)
  endOn(world, chance, tab.phone)
  await scheduler.runUntil(scheduler.now + chance.whole(0, 60_000))
  if (chance.percent(60)) carry(world, chance)
}

/** Where nothing reaches the hub. */
export async function workAndHandOver(world: SimWorld, chance: Chance, tab: SimTab): Promise<void> {
  const { scheduler } = world
  tab.phone.weather = FAIR
  tab.later(() => void introduce(world, tab))
  await scheduler.runUntil(scheduler.now + 30)
  tab.phone.weather = { ...FAIR, silent: true }
  for (let turn = chance.whole(1, 3); turn > 0; turn--) actOn(world, chance, tab)
  await scheduler.runUntil(scheduler.now + 60)
  tab.later(() => void makeFile(world, tab))
  await scheduler.runUntil(scheduler.now + 60)
}

async function makeFile(world: SimWorld, tab: SimTab): Promise<void> {
  const { phone } = tab
  await introduce(world, tab)
  const seat = world.seatOf(tab)
  const made = await seat?.handOver('Work')
  if (!seat || !made?.ok) return
  const { member } = seat.info.peek()
  const requests = phone.disk.rows<RequestRow>(seatDatabaseName(member), 'requests')
  const inside = requests.map(({ body }) => Buffer.from(body).toString('latin1')).join('\n')
  const statements = world.statements.filter((one) => one.phone === phone && inside.includes(one.marker))
  world.counts.handedOver++
  world.note(`${tab.owner.name} has handed over ${made.value.changes}`)
  world.files.push({ phone, device: phone.device, member, text: made.value.text, statements })
}

/** At a contact with the hub: it has the phone's key, and the phone has the hub's. */
async function introduce(world: SimWorld, { store, phone }: SimTab): Promise<void> {
  const keys = await store?.port.keys()
  const publicKey = await keys?.publicKey()
  const { log } = world.hub
  if (!keys || !publicKey || !log || phone.weather.silent || world.isEnded(phone)) return
  const { device } = phone
  const at = world.hub.clock()
  if (!log.now({ kind: 'keep-device-key', device, publicKey, at }).ok) return
  await keys.heard(SERVER_ID, { device, sealTo: sealingPair().publicKey, at: phone.clock() })
}

export function carry(world: SimWorld, chance: Chance): void {
  if (world.files.length === 0 || !world.hub.log) return
  for (let turn = chance.whole(1, 2); turn > 0; turn--) bring(world, chance.pick(world.files))
  if (chance.percent(20)) bringSpoiled(world, chance)
}

/** All of them, the newest first. */
export function carryAll(world: SimWorld): void {
  for (const file of world.files.toReversed()) bring(world, file)
}

function deps({ hub }: SimWorld) {
  const { guarded: log, clock } = hub
  return log && { log, clock, secrets: SECRETS, sealing: sealingPair(), report: () => undefined }
}

function bring(world: SimWorld, file: HandFile): void {
  const { hub, counts } = world
  const { member, device, phone, statements } = file
  const run = async () => {
    const access = hub.log?.access()
    const given = deps(world)
    if (!access || !given) return
    const { state } = indexAccess(access).signIn(member, device) ?? {}
    const isRefused = state === 'lost' || state === 'erased'
    const brought = await bringIn(given, file.text)
    const told = brought.ok ? `${brought.value.received}/${brought.value.rescued}` : brought.error
    world.note(`work of ${phone.name} is brought in: ${told}`)
    if (!brought.ok) {
      if (brought.error === 'lost' && isRefused) counts.refusedLost++
      else if (brought.error !== 'no-room' && brought.error !== 'failed' && brought.error !== 'lost')
        world.foundEarly.push(`carried: a file of ${phone.name} was refused: ${brought.error}`)
      return
    }
    const { received, already, rescued, refused } = brought.value
    if (isRefused) world.foundEarly.push(`carried: a file of ${phone.name}, which is ${state}, was taken`)
    counts.broughtIn++
    if (already > 0) counts.broughtTwice++
    if (rescued > 0) counts.rescued++
    if (received + already > 0 && refused.length === 0) for (const one of statements) one.isCarried = true
  }
  world.scheduler.after(0, () => void run(), hub.owner)
}

/** A letter of it is another one: nothing of it may be taken. */
function bringSpoiled(world: SimWorld, chance: Chance): void {
  const { text } = chance.pick(world.files)
  const lines = text.split('\n')
  const at = chance.whole(3, Math.max(3, lines.length - 4))
  const line = lines[at] ?? ''
  const letter = chance.whole(0, Math.max(0, line.length - 1))
  const spoiled = line.slice(0, letter) + (line[letter] === 'A' ? 'B' : 'A') + line.slice(letter + 1)
  const given = deps(world)
  if (!given || line.startsWith('-')) return
  const run = async () => {
    const brought = await bringIn(given, lines.with(at, spoiled).join('\n'))
    world.counts.spoiledFiles++
    if (brought.ok) world.foundEarly.push('carried: a file that was altered on the way was taken')
  }
  world.scheduler.after(0, () => void run(), world.hub.owner)
}

/** A coordinator decides on what an ended phone had. */
export function decideRescued(world: SimWorld, chance: Chance): void {
  const tab = officeTab(world)
  const body = decisionOf(world, chance)
  if (!tab || !body) return
  world.act(tab, `${body.name} ${body.member}`, (seat) => seat.command(body))
}

/** Whatever still waits, by a coordinator somewhere. */
export function decideAllRescued(world: SimWorld): void {
  const { hub, hubId, chance } = world
  const access = hub.log?.access()
  const body = decisionOf(world, chance)
  if (!hub.guarded || !access || !body) return
  const by = { hub: hubId, ...world.office(access), request: chance.bytes(16), at: hub.clock() }
  const { guarded, owner } = hub
  world.note(`${body.name} ${body.member}`)
  world.scheduler.after(0, () => void guarded.operate({ kind: 'command', ...by, body }), owner)
}

function decisionOf({ hub, hubId, counts }: SimWorld, chance: Chance) {
  const waiting = hub.log?.rescued(hubId).at(-1)
  if (!waiting) return null
  const name = chance.percent(75) ? ('take-up' as const) : ('discard-rescued' as const)
  counts.decided++
  return { name, member: waiting.member, device: waiting.device, upto: waiting.broughtAt }
}
