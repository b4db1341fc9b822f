import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberId, RunId, SessionId } from '#domain/ids.ts'
import { encodeFrame } from '#protocol/codec.ts'
import type { Here, OpenRegister } from '#protocol/frames.ts'
import { MAX_FRAME_BYTES, OPEN_REGISTERS, UPDATES_BURST } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { TestDevice } from '../../sync-server/connections/testDevice.ts'
import { HostileWorld, newId, type Who } from './world.ts'

/** Two trainers have a register open and see each other. Others say that they have, where they may not, or as another, or
 *  too much of it. Neither trainer is told anything, nothing is stored or written down, and both go on seeing each other. */

let world: HostileWorld
let register: OpenRegister
let first: TestDevice
let second: TestDevice
let ended: string

const FIRST: Who = 'trainer'
const SECOND: Who = 'trainer of the same run'
const memberOf = (who: Who): MemberId => world.seats[who].member
const here = (who: Who, ...open: OpenRegister[]): Here => ({ type: 'here', member: memberOf(who), open })

beforeAll(async () => {
  world = await HostileWorld.start()
  register = { run: world.run, session: newId<SessionId>() }
  const phone = await world.server.signIn(memberOf(FIRST))
  ended = phone.cookie
  await world.server.post('/api/sign-out', { member: memberOf(FIRST) }, { cookie: ended })
  first = await world.connect(FIRST)
  second = await world.connect(SECOND)
  first.say(here(FIRST, register))
  second.say(here(SECOND, register))
  expect(await first.next('others')).toMatchObject({ others: [{ member: memberOf(SECOND) }] })
  expect(await second.next('others')).toMatchObject({ others: [{ member: memberOf(FIRST) }] })
})
afterAll(async () => {
  await world.closeDevices()
  await world.server.close()
})

/** Whatever was sent before is here, and was no word of who is there. */
async function toldNobody(device: TestDevice): Promise<void> {
  device.say({ type: 'ping', deviceNow: 1 })
  await device.next('pong')
  expect(device.heard.filter(({ type }) => type === 'others')).toEqual([])
}

/** The numbers of a list that is longer than its bytes. */
const DECLARES_MUCH = [0xff, 0xff, 0xff, 0xff, 0x0f]
const withoutEnd = (bytes: Uint8Array, cut: number) => bytes.slice(0, bytes.length - cut)
const withMore = (bytes: Uint8Array, ...more: number[]) => new Uint8Array([...bytes, ...more])

const LONG_NAME = [100, ...new Uint8Array(100).fill(120)]

interface Attempt {
  name: string
  by: Who
  say: (device: TestDevice) => void
}

/** Passed over: whoever says so learns nothing, not even whether there is such a run. */
const PASSED_OVER: readonly Attempt[] = [
  {
    name: 'for a colleague who is not signed in there',
    by: SECOND,
    say: (device) => device.say(here(FIRST, register)),
  },
  {
    name: 'for the coordinator',
    by: 'participant',
    say: (device) => device.say(here('coordinator', register)),
  },
  {
    name: 'for nobody there is',
    by: SECOND,
    say: (device) => device.say({ ...here(SECOND, register), member: newId() }),
  },
  {
    name: 'in a run of a programme that is not held',
    by: 'trainer of another programme',
    say: (device) => device.say(here('trainer of another programme', register)),
  },
  {
    name: 'in a run of another hub',
    by: 'coordinator of another hub',
    say: (device) => device.say(here('coordinator of another hub', register)),
  },
  {
    name: 'in the register of the own class',
    by: 'participant',
    say: (device) => device.say(here('participant', register)),
  },
  {
    name: 'in a run that does not exist',
    by: SECOND,
    say: (device) => device.say(here(SECOND, { ...register, run: newId<RunId>() })),
  },
  {
    name: 'in that session under another run',
    by: 'trainer of another programme',
    say: (device) => device.say(here('trainer of another programme', { ...register, run: world.otherRun })),
  },
  {
    name: 'by a path as the run’s name',
    by: 'trainer of another programme',
    say: (device) => device.say(here('trainer of another programme', { ...register, run: `${world.run}:x` as RunId })),
  },
  {
    name: 'by a prototype as the run’s name',
    by: SECOND,
    say: (device) => device.say(here(SECOND, { run: '__proto__' as RunId, session: '__proto__' as SessionId })),
  },
  {
    name: 'hundreds of times, in a run that is not held',
    by: 'trainer of another programme',
    say: (device) => {
      for (let times = 0; times < 300; times++) device.say(here('trainer of another programme', register))
    },
  },
]

/** Cut. */
const CUT: readonly (Attempt & { why: number })[] = [
  {
    name: 'in more registers than anybody has',
    by: SECOND,
    say: (device) => device.say(here(SECOND, ...Array.from({ length: OPEN_REGISTERS + 1 }, () => register))),
    why: CLOSE.badFrame,
  },
  {
    name: 'as the server tells it',
    by: SECOND,
    say: (device) =>
      device.say({
        ...{ type: 'others', member: memberOf(FIRST), session: register.session },
        others: [{ member: memberOf(SECOND), device: newId() }],
      }),
    why: CLOSE.badFrame,
  },
  {
    name: 'in half a frame',
    by: SECOND,
    say: (device) => device.sayBytes(withoutEnd(encodeFrame(here(SECOND, register)), 4)),
    why: CLOSE.badFrame,
  },
  {
    name: 'with bytes after the end',
    by: SECOND,
    say: (device) => device.sayBytes(withMore(encodeFrame(here(SECOND, register)), 0)),
    why: CLOSE.badFrame,
  },
  {
    name: 'in a list that declares billions',
    by: SECOND,
    say: (device) => device.sayBytes(withMore(withoutEnd(encodeFrame(here(SECOND)), 1), ...DECLARES_MUCH)),
    why: CLOSE.badFrame,
  },
  {
    name: 'under a name longer than any id',
    by: SECOND,
    say: (device) =>
      device.sayBytes(
        // The last field, which is one byte of length and the id.
        withMore(withoutEnd(encodeFrame(here(SECOND, register)), 1 + register.session.length), ...LONG_NAME),
      ),
    why: CLOSE.badFrame,
  },
  {
    name: 'in a frame over the limit',
    by: SECOND,
    say: (device) =>
      device.sayBytes(Buffer.concat([encodeFrame(here(SECOND, register)), new Uint8Array(MAX_FRAME_BYTES)])),
    why: 1009,
  },
  {
    name: 'without end',
    by: 'trainer of another programme',
    say: (device) => {
      for (let times = 0; times < UPDATES_BURST * 2; times++) device.say(here('trainer of another programme', register))
    },
    why: CLOSE.flooding,
  },
]

async function unharmed(attempt: () => Promise<void>): Promise<void> {
  const state = world.stateHash()
  await attempt()
  for (const device of [first, second]) await toldNobody(device)
  expect(world.stateHash()).toBe(state)
  expect(JSON.stringify(world.server.reports)).not.toContain(register.session)
}

describe('who says that a register is open there', () => {
  it.each(PASSED_OVER)('S5 PR2 PR3 $name: is told nothing, and of nobody', ({ by, say }) =>
    unharmed(async () => {
      const device = await world.connect(by)
      say(device)
      await toldNobody(device)
      await device.close()
    }),
  )

  it.each(CUT)('S5 PR4 $name: is cut', ({ by, say, why }) =>
    unharmed(async () => {
      const device = await world.connect(by)
      say(device)
      expect((await device.closed).code).toBe(why)
    }),
  )

  it('S5 RI3 after the sign-in was ended: is told nothing, and of nobody', () =>
    unharmed(async () => {
      const device = await world.connect(FIRST, ended)
      device.say(here(FIRST, register))
      await toldNobody(device)
      await device.close()
    }))

  it('S5 before greeting: is cut', () =>
    unharmed(async () => {
      const device = await TestDevice.connect(world.server, world.seats[SECOND].cookie)
      device.say(here(SECOND, register))
      expect((await device.closed).code).toBe(CLOSE.badFrame)
    }))

  it('S5 PR1 harms nobody: the two who were there see each other come and go as before', async () => {
    second.say(here(SECOND))
    expect(await first.next('others')).toMatchObject({ session: register.session, others: [] })
    second.say(here(SECOND, register))
    expect(await first.next('others')).toMatchObject({ others: [{ member: memberOf(SECOND) }] })
  })
})
