import type { RunId } from '#domain/ids.ts'
import { isStaff } from '#domain/roles.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Chance } from './chance.ts'
import { learn } from './learners.ts'
import { LIBRARY } from './simModules.ts'
import type { SimPhone, SimTab } from './simPhone.ts'
import { markerOf, type SimWorld } from './simWorld.ts'
import { fieldPhones, officeTab, openTabs } from './who.ts'

/** What people do. */

export function act(world: SimWorld, chance: Chance): void {
  const tabs = openTabs(world)
  if (tabs.length === 0) return
  actOn(world, chance, chance.pick(tabs))
}

export function actOn(world: SimWorld, chance: Chance, tab: SimTab): void {
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
    world.state(tab, 'mark', (seat, number) => seat.mark(session, person, { status, note: markerOf(number) }), person)
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
export async function actQuickly(world: SimWorld, chance: Chance): Promise<void> {
  for (let turn = chance.whole(2, 6); turn > 0; turn--) {
    act(world, chance)
    await world.scheduler.runUntil(world.scheduler.now + chance.next() * 3)
  }
}

export function changeModules(world: SimWorld, chance: Chance): void {
  const tab = officeTab(world)
  if (!tab) return
  const module = chance.pick(LIBRARY).id
  const name = chance.percent(60) ? 'add-module' : 'remove-module'
  world.counts.modules++
  world.act(tab, `${name} ${module}`, (seat) => seat.command({ name, module }))
}

/** The office leads the plan back to a moment, of one person's changes or of everybody's. */
export function restorePlan(world: SimWorld, chance: Chance): void {
  const tab = officeTab(world)
  if (!tab) return
  const document = documentId.plan(world.run)
  const at = Math.max(0, world.hub.clock() - chance.pick([0, 5_000, 60_000, 3_600_000]))
  const by = chance.percent(50) ? chance.pick(world.people.trainers).member : null
  world.counts.restored++
  world.act(tab, `restore-document ${at}`, (seat) => seat.command({ name: 'restore-document', document, at, by }))
}

/** The office takes a trainer's right away, or gives it back; by a command from its own phone. */
export function changeRight(world: SimWorld, chance: Chance): void {
  const { trainers } = world.people
  const tab = officeTab(world)
  const { member } = chance.pick(trainers)
  const name = chance.percent(45) ? 'revoke' : 'grant'
  if (!tab) return
  if (name === 'revoke') world.counts.rightsLost++
  world.act(tab, `${name} ${member}`, (seat) => seat.command({ name, member, programme: world.programme }))
}

/** A sign-in is ended, at the hub or from the office's phone; what the ended phone did before stays on it. */
export function endSignIn(world: SimWorld, chance: Chance): void {
  if (fieldPhones(world).length > 0) endOn(world, chance, chance.pick(fieldPhones(world)))
}

export function endOn(world: SimWorld, chance: Chance, phone: SimPhone): void {
  const person = world.personOf(phone)
  if (world.counts.ended > 0 || !person || !world.hub.log) return
  world.note(`${phone.name} ended`)
  world.counts.ended++
  const { device } = phone
  const { member } = person
  const lost = chance.percent(40) ? { lost: true as const } : {}
  const body = { name: 'end-sign-in' as const, member, device, ...lost }
  const tab = chance.percent(60) ? officeTab(world) : undefined
  const at = world.hub.clock()
  const by = { hub: world.hubId, ...world.office(world.hub.log.access()), request: chance.bytes(16) }
  if (tab) world.act(tab, 'end-sign-in', (seat) => seat.command(body))
  else if (lost.lost) world.hub.operate({ kind: 'command', ...by, at, body })
  else world.hub.operate({ kind: 'sign-out', member, device, at })
}

/** A run started in the field: a command, and what depends on it, in one queue. */
export function makeRun(world: SimWorld, chance: Chance): void {
  const tabs = openTabs(world).filter(({ phone }) => isStaff(world.personOf(phone)?.role ?? 'observer'))
  if (tabs.length === 0) return
  const run = world.newId() as RunId
  world.act(chance.pick(tabs), 'create-run', (seat) =>
    seat.command({ name: 'create-run', run, programme: world.programme }),
  )
}
