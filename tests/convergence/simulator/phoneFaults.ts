import { parseDocumentId } from '#protocol/documentIds.ts'
import { seatDatabaseName, type UpdateRow } from '#store/seatDatabase.ts'
import { act } from './acts.ts'
import type { Chance } from './chance.ts'
import { loseOrphans, loseUnsent } from './losses.ts'
import type { DiskCopy } from './simDisk.ts'
import type { SimPhone } from './simPhone.ts'
import { type SimWorld, YEAR_MS } from './simWorld.ts'
import { fieldPhones, livePhones, openTabs } from './who.ts'

/** What happens to phones, and to the network between. */

export function changeWeather(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  phone.weather = {
    silent: chance.percent(35),
    breaks: chance.percent(50) ? chance.whole(0, 30) : 0,
    doubles: chance.percent(50) ? chance.whole(0, 20) : 0,
    slowMs: chance.pick([5, 60, 400, 2_500]),
  }
  world.note(`${phone.name} weather ${JSON.stringify(phone.weather)}`)
}

/** A phone's storage gives a row back as another one, or not at all. Only what the hub has: the rest is lost with it. */
export function spoil(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  // The version before has no way of finding it.
  if (phone.isOlder) return
  const database = seatDatabaseName(world.personOf(phone)?.member ?? world.people.stranger.member)
  const rows = phone.disk.rows<UpdateRow>(database, 'rows')
  const at = chance.whole(0, rows.length - 1)
  const row = rows[at]
  if (row?.sequence === undefined || !parseDocumentId(row.document)) return
  world.note(`${phone.name} spoils ${row.sequence}`)
  world.counts.spoiled++
  world.spoiled.add(phone)
  for (const statement of world.statements) if (statement.phone === phone) statement.isOrphan = true
  for (const { holders } of world.owed) holders.delete(phone)
  if (chance.percent(50)) phone.disk.loseRow(database, 'rows', at)
  else row.bytes = new Uint8Array([0, 0])
}

export function fillPhoneDisk(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  world.note(`${phone.name} disk full`)
  world.counts.fullDisks++
  phone.disk.isFull = true
  world.scheduler.after(
    chance.whole(1, 20_000),
    () => {
      phone.disk.isFull = false
    },
    null,
  )
}

async function killPhone(world: SimWorld, chance: Chance): Promise<SimPhone | null> {
  const phone = chance.pick(livePhones(world))
  if (phone.tabs.length === 0) return null
  // In the middle of a write if one comes soon, or of whatever else it does.
  const inWrite = chance.percent(60)
  await world.scheduler.runUntil(
    world.scheduler.now + chance.next() * (inWrite ? 300 : 4),
    () => inWrite && phone.disk.isWriting,
  )
  if (inWrite) await world.scheduler.runUntil(world.scheduler.now + chance.next() * 0.4)
  world.note(`${phone.name} killed`)
  world.counts.phoneCrashes++
  phone.kill(chance.percent(30))
  return phone
}

export async function killAndReopen(world: SimWorld, chance: Chance): Promise<void> {
  const phone = await killPhone(world, chance)
  if (!phone) return
  if (chance.percent(40)) world.copies.set(phone, phone.disk.copy())
  if (chance.percent(70)) await phone.openTab()
}

export async function openTab(world: SimWorld, chance: Chance): Promise<void> {
  const phone = chance.pick(livePhones(world))
  if (phone.tabs.length < 2) await phone.openTab()
}

export function closeTab(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  if (phone.tabs.length < 2) return
  world.counts.phoneCrashes++
  phone.killTab(chance.pick(phone.tabs), chance.percent(30))
}

export function freezeTab(world: SimWorld, chance: Chance): void {
  const tabs = openTabs(world)
  if (tabs.length === 0) return
  const tab = chance.pick(tabs)
  if (tab.owner.frozen > 0) return
  world.note(`${tab.owner.name} frozen`)
  world.counts.frozen++
  tab.isVisible = false
  world.scheduler.freeze(tab.owner)
  world.scheduler.after(
    chance.whole(10, 200_000),
    () => {
      world.scheduler.thaw(tab.owner)
      tab.show(true)
    },
    null,
  )
}

/** The browser clears the app's storage away under its open tabs; its person signs in again. */
export async function wipePhone(world: SimWorld, chance: Chance): Promise<void> {
  if (fieldPhones(world).length === 0) return
  const phone = chance.pick(fieldPhones(world))
  const person = world.personOf(phone)
  if (!person) return
  world.note(`${phone.name} wiped`)
  world.counts.wipes++
  loseUnsent(world, phone, null)
  phone.disk.wipe()
  // Taps after it must not be told as saved by what the wiped tab still holds.
  if (chance.percent(50)) act(world, chance)
  await world.scheduler.runUntil(world.scheduler.now + chance.next() * 50)
  phone.kill(false)
  phone.disk.wipe()
  loseUnsent(world, phone, null)
  loseOrphans(world)
  const tab = await phone.openTab()
  await world.scheduler.runUntil(world.scheduler.now + 10_000, () => tab.store !== null)
  tab.addSeat(world.seatInfo(person, phone))
}

/** A phone is put back to a state from before. */
export async function rollBack(world: SimWorld, chance: Chance): Promise<void> {
  const [entry] = [...world.copies].filter(([phone]) => !phone.isGone)
  if (!entry) return
  const [phone, copy] = entry
  world.note(`${phone.name} rolled back`)
  world.counts.rollbacks++
  phone.kill(false)
  loseUnsent(world, phone, copy)
  phone.disk.putBack(copy)
  loseOrphans(world)
  world.copies.delete(phone)
  if (chance.percent(90)) await phone.openTab()
}

/** Two phones from one: the same cookie, the same disk, both in use. */
export async function clonePhone(world: SimWorld, chance: Chance): Promise<void> {
  if (world.counts.clones > 1 || fieldPhones(world).length === 0) return
  const phone = chance.pick(fieldPhones(world))
  if (world.counts.ended > 0 && world.endedDevices.has(phone.device)) return
  world.note(`${phone.name} cloned`)
  world.counts.clones++
  phone.kill(false)
  const copy: DiskCopy = phone.disk.copy()
  const clone = world.makePhone(phone.name, phone.device)
  clone.disk.putBack(copy)
  await phone.openTab()
  await clone.openTab()
}

export function setClock(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  world.counts.clockJumps++
  phone.clockOffsetMs = chance.pick([-10 * YEAR_MS, -3_600_000, -90_000, 0, 90_000, 3 * 3_600_000, 4 * YEAR_MS])
  world.note(`${phone.name} clock ${phone.clockOffsetMs}`)
}

export function losePhone(world: SimWorld, chance: Chance): void {
  if (world.counts.lostPhones > 0 || fieldPhones(world).length === 0) return
  const phone = chance.pick(fieldPhones(world))
  if (world.phones.filter((other) => other.device === phone.device).length > 1) return
  world.note(`${phone.name} lost`)
  world.counts.lostPhones++
  loseUnsent(world, phone, null)
  phone.kill(false)
  phone.isGone = true
  loseOrphans(world)
}

export async function beAway(world: SimWorld, chance: Chance): Promise<void> {
  const days = chance.whole(1, 20)
  world.note(`${days} days pass`)
  // Phones lie in drawers: nothing of theirs beats for days.
  const tabs = livePhones(world).flatMap((phone) => phone.tabs)
  for (const tab of tabs) world.scheduler.freeze(tab.owner)
  await world.scheduler.runUntil(world.scheduler.now + days * 24 * 3_600_000)
  for (const tab of tabs) {
    world.scheduler.thaw(tab.owner)
    tab.show(true)
  }
}
