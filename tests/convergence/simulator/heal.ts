import { PING_ANSWER_WITHIN_MS, PING_EVERY_MS } from '#protocol/limits.ts'
import { seatDatabaseName } from '#store/seatDatabase.ts'
import { carryAll, decideAllRescued } from './carrying.ts'
import { everybodyHoldsTheSame, modulesAreThere } from './invariants.ts'
import { wishAgain } from './learners.ts'
import { openHub } from './restores.ts'
import { FAIR } from './simNetwork.ts'
import type { SimPhone } from './simPhone.ts'
import type { SimWorld } from './simWorld.ts'
import { livePhones } from './who.ts'

/** Everything works again and stays so: nothing may be left waiting. */
export async function heal(world: SimWorld): Promise<void> {
  world.note('all is well')
  world.hub.faults.full = false
  world.hub.clockOffsetMs = 0
  world.hub.start()
  openHub(world, [])
  for (const phone of livePhones(world)) {
    phone.weather = FAIR
    phone.disk.isFull = false
    // The version before gives nothing back, and knows of nobody who was erased: it is brought up to date.
    if (phone.isOlder && world.counts.putBack + world.counts.erasures > 0) {
      phone.isOlder = false
      phone.kill(false)
    }
    if (phone.tabs.length === 0) await phone.openTab()
    for (const tab of phone.tabs) {
      world.scheduler.thaw(tab.owner, true)
      tab.show(true)
    }
  }
  await world.scheduler.runUntil(world.scheduler.now + 10_000)
  // Whoever could not open the app, or not sign in again, on a full disk loads the page anew and does so now.
  for (const phone of livePhones(world)) {
    const [tab] = phone.tabs
    const person = world.personOf(phone)
    if (!tab || !person || world.seatOf(tab) || world.isEnded(phone)) continue
    phone.kill(false)
    const next = await phone.openTab()
    await world.scheduler.runUntil(world.scheduler.now + 10_000, () => next.store !== null)
    if (!world.seatOf(next)) next.addSeat(world.seatInfo(person, phone))
  }
  carryAll(world)
  await world.scheduler.runUntil(world.scheduler.now + 1_000)
  decideAllRescued(world)
  await world.scheduler.runUntil(world.scheduler.now + 1_000)
  // What the office still had in its queue comes first: it may take rights away.
  const offices = livePhones(world).filter((phone) => world.personOf(phone) === world.people.coordinator)
  await world.scheduler.runUntil(world.scheduler.now + 180_000, () => offices.every((phone) => isSent(world, phone)))
  // Whoever thinks that something is missing asks, and gets it back before anything else is tried.
  if (world.counts.spoiled > 0) {
    for (const phone of livePhones(world)) for (const tab of phone.tabs) tab.later(() => tab.sync?.sendNow())
    // The hub answers one at a time: whoever is not answered asks again.
    await world.scheduler.runUntil(world.scheduler.now + 180_000)
  }
  if (world.counts.rightsLost > 0) {
    // Whoever lost their right to something has nothing of it any more, and everybody else all of it.
    // A dead line is found out by its silence, at the latest after the next PING.
    await world.scheduler.runUntil(world.scheduler.now + PING_EVERY_MS + PING_ANSWER_WITHIN_MS + 12_000)
    await world.scheduler.runUntil(world.scheduler.now + 60_000, () => livePhones(world).every(isConnected(world)))
    await world.scheduler.runUntil(world.scheduler.now + 2_000)
    world.foundEarly.push(...everybodyHoldsTheSame(world))
  }
  const at = world.hub.clock()
  for (const { member } of world.counts.rightsLost > 0 ? world.people.trainers : []) {
    world.hub.operate({ kind: 'make-grant', member, programme: world.programme, at })
  }
  await world.scheduler.runUntil(world.scheduler.now + 5_000)
  // People read why something was refused, and send it again now that they may. Whoever sends also compares, which costs
  // more than anything else here and would find the same in most worlds.
  const asks = world.counts.spoiled > 0 || world.chance.apart('heal').percent(25)
  for (const phone of livePhones(world)) {
    const [tab] = phone.tabs
    const seat = tab && world.seatOf(tab)
    if (!tab || !seat) continue
    const { member } = seat.info.peek()
    const refused = phone.disk
      .rows<{ n: number; state: string; refusal: string }>(seatDatabaseName(member), 'outbox')
      .filter(({ state, refusal }) => state === 'refused' && refusal !== 'ended')
    for (const { n } of refused) tab.later(() => void seat.retryRefused(`entry-${n}`))
    tab.later(() => void seat.retryUnsaved())
    tab.later(() => (asks ? tab.sync?.sendNow() : tab.sync?.wake()))
  }
  for (const phone of livePhones(world)) wishAgain(world, phone)
  const { now } = world.scheduler
  await world.scheduler.runUntil(now + 900_000, () => livePhones(world).every((phone) => isSent(world, phone)))
  // One more round, in which everybody hears of everything; whoever holds a dead line finds out by its silence.
  await world.scheduler.runUntil(world.scheduler.now + 60_000, () => livePhones(world).every(knowsAll(world)))
  await world.scheduler.runUntil(world.scheduler.now + 120_000, () => modulesAreThere(world).length === 0)
  await world.scheduler.runUntil(world.scheduler.now + 2_000)
}

const isConnected = (world: SimWorld) => (phone: SimPhone) =>
  world.isEnded(phone) || phone.tabs.some((tab) => world.seatOf(tab)?.connection.peek().state === 'connected')

const isSent = (world: SimWorld, phone: SimPhone): boolean => world.isEnded(phone) || world.unsentOf(phone) === 0

/** Whether a phone has everything that the hub has, or will never have it. */
function knowsAll(world: SimWorld): (phone: SimPhone) => boolean {
  const head = world.hub.log?.head(world.hubId)
  return (phone) => world.isEnded(phone) || (isSent(world, phone) && world.cursorOf(phone) === head)
}
