import { describe, expect, test } from 'vitest'
import { aMember, aNotebook, aPerson, aSession, SESSION } from '../../tests/support/domainMakers.ts'
import type { Claim, ItemMark, Mark, Status, Submission } from './claims.ts'
import type { ClaimKey, MemberId, PersonId } from './ids.ts'
import { itemRegister } from './itemRegister.ts'
import { type Register, resolveRegister } from './register.ts'
import type { AgendaItem, SessionFacts } from './session.ts'
import { factsOfItem, netMinutes } from './sessionTime.ts'
import { stateEveryone, stateMark, stateSubmission, stateWithdrawal } from './stating.ts'

/** Attendance by agenda item: each item resolved as a small register, a person's minutes the time in all of them. */

const ana = aMember('ana')
const bo = aMember('bo')
const eva = aPerson('eva')
const ivo = aPerson('ivo')

const item = (id: string, start: string, end: string): AgendaItem => ({ id, title: id, start, end })
const TALK = item('talk', '09:00', '10:00')
const GROUPS = item('groups', '10:15', '11:15')
/** 9:00–12:00 with a break at 10:00: 60 minutes, 60 minutes, and 45 that lie in no item. */
const WORKSHOP = aSession({ agenda: [TALK, GROUPS] })

function aWorkshop(given: SessionFacts = WORKSHOP) {
  const book = aNotebook()
  const look = (facts = given) => resolveRegister({ session: SESSION, facts, roster: [eva, ivo], ...book })
  /** What a phone states that has seen everything so far. */
  const mark = (recorder: MemberId, person: PersonId, status: Mark['status'], at: string | null = null) =>
    book.state(recorder, person, stateMark(look(), person, { status }, 1, at))
  /** What a phone states that has seen nothing. */
  const blind = (recorder: MemberId, person: PersonId, at: string, stated: Partial<ItemMark> = {}) =>
    book.state(recorder, person, { kind: 'item-mark', item: at, status: 'present', at: 1, replaces: [], ...stated })
  const everyone = (recorder: MemberId, persons: PersonId[], at: string | null = null) =>
    book.state(recorder, null, stateEveryone(look(), persons, 1, undefined, at))
  return { ...book, look, mark, blind, everyone }
}

const rowOf = (register: Register, person: PersonId) => {
  const row = register.rows.find((one) => one.person === person)
  if (!row) throw new Error('no such row')
  return row
}
const minutesOf = (register: Register, person: PersonId) => rowOf(register, person).outcome?.minutes
const itemsOf = (register: Register, person: PersonId) =>
  Object.fromEntries(rowOf(register, person).items.map(({ item, outcome }) => [item, outcome?.status ?? null]))

describe('attendance by agenda item', () => {
  test('F8 minutes are the time in the items somebody attended, net of breaks', () => {
    const r = aWorkshop(aSession({ agenda: [item('talk', '09:30', '10:30'), GROUPS] }))
    r.mark(ana, eva, 'present', 'talk')
    expect(rowOf(r.look(), eva).outcome).toMatchObject({ status: 'present', minutes: 45 })
    r.mark(ana, eva, 'present', 'groups')
    // From 9:30 to 11:15 without the break: the quarter in which the items overlap counts once.
    expect(minutesOf(r.look(), eva)).toBe(90)
    expect(r.look().netMinutes).toBe(165)
  })

  test('F5 an item that nobody marked is not recorded, and gives no minutes', () => {
    const r = aWorkshop()
    r.mark(ana, eva, 'present', 'talk')
    expect(itemsOf(r.look(), eva)).toEqual({ talk: 'present', groups: null })
    expect(minutesOf(r.look(), eva)).toBe(60)
    expect(r.look().counts).toMatchObject({ present: 1, partial: 0, notRecorded: 1 })
  })

  test('F6 what two recorders state of different items adds up and is no disagreement', () => {
    const r = aWorkshop()
    r.blind(ana, eva, 'talk')
    r.blind(bo, eva, 'groups')
    expect(rowOf(r.look(), eva)).toMatchObject({ disagreement: false, outcome: { status: 'present', minutes: 120 } })
    r.blind(bo, ivo, 'talk', { status: 'absent' })
    r.blind(ana, ivo, 'groups')
    expect(rowOf(r.look(), ivo)).toMatchObject({ disagreement: false, outcome: { status: 'present', minutes: 60 } })
    expect(r.look().counts).toMatchObject({ present: 2, partial: 1, disagreements: 0 })
  })

  test('F6 what two recorders state differently of one item is a disagreement there, and the fewest minutes count', () => {
    const r = aWorkshop()
    r.blind(ana, eva, 'talk')
    r.blind(bo, eva, 'talk', { status: 'absent' })
    r.blind(bo, eva, 'groups')
    const row = rowOf(r.look(), eva)
    expect(row).toMatchObject({ disagreement: true, outcome: { status: 'present', minutes: 60 } })
    expect(row.items.map(({ item, disagreement }) => [item, disagreement])).toEqual([
      ['talk', true],
      ['groups', false],
    ])
  })

  test('F6 a coordinator’s decision settles the items that it names, until somebody states more', () => {
    const r = aWorkshop()
    const settles = [r.blind(ana, eva, 'talk'), r.blind(bo, eva, 'talk', { status: 'absent' })]
    r.review(eva, { kind: 'decision', at: 2, settles, status: 'present', minutes: 50 })
    expect(rowOf(r.look(), eva)).toMatchObject({ disagreement: false, outcome: { minutes: 50 } })
    expect(rowOf(r.look(), eva).items[0]?.disagreement).toBe(false)
    r.blind(bo, eva, 'groups')
    expect(rowOf(r.look(), eva)).toMatchObject({ disagreement: true, decision: null })
  })

  test('F6 a decision on one item settles that item, and leaves the rest as it is', () => {
    const r = aWorkshop()
    const talks = [r.blind(ana, eva, 'talk'), r.blind(bo, eva, 'talk', { status: 'absent' })]
    const groups = [r.blind(ana, eva, 'groups'), r.blind(bo, eva, 'groups', { status: 'absent' })]
    expect(rowOf(r.look(), eva)).toMatchObject({ disagreement: true, outcome: { status: 'absent' } })
    const decide = (item: string, settles: ClaimKey[], status: Status, minutes: number) =>
      r.review(eva, { kind: 'item-decision', item, at: 2, settles, status, minutes })

    const talk = decide('talk', talks, 'present', 60)
    const once = rowOf(r.look(), eva)
    expect(once).toMatchObject({ disagreement: true, decision: null, outcome: { status: 'present', minutes: 60 } })
    expect(once.items).toMatchObject([
      { item: 'talk', disagreement: false, decision: { key: talk }, outcome: { status: 'present', minutes: 60 } },
      { item: 'groups', disagreement: true, decision: null, outcome: { status: 'absent' } },
    ])

    // At the presentation and not at the group work: one row, nothing more to settle.
    decide('groups', groups, 'absent', 0)
    const row = rowOf(r.look(), eva)
    expect(row).toMatchObject({ disagreement: false, outcome: { status: 'present', minutes: 60 } })
    expect(r.look().counts).toMatchObject({ present: 1, partial: 1, disagreements: 0 })

    r.blind(bo, eva, 'groups')
    expect(rowOf(r.look(), eva).items.map(({ disagreement }) => disagreement)).toEqual([false, true])
  })

  test('F6 a decision on an item gives no more than the item, and none where the item is not in the agenda', () => {
    const r = aWorkshop()
    const talks = [r.blind(ana, eva, 'talk'), r.blind(bo, eva, 'talk', { status: 'absent' })]
    r.review(eva, { kind: 'item-decision', item: 'talk', at: 2, settles: talks, status: 'present', minutes: 500 })
    expect(minutesOf(r.look(), eva)).toBe(60)
    const gone = [r.blind(ana, ivo, 'gone'), r.blind(bo, ivo, 'gone', { status: 'absent' })]
    r.review(ivo, { kind: 'item-decision', item: 'gone', at: 2, settles: gone, status: 'present', minutes: 60 })
    expect(rowOf(r.look(), ivo)).toMatchObject({ disagreement: false, outcome: { status: 'present', minutes: 0 } })
  })

  test('F6 of two decisions on one item the cautious one counts until it is undone; one on the whole row is above both', () => {
    const r = aWorkshop()
    const settles = [r.blind(ana, eva, 'talk'), r.blind(bo, eva, 'talk', { status: 'absent' })]
    const item = { kind: 'item-decision', item: 'talk', at: 2, settles } as const
    r.review(eva, { ...item, status: 'present', minutes: 60 })
    const strict = r.review(eva, { ...item, status: 'present', minutes: 20 })
    expect(rowOf(r.look(), eva)).toMatchObject({ outcome: { minutes: 20 }, items: [{ decision: { key: strict } }, {}] })
    const whole = r.review(eva, { kind: 'decision', at: 3, settles, status: 'present', minutes: 120 })
    expect(rowOf(r.look(), eva)).toMatchObject({ outcome: { minutes: 120 }, items: [{ decision: null }, {}] })
    r.review(eva, { kind: 'undone', at: 4, review: strict })
    r.review(eva, { kind: 'undone', at: 5, review: whole })
    expect(minutesOf(r.look(), eva)).toBe(60)
  })

  test('F7 a mark from after the submission at an item that is not in the agenda brings no decision on it into force', () => {
    const r = aWorkshop(aSession({ agenda: [] }))
    const spans = [{ from: '10:00', to: '11:00' }]
    const came = r.state(ana, eva, { kind: 'mark', status: 'present', spans, at: 1, replaces: [] })
    r.review(eva, { kind: 'item-decision', item: 'gone', at: 2, settles: [came], status: 'present', minutes: 60 })
    r.state(ana, null, stateSubmission(r.look(), 3))
    const submitted = rowOf(r.look(), eva).outcome
    expect(submitted).toMatchObject({ minutes: 45, lateMinutes: 60, leftEarlyMinutes: 60 })
    r.blind(bo, eva, 'gone')
    expect(rowOf(r.look(), eva).outcome).toEqual(submitted)
  })

  test('F7 a decision takes a correction into the submitted register at its item, and nowhere else', () => {
    const r = aWorkshop()
    r.mark(ana, eva, 'absent', 'talk')
    r.mark(ana, eva, 'absent', 'groups')
    r.state(ana, null, stateSubmission(r.look(), 4))
    const late: Claim = {
      kind: 'mark',
      status: 'present',
      at: 5,
      replaces: rowOf(r.look(), eva).live.map(({ key }) => key),
    }
    const settles = [r.state(bo, eva, late)]
    const before = rowOf(r.look(), eva)
    expect(before).toMatchObject({ outcome: { status: 'absent' }, corrections: [{ after: { minutes: 165 } }] })
    r.review(eva, {
      ...{ kind: 'item-decision', item: 'talk', at: 6, status: 'present', minutes: 60 },
      settles: [...settles, ...before.open.map(({ key }) => key)],
    })
    const row = rowOf(r.look(), eva)
    expect(row).toMatchObject({ outcome: { status: 'present', minutes: 60 }, disagreement: false })
    expect(row.items.map(({ outcome }) => outcome?.status)).toEqual(['present', 'absent'])
    // Of the group work it is still one.
    expect(row.corrections).toMatchObject([{ before: { minutes: 60 } }])
    const [talk, groups] = r.look().facts.agenda.map((item) => rowOf(itemRegister(r.look(), item), eva))
    expect(talk).toMatchObject({ corrections: [], decision: { review: { item: 'talk' } } })
    expect(groups).toMatchObject({ corrections: [{}], decision: null })
  })

  test('F6 everyone present at one item yields to a mark there, and does not speak of other items', () => {
    const r = aWorkshop()
    r.blind(bo, eva, 'talk', { status: 'absent' })
    r.everyone(ana, [eva, ivo], 'talk')
    expect(itemsOf(r.look(), eva)).toEqual({ talk: 'absent', groups: null })
    expect(itemsOf(r.look(), ivo)).toEqual({ talk: 'present', groups: null })
    expect(minutesOf(r.look(), ivo)).toBe(60)
  })

  test('F6 what is said of the whole session is said of each item; an exception at one leaves the rest', () => {
    const r = aWorkshop()
    r.everyone(ana, [eva, ivo])
    expect(itemsOf(r.look(), eva)).toEqual({ talk: 'present', groups: 'present' })
    r.mark(ana, eva, 'absent', 'groups')
    // 165 minutes without the hour of group work: the time between the items counts, too.
    expect(rowOf(r.look(), eva).outcome).toMatchObject({ status: 'present', minutes: 105 })
    expect(r.look().counts).toMatchObject({ present: 2, partial: 1 })
  })

  test('F6 a mark of the whole session and one of an item, each unseen by the other, differ at that item only', () => {
    const r = aWorkshop()
    const whole: Claim = { kind: 'mark', status: 'present', at: 1, replaces: [] }
    r.state(ana, eva, whole)
    r.blind(bo, eva, 'groups', { status: 'absent' })
    const row = rowOf(r.look(), eva)
    expect(row).toMatchObject({ disagreement: true, outcome: { minutes: 105 } })
    expect(row.items.map(({ disagreement }) => disagreement)).toEqual([false, true])
  })

  test('F6 a mark of the whole session replaces the marks at items that its recorder saw; taken back, they stand again', () => {
    const r = aWorkshop()
    r.mark(bo, eva, 'present', 'talk')
    const whole = r.mark(ana, eva, 'absent')
    expect(rowOf(r.look(), eva)).toMatchObject({ disagreement: false, outcome: { status: 'absent' } })
    r.state(ana, null, stateWithdrawal([whole], 3))
    expect(minutesOf(r.look(), eva)).toBe(60)
  })

  test('F8 who came to the session at eleven was not at the talk', () => {
    const r = aWorkshop()
    const late: Claim = { kind: 'mark', status: 'present', spans: [{ from: '10:45' }], at: 1, replaces: [] }
    r.state(ana, eva, late)
    expect(itemsOf(r.look(), eva)).toEqual({ talk: 'absent', groups: 'present' })
    expect(minutesOf(r.look(), eva)).toBe(75)
    // A colleague who says the same of the talk says nothing new.
    r.blind(bo, eva, 'talk', { status: 'absent' })
    expect(rowOf(r.look(), eva)).toMatchObject({ disagreement: false, outcome: { minutes: 75 } })
  })

  test('F8 times at an item count within it: late to the talk, and gone before its end', () => {
    const r = aWorkshop()
    r.blind(ana, eva, 'talk', { spans: [{ from: '09:20', to: '11:00' }] })
    expect(rowOf(r.look(), eva).items[0]?.outcome).toMatchObject({ minutes: 40, lateMinutes: 20, leftEarlyMinutes: 0 })
    expect(minutesOf(r.look(), eva)).toBe(40)
    expect(r.look().counts.partial).toBe(1)
  })

  test('F8 minutes typed for the whole session are never exceeded by its parts', () => {
    const r = aWorkshop()
    r.state(ana, eva, { kind: 'mark', status: 'present', minutes: 70, at: 1, replaces: [] })
    r.blind(bo, eva, 'groups')
    // Both say an hour of the groups: then the more cautious stands, of which no more than 70 count in all.
    expect(rowOf(r.look(), eva)).toMatchObject({ disagreement: false, outcome: { minutes: 70 } })
    const both: Claim = { kind: 'mark', status: 'present', minutes: 70, at: 1, replaces: [] }
    const seen = r.state(ana, ivo, both)
    r.blind(bo, ivo, 'groups', { replaces: [seen] })
    // 105 minutes of talk and between the items, of which 70 count, and the hour that the colleague states instead.
    expect(minutesOf(r.look(), ivo)).toBe(130)
  })

  test('F8 absent at every item is absent, also where the whole session was said before; excused at one does not outweigh', () => {
    const r = aWorkshop(aSession({ agenda: [item('a', '09:00', '10:00'), item('b', '10:00', '12:00')] }))
    r.everyone(ana, [eva, ivo])
    r.mark(ana, eva, 'absent', 'a')
    r.mark(ana, eva, 'excused', 'b')
    expect(rowOf(r.look(), eva).outcome).toMatchObject({ status: 'absent', minutes: 0 })
  })

  test('C2 who was online at one item was online', () => {
    const r = aWorkshop(aSession({ mode: 'both', agenda: [TALK, GROUPS] }))
    r.blind(ana, eva, 'talk', { mode: 'on-site' })
    r.blind(ana, eva, 'groups', { mode: 'online' })
    expect(rowOf(r.look(), eva).outcome).toMatchObject({ mode: 'online', minutes: 120 })
    expect(rowOf(r.look(), eva).items.map(({ outcome }) => outcome?.mode)).toEqual(['on-site', 'online'])
  })

  test('F8 an item that the agenda no longer has is shown and gives no minutes', () => {
    const r = aWorkshop()
    r.mark(ana, eva, 'present', 'talk')
    r.mark(ana, eva, 'present', 'groups')
    const after = r.look(aSession({ agenda: [GROUPS] }))
    expect(itemsOf(after, eva)).toEqual({ groups: 'present', talk: 'present' })
    expect(minutesOf(after, eva)).toBe(60)
    expect(itemsOf(after, ivo)).toEqual({ groups: null })
    // As a whole nothing is said against it: a mark of the whole session leaves no trace at an item that is gone.
    r.mark(ana, eva, 'absent')
    expect(itemsOf(r.look(aSession({ agenda: [GROUPS] })), eva)).toEqual({ groups: 'absent' })
  })

  test('F8 two items of one id are one item, and one outside the session has no minutes', () => {
    const r = aWorkshop(
      aSession({ agenda: [TALK, item('talk', '11:00', '11:30'), item('out', '13:00', '14:00'), GROUPS] }),
    )
    for (const at of ['talk', 'out', 'groups']) r.mark(ana, eva, 'present', at)
    expect(rowOf(r.look(), eva).items.map(({ outcome }) => outcome?.minutes)).toEqual([90, 0, 60])
    expect(minutesOf(r.look(), eva)).toBe(135)
  })

  test.each([
    ['goes back', '2026-10-25', 300, 120],
    ['goes forward', '2026-03-29', 180, 0],
  ])('F11 in the night in which the clock %s an item counts as long as it was', (_, date, net, between) => {
    const facts = aSession({
      ...{ date, start: '00:00', end: '04:00', breaks: [] },
      agenda: [item('early', '00:00', '02:00'), item('odd', '02:00', '03:00'), item('late', '03:00', '04:00')],
    })
    const r = aWorkshop(facts)
    for (const at of ['early', 'odd', 'late']) r.mark(ana, eva, 'present', at)
    expect(rowOf(r.look(), eva).items.map(({ outcome }) => outcome?.minutes)).toEqual([120, between, 60])
    expect(minutesOf(r.look(), eva)).toBe(net)
    expect(netMinutes(facts)).toBe(net)
  })

  test('F8 an item after midnight belongs to the next day', () => {
    const vigil = item('vigil', '00:30', '02:00')
    const facts = aSession({
      start: '22:00',
      end: '06:00',
      breaks: [{ start: '01:00', end: '01:15' }],
      agenda: [vigil],
    })
    const r = aWorkshop(facts)
    r.blind(ana, eva, 'vigil', { spans: [{ to: '01:30' }] })
    expect(minutesOf(r.look(), eva)).toBe(45)
    expect(factsOfItem(facts, vigil)).toMatchObject({ date: '2026-05-13', start: '00:30', end: '02:00', agenda: [] })
    expect(netMinutes(factsOfItem(facts, vigil))).toBe(75)
  })
})

describe('the register of one item', () => {
  test('F4 has the shape of a session’s register: its rows, minutes and counts', () => {
    const r = aWorkshop()
    r.everyone(ana, [eva], 'talk')
    r.mark(bo, ivo, 'absent', 'groups')
    const talk = itemRegister(r.look(), TALK)
    expect(talk).toMatchObject({ netMinutes: 60, facts: { start: '09:00', end: '10:00' }, state: 'in-progress' })
    expect(talk.counts).toMatchObject({ present: 1, absent: 0, notRecorded: 1 })
    expect(rowOf(itemRegister(r.look(), GROUPS), ivo).outcome?.status).toBe('absent')
    expect(itemRegister(r.look(), item('new', '11:15', '12:00')).counts.notRecorded).toBe(2)
  })

  test('F7 corrections are shown at the items that they are about', () => {
    const r = aWorkshop()
    r.everyone(ana, [eva, ivo])
    r.state(ana, null, stateSubmission(r.look(), 2))
    r.mark(bo, eva, 'absent', 'groups')
    expect(rowOf(itemRegister(r.look(), TALK), eva).corrections).toEqual([])
    expect(rowOf(itemRegister(r.look(), GROUPS), eva).corrections).toMatchObject([
      { before: { status: 'present', minutes: 60 }, after: { status: 'absent', minutes: 0 } },
    ])
  })
})

describe('handing in what was marked by item', () => {
  test('F7 a submission covers it and freezes the agenda; a later mark is a correction with old and new', () => {
    const r = aWorkshop()
    const talk = r.everyone(ana, [eva, ivo], 'talk')
    const submission = stateSubmission(r.look(), 2)
    expect(submission).toMatchObject({ covers: [talk], facts: { agenda: [TALK, GROUPS] } })
    r.state(ana, null, submission)
    const replanned = aSession({ agenda: [item('talk', '09:00', '09:30')] })
    expect(minutesOf(r.look(replanned), eva)).toBe(60)
    r.mark(bo, eva, 'present', 'groups')
    expect(rowOf(r.look(), eva)).toMatchObject({
      outcome: { minutes: 60 },
      corrections: [{ before: { minutes: 60 }, after: { minutes: 120 } }],
    })
    expect(rowOf(r.look(), eva).items[1]).toMatchObject({ outcome: null, after: { minutes: 60 } })
  })

  test('F7 who says of an item what the submitted register says of the session adds no correction', () => {
    const r = aWorkshop()
    r.everyone(ana, [eva, ivo])
    r.state(ana, null, stateSubmission(r.look(), 2))
    r.blind(bo, eva, 'talk')
    expect(rowOf(r.look(), eva).corrections).toEqual([])
    r.blind(bo, ivo, 'talk', { status: 'absent' })
    expect(rowOf(r.look(), ivo).corrections).toMatchObject([{ before: { minutes: 165 }, after: { minutes: 105 } }])
  })

  test('S6 a phone that knows no items submits without them: they become corrections, and nothing is lost', () => {
    const r = aWorkshop()
    const known: ClaimKey[] = [r.everyone(ana, [ivo])]
    r.mark(bo, eva, 'present', 'talk')
    r.state(ana, null, { kind: 'submission', covers: known, facts: WORKSHOP, at: 2, replaces: [] } satisfies Submission)
    expect(rowOf(r.look(), eva)).toMatchObject({
      outcome: null,
      corrections: [{ before: null, after: { minutes: 60 } }],
    })
  })

  test('F5 minutes are none while it counts as not taken place, at items either', () => {
    const r = aWorkshop()
    r.blind(ana, eva, 'talk')
    r.state(bo, null, { kind: 'not-held', reason: 'no heating', at: 1, replaces: [] })
    expect(r.look()).toMatchObject({ state: 'did-not-take-place', notHeldContested: true })
    expect(rowOf(r.look(), eva)).toMatchObject({ outcome: { minutes: 0 }, items: [{ outcome: { minutes: 0 } }, {}] })
  })
})
