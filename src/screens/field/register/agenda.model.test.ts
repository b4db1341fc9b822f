import { describe, expect, it } from 'vitest'
import type { ItemMark } from '#domain/claims.ts'
import { createDrafts } from '#screens/shared/drafts.ts'
import { aPerson, aSession, COLLEAGUE, ME, type TestSeat, testSeat } from '../testSeat.ts'
import { MarkDraft } from './markDraft.model.ts'
import { recordsOf } from './records.ts'
import { RegisterModel, type RegisterScreen } from './register.model.ts'

/** 9:30 to 12:30; it is half past ten. */
const TALK = { id: 'talk', title: 'Opening talk', start: '09:30', end: '10:15' }
const PANEL = { id: 'panel', title: 'First panel', start: '10:15', end: '11:00' }
const GROUPS = { id: 'groups', title: 'Group work', start: '11:00', end: '12:30' }
const session = aSession({}, { agenda: [TALK, PANEL, GROUPS] })
const ilze = aPerson('Balode', 'Ilze', 'SIA Otrā elpa')
const petr = aPerson('Černý', 'Petr')
const roster = [ilze, petr]

const open = (seat: TestSeat = testSeat({ sessions: [session], roster })) => ({
  seat,
  model: new RegisterModel(
    seat,
    session.session,
    createDrafts(null).open('register'),
    createDrafts(null).open('habit'),
  ),
})

function rowOf(model: RegisterScreen, { person }: { person: string }) {
  const row = model.rows.value.find((one) => one.person === person)
  if (!row) throw new Error('no such row')
  return row
}
const signs = (model: RegisterScreen, person: { person: string }) =>
  rowOf(model, person).signs.map(({ title, chip }) => `${title}: ${chip.kind}`)
const claimed = (seat: TestSeat) => seat.claims.value.map(({ claim }) => claim)

const itemMark = (item: string, stated: Partial<ItemMark> = {}): ItemMark => ({
  ...{ kind: 'item-mark', item, status: 'present', at: 0, replaces: [] },
  ...stated,
})

describe('the register by agenda item', () => {
  it('F4 begins with the whole session, as a session without an agenda', async () => {
    const { model, seat } = open()
    expect(model.chosen.value).toBeNull()
    await model.everyonePresent()
    expect(claimed(seat)).toMatchObject([{ kind: 'everyone', persons: [ilze.person, petr.person] }])
    expect(model.rows.value.every((row) => row.signs.length === 0)).toBe(true)
  })

  it('F4 marks everyone at the chosen item in one tap, an exception in one more, and leads on to the next', async () => {
    const { model, seat } = open()
    model.choose('talk')
    expect(model.next.value).toEqual({ kind: 'everyone', count: 2 })
    await model.everyonePresent()
    await model.tap(rowOf(model, petr))
    expect(claimed(seat)).toMatchObject([
      { kind: 'item-everyone', item: 'talk', persons: [ilze.person, petr.person] },
      { kind: 'item-mark', item: 'talk', status: 'absent' },
    ])
    expect(model.shown.value?.counts).toMatchObject({ present: 1, absent: 1, notRecorded: 0 })
    expect(model.next.value).toEqual({ kind: 'item', item: 'panel', start: '10:15' })
    model.choose('panel')
    expect(model.shown.value?.counts.notRecorded).toBe(2)
    expect(signs(model, petr)).toEqual(['Opening talk: absent', 'First panel: unset', 'Group work: unset'])
    await model.everyonePresent()
    model.choose('groups')
    await model.everyonePresent()
    expect(model.next.value).toEqual({ kind: 'submit', again: false })
    model.choose(null)
    expect(rowOf(model, petr).chip).toEqual({ kind: 'part', minutes: 135 })
    expect(rowOf(model, ilze).chip).toEqual({ kind: 'present', online: false })
  })

  it('F4 leads back to an earlier item at which somebody is not marked', async () => {
    const { model } = open()
    model.choose('groups')
    await model.everyonePresent()
    expect(model.next.value).toMatchObject({ kind: 'item', item: 'talk' })
  })

  it('F4 undoes the last mark, at whatever item it was', async () => {
    const { model } = open()
    model.choose('talk')
    await model.everyonePresent()
    await model.tap(rowOf(model, petr))
    model.choose('panel')
    await model.undo()
    model.choose('talk')
    expect(rowOf(model, petr).chip.kind).toBe('present')
  })

  it('F4 draws the row that was tapped and leaves the others as they are', async () => {
    const { model } = open()
    model.choose('talk')
    await model.everyonePresent()
    const before = model.rows.value
    await model.tap(rowOf(model, petr))
    expect(model.rows.value.filter((row) => !before.includes(row)).map(({ person }) => person)).toEqual([petr.person])
  })

  it('F4 a walk-in is present at the chosen item', async () => {
    const { model, seat } = open()
    model.choose('panel')
    await model.addNew({ givenName: 'Jo', familyName: 'Li', organisation: '' })
    expect(claimed(seat)).toMatchObject([{ kind: 'item-mark', item: 'panel', status: 'present' }])
  })

  it('F6 with the whole session in hand a tap opens the sheet: it would hide what was said of items', async () => {
    const { model, seat } = open()
    model.choose('talk')
    await model.everyonePresent()
    model.choose(null)
    expect(rowOf(model, ilze).tap).toBeNull()
    await model.tap(rowOf(model, ilze))
    expect(model.sheet.value).toEqual({ kind: 'mark', person: ilze.person })
    expect(seat.claims.value).toHaveLength(1)
  })

  it('F6 two who state different things of one item are named there, and nowhere else', () => {
    const { model, seat } = open()
    seat.receive(session.session, ME, petr.person, itemMark('talk'))
    seat.receive(session.session, COLLEAGUE, petr.person, itemMark('talk', { status: 'absent' }))
    seat.receive(session.session, COLLEAGUE, petr.person, itemMark('panel'))
    model.choose('talk')
    expect(rowOf(model, petr)).toMatchObject({ chip: { kind: 'records', count: 2 }, quiet: { kind: 'records' } })
    model.choose('panel')
    expect(rowOf(model, petr).chip.kind).toBe('present')
    expect(signs(model, petr)[0]).toBe('Opening talk: records')
  })

  it('opens a session that is marked by item at the one under way', () => {
    const { seat } = open()
    seat.receive(session.session, COLLEAGUE, petr.person, itemMark('talk'))
    expect(open(seat).model.chosen.value).toEqual(PANEL)
  })

  it('opens it on another day at the first that is not done', () => {
    const seat = testSeat({ sessions: [session], roster, now: session.endsAt + 30 * 3_600_000 })
    for (const { person } of roster) seat.receive(session.session, ME, person, itemMark('talk'))
    expect(open(seat).model.chosen.value).toEqual(PANEL)
  })

  it('keeps the chosen item over loading the page anew, also the whole session', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
      key: (at: number) => [...kept.keys()][at] ?? null,
      length: 0,
    }
    const seat = testSeat({ sessions: [session], roster })
    seat.receive(session.session, COLLEAGUE, petr.person, itemMark('talk'))
    const again = () =>
      new RegisterModel(seat, session.session, createDrafts(storage).open('register'), createDrafts(null).open('habit'))
    again().choose('groups')
    expect(again().chosen.value).toEqual(GROUPS)
    again().choose(null)
    expect(again().chosen.value).toBeNull()
  })

  it('F8 goes back to the whole session when the chosen item leaves the agenda, and shows what was said of it', () => {
    const { model, seat } = open()
    seat.receive(session.session, COLLEAGUE, petr.person, itemMark('talk'))
    model.choose('talk')
    seat.sessions.value = [{ ...session, facts: { ...session.facts, agenda: [PANEL, GROUPS] } }]
    expect(model.chosen.value).toBeNull()
    expect(signs(model, petr)).toEqual(['First panel: unset', 'Group work: unset', ': present'])
  })

  it('takes back at an item only what was said of that item', async () => {
    const { model } = open()
    model.choose('talk')
    await model.tap(rowOf(model, petr))
    model.choose('panel')
    await model.tap(rowOf(model, petr))
    await model.takeBack(petr.person)
    expect(rowOf(model, petr).chip.kind).toBe('unset')
    model.choose('talk')
    expect(rowOf(model, petr).chip.kind).toBe('present')
    model.choose(null)
    await model.takeBack(petr.person)
    expect(rowOf(model, petr).chip.kind).toBe('unset')
  })
})

describe('a mark being filled in, with an agenda', () => {
  const draftOf = (model: RegisterScreen, person: { person: string }) => {
    const view = model.view.value
    if (!view || !model.shown.value) throw new Error('no register')
    return new MarkDraft(rowOf(model, person), view, model.shown.value.facts, 0, createDrafts(null).open('mark'), false)
  }

  it('F8 counts times within the item, and takes nothing of an item over to the whole session', async () => {
    const { model } = open()
    model.choose('groups')
    const draft = draftOf(model, petr)
    draft.change(0, { from: '11:30' })
    expect(draft.derived.value).toMatchObject({ minutes: 60, ofMinutes: 90, lateMinutes: 30 })
    await model.mark(petr.person, { ...draft.input(), note: 'bus' })
    expect(rowOf(model, petr)).toMatchObject({ chip: { kind: 'from', time: '11:30' }, tap: null })
    model.choose(null)
    expect(draftOf(model, petr).pairs.value).toEqual([{ from: '', to: '' }])
    expect(draftOf(model, petr).note.value).toBe('')
    expect(rowOf(model, petr).chip).toEqual({ kind: 'part', minutes: 60 })
  })

  it('F6 lists at an item what was said of it and of the whole session', async () => {
    const { model } = open()
    await model.everyonePresent()
    model.choose('talk')
    await model.tap(rowOf(model, petr))
    model.choose('panel')
    await model.tap(rowOf(model, petr))
    const view = model.view.value
    if (!view) throw new Error('no register')
    const kinds = recordsOf(view, rowOf(model, petr).row, 'panel').map(({ recorded, standing }) => [
      recorded.claim.kind,
      standing,
    ])
    expect(kinds).toEqual([
      ['item-mark', 'counts'],
      ['everyone', 'replaced'],
    ])
    model.choose(null)
    expect(recordsOf(view, rowOf(model, petr).row, null)).toHaveLength(3)
  })
})
