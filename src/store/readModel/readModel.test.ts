import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimChange } from '#documents/claimsDocument.ts'
import { cancelSession, leave, planSession } from '#documents/planning.ts'
import { reviewChange } from '#documents/review.ts'
import type { Claim, Review, Status } from '#domain/claims.ts'
import { type ClaimKey, type MemberId, makeId, type PersonId, type SessionId } from '#domain/ids.ts'
import { patience, runs } from '../../../tests/support/runs.ts'
import type { SeatInfo } from '../api.ts'
import { createModuleShelf } from '../learning/moduleShelf.ts'
import { READ_MODEL, seatDatabaseName } from '../seatDatabase.ts'
import { createSeatStore, type SeatStore } from '../seatStore.ts'
import { staffPart } from '../staffPart.ts'
import {
  aField,
  anInfo,
  diskOf,
  FakeHub,
  type Field,
  pull,
  scopesOf,
  seededRandom,
  sendAll,
  someFacts,
} from '../testing.ts'
import { rebuildReadModel } from './rebuildReadModel.ts'

/** The read model that is kept step by step is the one that the documents give. */

type Step =
  | {
      kind: 'mark' | 'item-mark' | 'walk-in' | 'everyone' | 'item-everyone' | 'submit' | 'not-held'
      session: number
      person: number
      status: Status
    }
  | { kind: 'withdraw'; session: number }
  | { kind: 'other-mark'; session: number; person: number; status: Status }
  | { kind: 'review' | 'replan' | 'cancel' | 'leave'; session: number; person: number }
  | { kind: 'pull' | 'send' | 'other-tab' | 'lose-answer' | 'lose-scope' }
  | { kind: 'refuse'; of: number }

const OWN_ACTS = ['mark', 'item-mark', 'walk-in', 'everyone', 'item-everyone', 'submit', 'not-held'] as const
const place = { session: fc.nat(2), person: fc.nat(3) }
const status = fc.constantFrom<Status>('present', 'absent', 'excused')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...OWN_ACTS), ...place, status }),
  fc.record({ kind: fc.constant('withdraw'), session: fc.nat(2) }),
  fc.record({ kind: fc.constant('other-mark'), ...place, status }),
  fc.record({ kind: fc.constantFrom('review', 'replan', 'cancel', 'leave'), ...place }),
  fc.record({ kind: fc.constantFrom('pull', 'send', 'other-tab', 'lose-answer', 'lose-scope') }),
  fc.record({ kind: fc.constant('refuse'), of: fc.integer({ min: 1, max: 4 }) }),
) as fc.Arbitrary<Step>

interface World {
  hub: FakeHub
  field: Field
  info: SeatInfo
  /** Two on one database, each with its own documents in memory. */
  tabs: [SeatStore, SeatStore]
  /** The one in use. */
  seat: SeatStore
  other: MemberId
  random: ReturnType<typeof seededRandom>
}

async function take(world: World, what: Step): Promise<void> {
  const { hub, field, info, seat, other, random } = world
  const session = (at: number) => field.sessions[at] as SessionId
  const person = (at: number) => field.persons[at] as PersonId
  const key = (at: number, who: PersonId | '*') => `${session(at)}:${who}:${makeId(random).slice(0, 11)}`
  switch (what.kind) {
    case 'mark':
      await seat.seat.mark(session(what.session), person(what.person), { status: what.status, note: 'why' })
      return
    case 'item-mark':
      await seat.seat.mark(session(what.session), person(what.person), { status: what.status }, 'talk')
      return
    case 'item-everyone':
      await seat.seat.everyonePresent(session(what.session), field.persons, 'talk')
      return
    case 'walk-in':
      await seat.seat.addWalkIn(session(what.session), { givenName: 'Jo', familyName: 'Li', organisation: 'Org' })
      return
    case 'everyone':
      await seat.seat.everyonePresent(session(what.session), field.persons)
      return
    case 'submit':
      await seat.seat.submit(session(what.session))
      return
    case 'not-held':
      await seat.seat.didNotTakePlace(session(what.session), 'snow')
      return
    case 'withdraw': {
      const register = await seat.core.db.registers.get([field.run, session(what.session)])
      const own = register?.claims.filter((claim) => claim.recorder === info.member).map((claim) => claim.key) ?? []
      await seat.seat.withdraw(session(what.session), own.slice(0, 1))
      return
    }
    case 'other-mark': {
      const claim: Claim = { kind: 'mark', status: what.status, at: 5, replaces: [] }
      hub.write(other, claimChange(field.run, other, key(what.session, person(what.person)) as ClaimKey, claim))
      return
    }
    case 'review': {
      const decided = { at: 3, settles: [], status: 'absent' as const, minutes: 0 }
      const decision: Review =
        what.person % 2 ? { kind: 'decision', ...decided } : { kind: 'item-decision', item: 'talk', ...decided }
      hub.write(other, reviewChange(field.run, key(what.session, person(what.person)), decision))
      return
    }
    case 'replan': {
      const agenda = [{ id: 'talk', title: 'Talk', start: '09:00', end: '10:00' }]
      const plan = { facts: { ...someFacts(`2026-11-${10 + what.person}`), agenda }, place: 'Yard', trainers: [other] }
      hub.write(other, planSession(field.run, session(what.session), plan))
      return
    }
    case 'cancel':
      hub.write(other, cancelSession(field.run, session(what.session), 'ice', 4))
      return
    case 'leave':
      hub.write(other, leave(field.run, person(what.person), { at: 6, by: other, enrolledAt: null }))
      return
    case 'pull':
      return pull(hub, seat.sync, scopesOf(field), 3)
    case 'send':
      return sendAll(hub, seat.sync, info.device)
    case 'refuse': {
      let count = 0
      hub.refuses = () => (++count % what.of === 0 ? 'no-right' : null)
      await sendAll(hub, seat.sync, info.device)
      hub.refuses = () => null
      return
    }
    case 'lose-answer': {
      for (const request of await seat.sync.nextRequests(4, 0)) hub.push(info.member, info.device, request)
      return seat.sync.requeueUnanswered()
    }
    case 'lose-scope':
      await seat.sync.welcome(hub.welcome(info.member, ['all']), hub.epoch)
      return pull(hub, seat.sync, scopesOf(field))
    case 'other-tab':
      world.seat = seat === world.tabs[0] ? world.tabs[1] : world.tabs[0]
  }
}

async function readModel({ core }: SeatStore): Promise<Record<string, unknown[]>> {
  const tables = READ_MODEL.map(async (name) => [name, await core.db.table(name).toArray()] as const)
  return Object.fromEntries(await Promise.all(tables))
}

let seats = 0
async function inWorld(steps: Step[], check: (world: World) => Promise<void>): Promise<void> {
  const random = seededRandom(7 + seats++)
  const info = anInfo(makeId<MemberId>(random))
  const disk = diskOf(indexedDB, IDBKeyRange)
  const aTab = () =>
    createSeatStore({
      disk,
      clock: () => 1_000_000,
      random,
      schedule: () => () => undefined,
      beforeWriting: () => () => undefined,
      info: signal(info),
      part: staffPart,
      shelf: async () => createModuleShelf({ disk, onFailure: () => undefined, settled: Promise.resolve() }),
      subtle: undefined,
      keys: () => Promise.reject(new Error('no keys here')),
      onPreparing: () => undefined,
      onOpened: () => undefined,
      onFailure: (error) => {
        throw error
      },
      changeInfo: async () => undefined,
      onErased: async () => undefined,
    })
  const tabs: [SeatStore, SeatStore] = [aTab(), aTab()]
  const [seat] = tabs
  const field = aField(3, 4, random)
  const world: World = { hub: new FakeHub(random), field, info, tabs, seat, other: makeId(random), random }
  try {
    for (const change of world.field.changes) world.hub.write(world.other, change)
    await pull(world.hub, seat.sync, scopesOf(world.field), 50)
    for (const what of steps) await take(world, what)
    await check(world)
  } finally {
    for (const tab of tabs) tab.dispose()
    await disk.wipe(seatDatabaseName(info.member))
  }
}

const IN_TIME = patience(60_000)

test(
  'the read model rebuilt from documents equals the one kept step by step',
  async () => {
    let claims = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), (steps) =>
        inWorld(steps, async ({ seat }) => {
          const kept = await readModel(seat)
          await seat.core.db.meta.delete('read-model')
          await rebuildReadModel(seat.core, () => undefined)
          expect(await readModel(seat)).toEqual(kept)
          claims += kept.registers?.length ?? 0
        }),
      ),
      { numRuns: runs(25) },
    )
    expect(claims).toBeGreaterThan(0)
  },
  IN_TIME,
)

test(
  'S1 whatever was refused, lost or repeated on the way: at the end the hub has every change that is not refused',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), (steps) =>
        inWorld(steps, async ({ hub, field, info, seat }) => {
          await pull(hub, seat.sync, scopesOf(field))
          await sendAll(hub, seat.sync, info.device, 200)
          await pull(hub, seat.sync, scopesOf(field))
          const left = await seat.core.db.outbox.toArray()
          expect(left.filter((entry) => entry.state !== 'refused')).toEqual([])
          expect(await seat.core.db.requests.count()).toBe(0)
          // What is shown is what the hub holds.
          const registers = await seat.core.db.registers.toArray()
          const shown = registers.flatMap((row) => row.claims).map((claim) => claim.key)
          const documents = new Set(hub.log.map((row) => row.document).filter((id) => id.includes('/claims/')))
          const held = [...documents].flatMap((id) => Object.keys(hub.entries(id)))
          expect(shown.sort()).toEqual(held.sort())
          expect(registers.flatMap((row) => row.claims).every((claim) => claim.receivedAt !== undefined)).toBe(true)
        }),
      ),
      { numRuns: runs(25) },
    )
  },
  IN_TIME,
)
