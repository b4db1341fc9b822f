import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDrafts, type Draft } from '#screens/shared/drafts.ts'
import { runs } from '../../../../../tests/support/runs.ts'
import { aPerson, aSession, COLLEAGUE, type TestSeat, testSeat } from '../../testSeat.ts'
import { RegisterModel, type RegisterScreen } from '../register.model.ts'
import { LastTime } from './lastTime.model.ts'
import { narrow } from './narrow.ts'
import { Several } from './several.model.ts'
import { standingOf } from './steps.ts'

const people = [
  aPerson('Balode', 'Ilze'),
  aPerson('Chalupa', 'Žofie'),
  aPerson('Čermák', 'Adam'),
  aPerson('Иванов', 'Георги'),
  aPerson('', 'Zdeněk'),
]
const earlier = aSession({ state: 'submitted', index: 1 }, { date: '2026-11-16' })
const untouched = aSession({ index: 2 }, { date: '2026-11-20' })
const session = aSession({}, { date: '2026-11-23' })

const aDraft = (): Draft => createDrafts(null).open('test')
const names = (model: RegisterScreen) => model.shownRows.value.map(({ name }) => name)

function open(habit = aDraft()): { seat: TestSeat; model: RegisterScreen } {
  const seat = testSeat({ sessions: [earlier, untouched, session], roster: people, now: session.startsAt })
  return { seat, model: new RegisterModel(seat, session.session, aDraft(), habit) }
}

/** Ilze and Adam were there, Žofie was excused; of the others nobody said anything. */
async function openAfterLastTime() {
  const opened = open()
  const [ilze, zofie, adam] = people.map(({ person }) => person)
  if (!ilze || !zofie || !adam) throw new Error('no people')
  await opened.seat.everyonePresent(earlier.session, [ilze, adam])
  await opened.seat.mark(earlier.session, zofie, { status: 'excused' })
  return { ...opened, ilze, zofie, adam }
}

describe('the list', () => {
  it('F4 is sorted by family or by given name, and stays so where it was liked so', () => {
    const storage = new Map<string, string>()
    const kept = {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
      key: () => null,
      length: 0,
    }
    const habit = createDrafts(kept).open('register')
    const { model } = open(habit)
    expect(names(model)).toEqual(['Ilze Balode', 'Adam Čermák', 'Žofie Chalupa', 'Zdeněk', 'Георги Иванов'])
    model.order.value = 'given'
    expect(names(model)).toEqual(['Adam Čermák', 'Ilze Balode', 'Zdeněk', 'Žofie Chalupa', 'Георги Иванов'])
    habit.leave()
    const again = open(createDrafts(kept).open('register')).model
    expect(again.order.value).toBe('given')
    expect(again.rows.value.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  })

  it('F4 narrowed to who is not marked, keeps its rows under the thumb until it is narrowed anew', async () => {
    const { model } = open()
    await model.markSeveral(
      people.slice(0, 2).map(({ person }) => person),
      'present',
    )
    const { unmarked } = narrow(model.rows.value, new Set())
    model.toggleSearch()
    model.only.value = unmarked
    const before = names(model)
    expect(before).toEqual(['Adam Čermák', 'Zdeněk', 'Георги Иванов'])
    const [first] = model.shownRows.value
    if (first) await model.tap(first)
    expect(names(model)).toEqual(before)
    expect(narrow(model.rows.value, new Set()).unmarked.size).toBe(2)
    model.search('георги')
    expect(names(model)).toEqual(['Георги Иванов'])
    model.toggleSearch()
    expect(names(model)).toHaveLength(5)
  })
})

describe('as last time', () => {
  it('F4 looks at the latest session before this one in which anything was recorded', async () => {
    const { seat, model, ilze, zofie, adam } = await openAfterLastTime()
    const last = new LastTime(seat, model)
    expect(last.session.value?.session).toBe(earlier.session)
    expect([...last.present.value].toSorted()).toEqual([ilze, adam].toSorted())
    expect([...last.away.value]).toEqual([zofie])
  })

  it('F4 proposes who was there and is not marked yet: one claim, one step back', async () => {
    const { seat, model, ilze, zofie, adam } = await openAfterLastTime()
    await model.mark(ilze, { status: 'absent' })
    const several = new Several(seat, model, 'last-time', aDraft())
    expect(several.chosen.value).toEqual([adam])
    several.toggle(zofie)
    const before = seat.claims.value.length
    await model.markSeveral(several.chosen.value, several.status.value)
    expect(seat.claims.value.slice(before).map(({ claim }) => claim)).toMatchObject([
      { kind: 'everyone', persons: [adam, zofie] },
    ])
    await model.undo()
    expect(model.register.value?.counts).toMatchObject({ present: 0, absent: 1, notRecorded: 4 })
  })
})

describe('one mark for several', () => {
  it('F4 replaces what each had, and is one step back for all', async () => {
    const { model } = open()
    await model.everyonePresent()
    const three = people.slice(0, 3).map(({ person }) => person)
    await model.markSeveral(three, 'excused')
    expect(model.register.value?.counts).toMatchObject({ present: 2, excused: 3, disagreements: 0 })
    expect(model.steps.value.map(({ keys }) => keys.length)).toEqual([3, 1])
    await model.undo()
    expect(model.register.value?.counts).toMatchObject({ present: 5, excused: 0 })
  })

  it('F6 notes the reason with each who is excused, and with no other mark', async () => {
    const { seat, model } = open()
    const several = new Several(seat, model, 'none', aDraft())
    for (const { person } of people.slice(0, 2)) several.toggle(person)
    several.setReason(' The bus did not come ')
    expect(several.note.value).toBeUndefined()
    several.setStatus('excused')
    await model.markSeveral(several.chosen.value, several.status.value, several.note.value)
    const about = seat.claims.value.map(({ claim }) => ('about' in claim && claim.about) || '')
    expect(about.map((key) => model.view.value?.notes.get(key))).toEqual(Array(2).fill('The bus did not come'))
  })

  it('F6 chooses nobody by itself whose record says more than a status', async () => {
    const { seat, model } = open()
    const [ilze, zofie] = people.map(({ person }) => person)
    if (!ilze || !zofie) throw new Error('no people')
    await model.mark(ilze, { status: 'present', spans: [{ from: '10:00' }] })
    await model.mark(zofie, { status: 'absent' })
    seat.receive(session.session, COLLEAGUE, zofie, { kind: 'mark', status: 'present', at: 0, replaces: [] })
    const several = new Several(seat, model, 'none', aDraft())
    several.all()
    expect(several.chosen.value).toHaveLength(3)
    expect(several.chosen.value).not.toContain(ilze)
    expect(several.chosen.value).not.toContain(zofie)
    several.toggle(ilze)
    expect(several.chosen.value).toContain(ilze)
  })
})

describe('the way back', () => {
  it('F3 F4 leads over what was sent and what was not, several steps in one withdrawal', async () => {
    const { seat, model } = open()
    await model.everyonePresent()
    for (const { person } of people.slice(0, 3)) await model.mark(person, { status: 'absent' })
    seat.claims.value = seat.claims.value.map((claim, at) =>
      at < 2 ? { ...claim, device: seat.info.value.device, receivedAt: session.startsAt } : claim,
    )
    const view = model.view.value
    if (!view) throw new Error('no view')
    expect(
      model.steps.value.map((step) =>
        standingOf(step, { ...view, waiting: new Set(view.claims.slice(2).map(({ key }) => key)) }),
      ),
    ).toEqual(['waiting', 'waiting', 'received', 'received'])
    const before = seat.claims.value.length
    await model.undo(3)
    expect(seat.claims.value).toHaveLength(before + 1)
    expect(model.register.value?.counts).toMatchObject({ present: 5, absent: 0 })
    expect(model.steps.value).toHaveLength(1)
  })

  const act = fc.oneof(
    fc.record({ kind: fc.constant('mark' as const), whom: fc.nat(4), status: fc.constantFrom('present', 'absent') }),
    fc.record({ kind: fc.constant('everyone' as const) }),
    fc.record({
      ...{ kind: fc.constant('several' as const), whom: fc.uniqueArray(fc.nat(4), { minLength: 1 }) },
      status: fc.constantFrom('present', 'absent', 'excused'),
    }),
  )

  it('F4 gives back after each undo exactly what was there before that step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 24 }), fc.nat(23), async (acts, back) => {
        const { model } = open()
        const outcomes = () => JSON.stringify(model.rows.value.map(({ chip }) => chip))
        const seen = [outcomes()]
        for (const one of acts) {
          const steps = model.steps.value.length
          if (one.kind === 'everyone') await model.everyonePresent()
          else if (one.kind === 'mark')
            await model.mark(people[one.whom]?.person ?? (session.session as never), {
              status: one.status as 'present',
            })
          else
            await model.markSeveral(
              one.whom.map((at) => people[at]?.person ?? (session.session as never)),
              one.status as 'present',
            )
          if (model.steps.value.length > steps) seen.push(outcomes())
        }
        expect(model.steps.value).toHaveLength(seen.length - 1)
        const count = Math.min(back, seen.length - 1)
        await model.undo(count)
        expect(outcomes()).toBe(seen[seen.length - 1 - count])
        while (model.steps.value.length > 0) {
          await model.undo()
          expect(outcomes()).toBe(seen[model.steps.value.length])
        }
      }),
      { numRuns: runs(60) },
    )
  })
})
