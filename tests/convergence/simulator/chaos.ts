import type { RunId } from '#domain/ids.ts'
import { isStaff } from '#domain/roles.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { PING_ANSWER_WITHIN_MS, PING_EVERY_MS } from '#protocol/limits.ts'
import { seatDatabaseName, type UpdateRow } from '#store/seatDatabase.ts'
import { compact } from '../../../sync-server/views/compacting.ts'
import { documentRowsOf } from '../../../sync-server/views/documentRows.ts'
import type { Chance } from './chance.ts'
import { forge } from './forge.ts'
import { everybodyHoldsTheSame, modulesAreThere } from './invariants.ts'
import { learn, wishAgain } from './learners.ts'
import type { DiskCopy } from './simDisk.ts'
import { LIBRARY } from './simModules.ts'
import { FAIR } from './simNetwork.ts'
import type { SimPhone, SimTab } from './simPhone.ts'
import { markerOf, type SimWorld } from './simWorld.ts'

/** What people do and what goes wrong, one thing at a time, with some time between. */

const YEAR_MS = 365 * 24 * 3600 * 1000

interface Happening {
  weight: number
  happen(world: SimWorld, chance: Chance): void | Promise<void>
}

const openTabs = (world: SimWorld): SimTab[] =>
  world.phones.filter((phone) => !phone.isGone).flatMap((phone) => phone.tabs.filter((tab) => tab.store !== null))
const livePhones = (world: SimWorld): SimPhone[] => world.phones.filter((phone) => !phone.isGone)
const trainersPhones = (world: SimWorld): SimPhone[] =>
  livePhones(world).filter((phone) => !phone.name.startsWith('office'))

const officeTab = (world: SimWorld): SimTab | undefined =>
  openTabs(world).find(({ phone }) => world.personOf(phone) === world.people.coordinator)

function act(world: SimWorld, chance: Chance): void {
  const tabs = openTabs(world)
  if (tabs.length === 0) return
  const tab = chance.pick(tabs)
  const role = world.personOf(tab.phone)?.role ?? 'observer'
  if (isStaff(role)) record(world, chance, tab)
  else if (role === 'participant') learn(world, chance, tab)
}

function record(world: SimWorld, chance: Chance, tab: SimTab): void {
  const session = world.session()
  const person = world.person()
  const kind = chance.whole(0, 99)
  if (kind < 66) {
    world.counts.conflicts += world.marked(session, person, tab) ? 1 : 0
    const status = chance.pick(['present', 'present', 'absent', 'excused'] as const)
    world.state(tab, 'mark', (seat, number) => seat.mark(session, person, { status, note: markerOf(number) }))
  } else if (kind < 74) {
    world.state(tab, 'walk-in', (seat, number) =>
      seat.addWalkIn(session, { givenName: 'Walk', familyName: markerOf(number), organisation: '' }),
    )
  } else if (kind < 84) world.act(tab, 'everyone', (seat) => seat.everyonePresent(session, world.field.persons))
  else if (kind < 90) world.act(tab, 'submit', (seat) => seat.submit(session))
  else if (kind < 93) world.state(tab, 'not held', (seat, number) => seat.didNotTakePlace(session, markerOf(number)))
  else {
    // Taking back one's own latest claim, if this phone knows of any.
    const own = world.ownClaims(tab, session)
    const last = own.at(-1)
    if (last) world.act(tab, 'withdraw', (seat) => seat.withdraw(session, [last]))
  }
}

/** A burst within milliseconds: taps meet transactions that are still running. */
async function actQuickly(world: SimWorld, chance: Chance): Promise<void> {
  for (let turn = chance.whole(2, 6); turn > 0; turn--) {
    act(world, chance)
    await world.scheduler.runUntil(world.scheduler.now + chance.next() * 3)
  }
}

function changeWeather(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  phone.weather = {
    silent: chance.percent(35),
    breaks: chance.percent(50) ? chance.whole(0, 30) : 0,
    doubles: chance.percent(50) ? chance.whole(0, 20) : 0,
    slowMs: chance.pick([5, 60, 400, 2_500]),
  }
  world.note(`${phone.name} weather ${JSON.stringify(phone.weather)}`)
}

async function crashHub(world: SimWorld, chance: Chance): Promise<void> {
  if (!world.hub.log) return
  const inCommit = chance.percent(60)
  if (inCommit) await world.scheduler.runUntil(world.scheduler.now + 500, () => world.hub.log?.isCommitting === true)
  // The last write is torn where it is on the disk and nobody was told.
  if (inCommit && world.hub.disk.isFile) {
    await world.scheduler.runUntil(world.scheduler.now + 20, () => world.hub.disk.isUnsaid)
  } else if (inCommit) await world.scheduler.runUntil(world.scheduler.now + chance.next() * 14)
  world.note('hub crashes')
  world.counts.hubCrashes++
  world.hub.crash()
  world.network.hubEnded()
  if (chance.percent(30)) leaveUnknown(world, chance)
  world.scheduler.after(chance.whole(0, 20_000), () => world.hub.start(), null)
}

/** A later build of the hub wrote what the phones' build does not know; then this one was put back. */
function leaveUnknown(world: SimWorld, chance: Chance): void {
  const { hub, hubId, run, people } = world
  const { member } = chance.pick(people.trainers)
  const document = `run/${run}/tomorrow/${chance.whole(1, 2)}`
  const bytes = chance.bytes(chance.whole(0, 80))
  world.note(`${document} of ${bytes.length} bytes`)
  world.counts.unknownKinds++
  hub.leaveUnknown({ hub: hubId, scope: `run:${run}`, document, member, device: 'AAAAAAAAAAAAAAAA', bytes })
}

/** One row stands for many from now on, for whoever has not read them. */
async function compactSome(world: SimWorld, chance: Chance): Promise<void> {
  const { hub, hubId, run } = world
  const document = chance.pick([documentId.plan(run), documentId.plan(run), documentId.review(run)])
  const name = { hub: hubId, scope: `run:${run}`, document }
  const rows = documentRowsOf(hub.db).standing(name)
  const made = compact(rows.slice(0, chance.whole(2, Math.max(2, rows.length))))
  if (!made || !hub.log) return
  world.note(`${document} is made shorter by ${made.rows} rows`)
  const done = hub.log.compact({ ...name, ...made, at: hub.clock() })
  void done.then(({ ok }) => {
    if (ok) world.counts.compacted++
  })
}

/** A phone's storage gives a row back as another one, or not at all. Only what the hub has: the rest is lost with it. */
function spoil(world: SimWorld, chance: Chance): void {
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
  if (chance.percent(50)) phone.disk.loseRow(database, 'rows', at)
  else row.bytes = new Uint8Array([0, 0])
}

/** The server's clock is set, perhaps by years: answers it remembers are suddenly old. */
function setHubClock(world: SimWorld, chance: Chance): void {
  world.counts.hubClockJumps++
  world.hub.clockOffsetMs = chance.pick([-3 * YEAR_MS, -600_000, -1_000, 0, 2_000, 3_600_000, YEAR_MS])
  world.note(`hub clock ${world.hub.clockOffsetMs}`)
}

function changeModules(world: SimWorld, chance: Chance): void {
  const tab = officeTab(world)
  if (!tab) return
  const module = chance.pick(LIBRARY).id
  const name = chance.percent(60) ? 'add-module' : 'remove-module'
  world.counts.modules++
  world.act(tab, `${name} ${module}`, (seat) => seat.command({ name, module }))
}

/** The office leads the plan back to a moment, of one person's changes or of everybody's. */
function restorePlan(world: SimWorld, chance: Chance): void {
  const tab = officeTab(world)
  if (!tab) return
  const document = documentId.plan(world.run)
  const at = Math.max(0, world.hub.clock() - chance.pick([0, 5_000, 60_000, 3_600_000]))
  const by = chance.percent(50) ? chance.pick(world.people.trainers).member : null
  world.counts.restored++
  world.act(tab, `restore-document ${at}`, (seat) => seat.command({ name: 'restore-document', document, at, by }))
}

function fillHubDisk(world: SimWorld, chance: Chance): void {
  world.note('hub disk full')
  world.counts.fullDisks++
  world.hub.faults.full = true
  world.scheduler.after(
    chance.whole(10, 30_000),
    () => {
      world.hub.faults.full = false
    },
    null,
  )
}

function fillPhoneDisk(world: SimWorld, chance: Chance): void {
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

async function killAndReopen(world: SimWorld, chance: Chance): Promise<void> {
  const phone = await killPhone(world, chance)
  if (!phone) return
  if (chance.percent(40)) world.copies.set(phone, phone.disk.copy())
  if (chance.percent(70)) await phone.openTab()
}

async function openTab(world: SimWorld, chance: Chance): Promise<void> {
  const phone = chance.pick(livePhones(world))
  if (phone.tabs.length < 2) await phone.openTab()
}

function closeTab(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  if (phone.tabs.length < 2) return
  world.counts.phoneCrashes++
  phone.killTab(chance.pick(phone.tabs), chance.percent(30))
}

function freezeTab(world: SimWorld, chance: Chance): void {
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
async function wipePhone(world: SimWorld, chance: Chance): Promise<void> {
  if (trainersPhones(world).length === 0) return
  const phone = chance.pick(trainersPhones(world))
  const person = world.personOf(phone)
  if (!person) return
  world.note(`${phone.name} wiped`)
  world.counts.wipes++
  world.loseUnsent(phone, null)
  phone.disk.wipe()
  // Taps after it must not be told as saved by what the wiped tab still holds.
  if (chance.percent(50)) act(world, chance)
  await world.scheduler.runUntil(world.scheduler.now + chance.next() * 50)
  phone.kill(false)
  phone.disk.wipe()
  world.loseUnsent(phone, null)
  const tab = await phone.openTab()
  await world.scheduler.runUntil(world.scheduler.now + 10_000, () => tab.store !== null)
  tab.addSeat(world.seatInfo(person, phone))
}

/** A phone is put back to a state from before. */
async function rollBack(world: SimWorld, chance: Chance): Promise<void> {
  const [entry] = [...world.copies].filter(([phone]) => !phone.isGone)
  if (!entry) return
  const [phone, copy] = entry
  world.note(`${phone.name} rolled back`)
  world.counts.rollbacks++
  phone.kill(false)
  world.loseUnsent(phone, copy)
  phone.disk.putBack(copy)
  world.copies.delete(phone)
  if (chance.percent(90)) await phone.openTab()
}

/** Two phones from one: the same cookie, the same disk, both in use. */
async function clonePhone(world: SimWorld, chance: Chance): Promise<void> {
  if (world.counts.clones > 1 || trainersPhones(world).length === 0) return
  const phone = chance.pick(trainersPhones(world))
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

function setClock(world: SimWorld, chance: Chance): void {
  const phone = chance.pick(livePhones(world))
  world.counts.clockJumps++
  phone.clockOffsetMs = chance.pick([-10 * YEAR_MS, -3_600_000, -90_000, 0, 90_000, 3 * 3_600_000, 4 * YEAR_MS])
  world.note(`${phone.name} clock ${phone.clockOffsetMs}`)
}

/** The office takes a trainer's right away, or gives it back; by a command from its own phone. */
function changeRight(world: SimWorld, chance: Chance): void {
  const { trainers } = world.people
  const tab = officeTab(world)
  const { member } = chance.pick(trainers)
  const name = chance.percent(45) ? 'revoke' : 'grant'
  if (!tab) return
  if (name === 'revoke') world.counts.rightsLost++
  world.act(tab, `${name} ${member}`, (seat) => seat.command({ name, member, programme: world.programme }))
}

/** A sign-in is ended, at the hub or from the office's phone; what the ended phone did before stays on it. */
function endSignIn(world: SimWorld, chance: Chance): void {
  if (world.counts.ended > 0 || trainersPhones(world).length === 0) return
  const phone = chance.pick(trainersPhones(world))
  const person = world.personOf(phone)
  if (!person || !world.hub.log) return
  world.note(`${phone.name} ended`)
  world.counts.ended++
  const { device } = phone
  const { member } = person
  const tab = chance.percent(60) ? officeTab(world) : undefined
  if (tab) world.act(tab, 'end-sign-in', (seat) => seat.command({ name: 'end-sign-in', member, device }))
  else world.hub.operate({ kind: 'sign-out', member, device, at: world.hub.clock() })
}

function losePhone(world: SimWorld, chance: Chance): void {
  if (world.counts.lostPhones > 0 || trainersPhones(world).length === 0) return
  const phone = chance.pick(trainersPhones(world))
  if (world.phones.filter((other) => other.device === phone.device).length > 1) return
  world.note(`${phone.name} lost`)
  world.counts.lostPhones++
  world.loseUnsent(phone, null)
  phone.kill(false)
  phone.isGone = true
}

async function beAway(world: SimWorld, chance: Chance): Promise<void> {
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

/** A run started in the field: a command, and what depends on it, in one queue. */
function makeRun(world: SimWorld, chance: Chance): void {
  const tabs = openTabs(world).filter(({ phone }) => isStaff(world.personOf(phone)?.role ?? 'observer'))
  if (tabs.length === 0) return
  const run = world.newId() as RunId
  world.act(chance.pick(tabs), 'create-run', (seat) =>
    seat.command({ name: 'create-run', run, programme: world.programme }),
  )
}

const HAPPENINGS: readonly Happening[] = [
  { weight: 36, happen: act },
  { weight: 14, happen: actQuickly },
  { weight: 9, happen: changeWeather },
  { weight: 5, happen: crashHub },
  { weight: 2, happen: fillHubDisk },
  { weight: 2, happen: fillPhoneDisk },
  { weight: 8, happen: killAndReopen },
  { weight: 4, happen: openTab },
  { weight: 3, happen: closeTab },
  { weight: 3, happen: freezeTab },
  { weight: 2, happen: wipePhone },
  { weight: 3, happen: rollBack },
  { weight: 3, happen: clonePhone },
  { weight: 3, happen: setClock },
  { weight: 1.5, happen: setHubClock },
  { weight: 5, happen: changeRight },
  { weight: 1, happen: changeModules },
  { weight: 1.5, happen: spoil },
  { weight: 2, happen: compactSome },
  { weight: 1, happen: restorePlan },
  { weight: 1, happen: endSignIn },
  { weight: 0.5, happen: losePhone },
  { weight: 1.5, happen: beAway },
  { weight: 2, happen: makeRun },
  { weight: 4, happen: forge },
]
const WEIGHTS = HAPPENINGS.reduce((sum, { weight }) => sum + weight, 0)

export async function rage(world: SimWorld, turns: number): Promise<void> {
  const chance = world.chance.apart('chaos')
  for (let turn = 0; turn < turns; turn++) {
    let at = chance.next() * WEIGHTS
    const happening = HAPPENINGS.find(({ weight }) => {
      at -= weight
      return at < 0
    })
    await happening?.happen(world, chance)
    await world.scheduler.runUntil(world.scheduler.now + pause(chance))
  }
}

const pause = (chance: Chance): number => {
  const kind = chance.whole(0, 99)
  if (kind < 55) return chance.next() * 5
  if (kind < 85) return chance.next() * 1_500
  return chance.next() * 90_000
}

/** Everything works again and stays so: nothing may be left waiting. */
export async function heal(world: SimWorld): Promise<void> {
  world.note('all is well')
  world.hub.faults.full = false
  world.hub.clockOffsetMs = 0
  world.hub.start()
  for (const phone of livePhones(world)) {
    phone.weather = FAIR
    phone.disk.isFull = false
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
    if (!tab || !person || world.seatOf(tab)) continue
    phone.kill(false)
    const next = await phone.openTab()
    await world.scheduler.runUntil(world.scheduler.now + 10_000, () => next.store !== null)
    if (!world.seatOf(next)) next.addSeat(world.seatInfo(person, phone))
  }
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
