import { describe, expect, test } from 'vitest'
import { aMember, aNotebook, aPerson, aSession, SESSION } from '../../tests/support/domainMakers.ts'
import type { Everyone, Mark, NotHeld, Review, Submission, Withdrawal } from './claims.ts'
import type { ClaimKey, MemberId, PersonId } from './ids.ts'
import { type Register, resolveRegister } from './register.ts'
import type { SessionFacts } from './session.ts'

const ana = aMember('ana')
const bo = aMember('bo')
const eva = aPerson('eva')
const ivo = aPerson('ivo')

/** A session with Eva and Ivo on its roster, and short words for stating things in it. */
function aRegister(facts: SessionFacts = aSession()) {
  const { claims, reviews, state, review } = aNotebook()
  return {
    claims,
    mark: (recorder: MemberId, person: PersonId, mark: Partial<Mark>, ...replaces: ClaimKey[]) =>
      state(recorder, person, { kind: 'mark', status: 'present', at: 0, replaces, ...mark }),
    everyone: (recorder: MemberId, persons = [eva, ivo], ...replaces: ClaimKey[]) =>
      state(recorder, null, { kind: 'everyone', persons, at: 0, replaces } satisfies Everyone),
    withdraw: (recorder: MemberId, ...withdraws: ClaimKey[]) =>
      state(recorder, null, { kind: 'withdrawal', withdraws, at: 0, replaces: [] } satisfies Withdrawal),
    submit: (recorder: MemberId, covers: ClaimKey[], changes: Partial<Submission> = {}) =>
      state(recorder, null, { kind: 'submission', covers, facts, at: 0, replaces: [], ...changes }),
    notHeld: (recorder: MemberId, ...replaces: ClaimKey[]) =>
      state(recorder, null, { kind: 'not-held', reason: 'no heating', at: 0, replaces } satisfies NotHeld),
    decide: (
      person: PersonId | null,
      settles: ClaimKey[],
      value: Partial<Extract<Review, { kind: 'decision' }>> = {},
    ) => review(person, { kind: 'decision', at: 0, settles, status: 'present', minutes: 165, ...value }),
    accept: (submission: ClaimKey) => review(null, { kind: 'accepted', at: 0, submission }),
    giveBack: (submission: ClaimKey) => review(null, { kind: 'returned', at: 0, submission, reason: 'who is Ivo?' }),
    undo: (key: ClaimKey) => review(null, { kind: 'undone', at: 0, review: key }),
    resolve: (roster = [eva, ivo]): Register => resolveRegister({ session: SESSION, facts, roster, claims, reviews }),
  }
}

const rowOf = (register: Register, person: PersonId) => {
  const row = register.rows.find((one) => one.person === person)
  if (!row) throw new Error('no such row')
  return row
}
const openOf = (register: Register, person: PersonId) => rowOf(register, person).open.map(({ key }) => key)
const PRESENT = { status: 'present', mode: 'on-site', minutes: 165, lateMinutes: 0, leftEarlyMinutes: 0 }
const ABSENT = { ...PRESENT, status: 'absent', minutes: 0 }

describe('what was recorded', () => {
  test('F5 not recorded is neither absent nor nobody came', () => {
    const r = aRegister()
    expect(r.resolve().state).toBe('not-started')
    r.mark(ana, ivo, { status: 'absent' })
    const register = r.resolve()
    expect(rowOf(register, eva).outcome).toBeNull()
    expect(rowOf(register, ivo).outcome).toEqual(ABSENT)
    expect(register.state).toBe('in-progress')
    expect(register.counts).toEqual({
      present: 0,
      partial: 0,
      absent: 1,
      excused: 0,
      notRecorded: 1,
      disagreements: 0,
    })
  })

  test('F5 rows follow the roster, then persons who are not on it', () => {
    const r = aRegister()
    r.mark(ana, aPerson('walk-in'), {})
    r.mark(ana, aPerson('another'), {})
    expect(r.resolve([ivo, eva]).rows.map(({ person }) => person)).toEqual([
      ivo,
      eva,
      aPerson('another'),
      aPerson('walk-in'),
    ])
  })

  test('F4 a walk-in taken back leaves no row', () => {
    const r = aRegister()
    r.withdraw(ana, r.mark(ana, aPerson('walk-in'), {}))
    expect(r.resolve().rows).toHaveLength(2)
    expect(r.resolve().state).toBe('not-started')
  })

  test('F8 late and left early come from the times and are counted as partial', () => {
    const r = aRegister()
    r.mark(ana, eva, { spans: [{ from: '09:20', to: '11:50' }] })
    r.mark(ana, ivo, {})
    const register = r.resolve()
    expect(rowOf(register, eva).outcome).toEqual({
      ...PRESENT,
      minutes: 135,
      lateMinutes: 20,
      leftEarlyMinutes: 10,
    })
    expect(register.counts).toMatchObject({ present: 2, partial: 1 })
  })

  test('F8 minutes that differ from the times count, never more than the session', () => {
    const r = aRegister()
    r.mark(ana, eva, { minutes: 100 })
    r.mark(ana, ivo, { minutes: 500 })
    expect(rowOf(r.resolve(), eva).outcome?.minutes).toBe(100)
    expect(rowOf(r.resolve(), ivo).outcome?.minutes).toBe(165)
  })

  test('F8 a mark that does not say how somebody came follows the session', () => {
    const modeIn = (mode: SessionFacts['mode']) => {
      const r = aRegister(aSession({ mode }))
      r.mark(ana, eva, {})
      return rowOf(r.resolve(), eva).outcome?.mode
    }
    expect([modeIn('on-site'), modeIn('online'), modeIn('both')]).toEqual(['on-site', 'online', 'on-site'])
  })

  test('S5 a claim keyed as another kind means nothing', () => {
    const r = aRegister()
    const claim = r.everyone(ana)
    const mark = r.mark(ana, eva, {})
    const keyedWrong = new Map<ClaimKey, PersonId | null>([
      [claim, eva],
      [mark, null],
    ])
    for (const one of r.claims) one.person = keyedWrong.get(one.key) ?? null
    expect(r.resolve()).toMatchObject({ state: 'not-started', coverable: [] })
  })

  test('claims of another session mean nothing here', () => {
    const r = aRegister()
    r.mark(ana, eva, {})
    for (const claim of r.claims) claim.session = 'another---------' as typeof SESSION
    expect(r.resolve().rows.every(({ outcome }) => outcome === null)).toBe(true)
  })
})

describe('open claims', () => {
  test('F6 a mark seen and replaced by a later one is closed', () => {
    const r = aRegister()
    const first = r.mark(ana, eva, {})
    const second = r.mark(bo, eva, { status: 'absent' }, first)
    expect(openOf(r.resolve(), eva)).toEqual([second])
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: ABSENT, disagreement: false })
  })

  test('F6 a mark replaces for its own person only', () => {
    const r = aRegister()
    const ivos = r.mark(ana, ivo, {})
    r.mark(ana, eva, {}, ivos)
    expect(openOf(r.resolve(), ivo)).toEqual([ivos])
  })

  test('F6 taking back the later one opens the earlier again', () => {
    const r = aRegister()
    const first = r.mark(ana, eva, {})
    const second = r.mark(ana, eva, { status: 'absent' }, first)
    r.withdraw(ana, second)
    expect(openOf(r.resolve(), eva)).toEqual([first])
  })

  test("F6 nobody takes back a colleague's claim, nor displaces it under the same key", () => {
    const r = aRegister()
    const key = r.mark(ana, eva, {})
    const [original] = r.claims
    if (original) r.claims.push({ ...original, recorder: bo })
    expect(rowOf(r.resolve(), eva).open.map(({ recorder }) => recorder)).toEqual([ana, bo])
    r.withdraw(bo, key)
    expect(rowOf(r.resolve(), eva).open.map(({ recorder }) => recorder)).toEqual([ana])
  })

  test('F6 everyone present yields to any individual mark, whichever came first', () => {
    const r = aRegister()
    r.mark(bo, eva, { status: 'absent' })
    const all = r.everyone(ana)
    const register = r.resolve()
    expect(rowOf(register, eva)).toMatchObject({ outcome: ABSENT, disagreement: false })
    expect(rowOf(register, ivo).outcome).toEqual(PRESENT)
    expect(openOf(register, ivo)).toEqual([all])
  })

  test('F6 everyone present counts again for a person whose mark is taken back', () => {
    const r = aRegister()
    const all = r.everyone(ana)
    r.withdraw(ana, r.mark(ana, eva, { status: 'excused' }, all))
    expect(rowOf(r.resolve(), eva).outcome).toEqual(PRESENT)
  })

  test('F6 a later everyone present replaces an earlier one only for those it names', () => {
    const r = aRegister()
    const both = r.everyone(ana)
    const one = r.everyone(ana, [eva], both)
    expect(openOf(r.resolve(), eva)).toEqual([one])
    expect(openOf(r.resolve(), ivo)).toEqual([both])
  })

  test('F6 marks that replace each other in a circle are all kept', () => {
    const r = aRegister()
    const foreseen = `${SESSION}:${eva}:AAAAAgAAAAA` as ClaimKey
    const first = r.mark(ana, eva, {}, foreseen)
    const second = r.mark(bo, eva, { status: 'absent' }, first)
    expect(second).toBe(foreseen)
    expect(openOf(r.resolve(), eva)).toEqual([first, second])
    expect(rowOf(r.resolve(), eva).disagreement).toBe(true)
  })

  test('F6 the same claim from the phone and from the hub is one', () => {
    const r = aRegister()
    r.mark(ana, eva, {})
    const [own] = r.claims
    if (own) r.claims.unshift({ ...own, receivedAt: 5 })
    expect(rowOf(r.resolve(), eva).open).toMatchObject([{ receivedAt: 5 }])
    r.claims.reverse()
    expect(rowOf(r.resolve(), eva).open).toMatchObject([{ receivedAt: 5 }])
  })
})

describe('disagreement', () => {
  test('F6 the fewest minutes count, and whoever claimed is named', () => {
    const r = aRegister()
    r.mark(ana, eva, {})
    r.mark(bo, eva, { spans: [{ to: '10:00' }] })
    const row = rowOf(r.resolve(), eva)
    expect(row).toMatchObject({ outcome: { minutes: 60 }, disagreement: true })
    expect(row.open.map(({ recorder }) => recorder)).toEqual([ana, bo])
    expect(r.resolve().counts.disagreements).toBe(1)
  })

  test('F6 at a tie absent counts before excused before present', () => {
    const r = aRegister()
    r.mark(ana, eva, { status: 'excused' })
    r.mark(bo, eva, { minutes: 0 })
    expect(rowOf(r.resolve(), eva).outcome?.status).toBe('excused')
    r.mark(bo, eva, { status: 'absent' })
    expect(rowOf(r.resolve(), eva).outcome?.status).toBe('absent')
  })

  test('F6 the less favourable mode counts, also with the minutes of another', () => {
    const r = aRegister(aSession({ mode: 'both' }))
    r.mark(ana, eva, { mode: 'online' })
    r.mark(bo, eva, { mode: 'on-site', minutes: 50 })
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: { minutes: 50, mode: 'online' }, disagreement: true })
  })

  test('F6 the same value from two recorders, or a missing mark, is none', () => {
    const r = aRegister()
    r.mark(ana, eva, {})
    r.mark(bo, eva, { spans: [{ from: '09:00', to: '12:00' }] })
    r.mark(bo, ivo, {})
    expect(r.resolve().counts).toMatchObject({ present: 2, disagreements: 0 })
  })

  test('F6 a decision counts while it settles every open claim; a later one reopens', () => {
    const r = aRegister()
    const claims = [r.mark(ana, eva, {}), r.mark(bo, eva, { status: 'absent' })]
    r.decide(eva, claims.slice(0, 1))
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: ABSENT, disagreement: true, decision: null })
    const decision = r.decide(eva, claims, { minutes: 120, mode: 'online' })
    expect(rowOf(r.resolve(), eva)).toMatchObject({
      outcome: { status: 'present', mode: 'online', minutes: 120 },
      disagreement: false,
      decision: { key: decision },
    })
    r.mark(bo, eva, { status: 'excused' })
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: ABSENT, disagreement: true, decision: null })
  })

  test('F6 a decision undone settles nothing; of two that hold the cautious one counts', () => {
    const r = aRegister()
    const claims = [r.mark(ana, eva, {}), r.mark(bo, eva, { status: 'absent' })]
    const generous = r.decide(eva, claims, { minutes: 900 })
    expect(rowOf(r.resolve(), eva).outcome?.minutes).toBe(165)
    const strict = r.decide(eva, claims, { status: 'excused', minutes: 30 })
    expect(rowOf(r.resolve(), eva)).toMatchObject({
      outcome: { status: 'excused', minutes: 0 },
      decision: { key: strict },
    })
    r.undo(strict)
    r.undo(generous)
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: ABSENT, disagreement: true })
  })

  test('F6 a decision that names no claim of the person decides nothing', () => {
    const r = aRegister()
    r.decide(eva, [])
    r.decide(eva, [r.mark(ana, ivo, {})])
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: null, decision: null })
  })
})

describe('submission', () => {
  test('F7 freezes the facts: minutes no longer follow the plan', () => {
    const r = aRegister(aSession({ end: '16:00' }))
    r.submit(ana, [r.mark(ana, eva, {})], { facts: aSession() })
    const register = r.resolve()
    expect(register.state).toBe('submitted')
    expect(rowOf(register, eva).outcome?.minutes).toBe(165)
    expect(register).toMatchObject({ facts: { end: '12:00' }, plannedFacts: { end: '16:00' } })
  })

  test('F7 what comes after is a correction with old and new, and changes nothing', () => {
    const r = aRegister()
    const first = r.mark(ana, eva, {})
    r.submit(ana, [first])
    const later = r.mark(ana, eva, { status: 'absent' }, first)
    const row = rowOf(r.resolve(), eva)
    expect(row).toMatchObject({ outcome: PRESENT, disagreement: false })
    expect(row.corrections).toMatchObject([{ person: eva, before: PRESENT, after: ABSENT }])
    expect(row.corrections[0]?.claims.map(({ key }) => key)).toEqual([later])
    expect(row.live.map(({ key }) => key)).toEqual([later])
  })

  test('F7 a withdrawal or a bulk claim outside the submission is a correction too', () => {
    const r = aRegister()
    const first = r.mark(ana, eva, {})
    r.submit(ana, [first])
    const back = r.withdraw(ana, first)
    const all = r.everyone(bo, [ivo])
    const register = r.resolve()
    expect(rowOf(register, eva)).toMatchObject({
      outcome: PRESENT,
      corrections: [{ claims: [{ key: back }], after: null }],
    })
    expect(rowOf(register, ivo)).toMatchObject({
      outcome: null,
      corrections: [{ claims: [{ key: all }], before: null, after: PRESENT }],
    })
  })

  test('F7 what would change nothing, or was taken back again, is no correction', () => {
    const r = aRegister()
    r.submit(ana, [r.mark(ana, eva, {})])
    r.mark(bo, eva, {})
    r.everyone(bo, [eva])
    r.withdraw(bo, r.mark(bo, ivo, {}))
    expect(r.resolve().rows.flatMap(({ corrections }) => corrections)).toEqual([])
  })

  test('F7 a claim unseen by the submission that only adds a doubt is a correction', () => {
    const r = aRegister()
    r.submit(ana, [r.mark(ana, eva, { status: 'absent' })])
    r.mark(bo, eva, {})
    expect(rowOf(r.resolve(), eva)).toMatchObject({
      disagreement: false,
      corrections: [{ before: ABSENT, after: ABSENT }],
    })
  })

  test('F7 a decision on a correction counts from then on; a later claim is a correction to it', () => {
    const r = aRegister()
    const first = r.mark(ana, eva, {})
    r.submit(ana, [first])
    const second = r.mark(ana, eva, { status: 'absent' }, first)
    const decision = r.decide(eva, [second], { status: 'absent', minutes: 0 })
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: ABSENT, decision: { key: decision }, corrections: [] })
    r.mark(ana, eva, { status: 'excused' }, second)
    expect(rowOf(r.resolve(), eva)).toMatchObject({
      outcome: ABSENT,
      corrections: [{ before: ABSENT, after: { status: 'excused' } }],
    })
  })

  test('F7 two submissions unseen by each other both count, with the fewer minutes', () => {
    const r = aRegister()
    r.submit(ana, [r.mark(ana, eva, {})])
    r.submit(bo, [r.mark(bo, ivo, {})], { facts: aSession({ end: '11:00' }) })
    const register = r.resolve()
    expect(register.submissions).toHaveLength(2)
    expect(register.rows.map(({ outcome }) => outcome?.minutes)).toEqual([105, 105])
  })

  test('F7 accepted when every one is, returned when one is', () => {
    const r = aRegister()
    const first = r.submit(ana, [r.mark(ana, eva, {})])
    const second = r.submit(bo, [r.mark(bo, ivo, {})])
    r.accept(first)
    expect(r.resolve().state).toBe('submitted')
    r.accept(second)
    expect(r.resolve().state).toBe('accepted')
    const back = r.giveBack(second)
    expect(r.resolve().state).toBe('returned')
    r.undo(back)
    expect(r.resolve().state).toBe('accepted')
  })

  test('F7 a submission replaces another only once that was returned', () => {
    const r = aRegister()
    const mark = r.mark(ana, eva, {})
    const first = r.submit(ana, [mark])
    const late = r.mark(ana, ivo, {})
    const second = r.submit(ana, [mark, late], { replaces: [first] })
    expect(r.resolve()).toMatchObject({ state: 'submitted', submissions: [{ key: first }] })
    expect(rowOf(r.resolve(), ivo)).toMatchObject({ outcome: null, corrections: [{}] })
    r.giveBack(first)
    expect(r.resolve()).toMatchObject({ state: 'submitted', submissions: [{ key: second }] })
    expect(rowOf(r.resolve(), ivo)).toMatchObject({ outcome: PRESENT, corrections: [] })
  })

  test('F7 in a returned register everything stated counts again, as before the submission', () => {
    const r = aRegister()
    const mark = r.mark(ana, eva, {})
    const first = r.submit(ana, [mark], { facts: aSession({ end: '11:00' }) })
    r.mark(ana, eva, { status: 'absent' }, mark)
    r.mark(ana, ivo, {})
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: { status: 'present', minutes: 105 }, corrections: [{}] })
    const back = r.giveBack(first)
    expect(r.resolve()).toMatchObject({ state: 'returned', facts: aSession() })
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: ABSENT, corrections: [] })
    expect(rowOf(r.resolve(), ivo)).toMatchObject({ outcome: PRESENT, corrections: [] })
    r.undo(back)
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: { status: 'present' }, corrections: [{}] })
  })

  test('F7 of two submissions one is returned: what is submitted then replaces that one alone, and counts', () => {
    const r = aRegister()
    const first = r.submit(ana, [r.mark(ana, eva, {})])
    const second = r.submit(bo, [r.mark(bo, ivo, {})])
    r.giveBack(first)
    const { replaceable, coverable } = r.resolve()
    expect(replaceable).toEqual([first])
    const third = r.submit(ana, coverable, { replaces: replaceable })
    expect(r.resolve().state).toBe('submitted')
    expect(
      r
        .resolve()
        .submissions.map(({ key }) => key)
        .sort(),
    ).toEqual([second, third].sort())
  })

  test('F7 submissions that replace each other in a circle are both kept', () => {
    const r = aRegister()
    const mark = r.mark(ana, eva, {})
    const foreseen = `${SESSION}:*:AAAAAwAAAAA` as ClaimKey
    const first = r.submit(ana, [mark], { replaces: [foreseen] })
    const second = r.submit(bo, [], { replaces: [first] })
    expect(second).toBe(foreseen)
    r.giveBack(first)
    r.giveBack(second)
    expect(r.resolve().submissions.map(({ key }) => key)).toEqual([first, second])
  })

  test('F7 a submission taken back leaves the register in progress, an accepted one stays', () => {
    const r = aRegister()
    const submission = r.submit(ana, [r.mark(ana, eva, {})])
    r.withdraw(ana, submission)
    expect(r.resolve().state).toBe('in-progress')
    r.accept(submission)
    expect(r.resolve().state).toBe('accepted')
  })
})

describe('a session that did not take place', () => {
  test('F5 is told apart from one where nobody came, with who says so and why', () => {
    const r = aRegister()
    r.notHeld(ana)
    expect(r.resolve()).toMatchObject({
      state: 'did-not-take-place',
      notHeld: [{ recorder: ana, reason: 'no heating' }],
      notHeldContested: false,
      counts: { absent: 0, notRecorded: 2 },
    })
  })

  test('F5 closes the marks that its recorder saw, and taking it back opens them', () => {
    const r = aRegister()
    const notHeld = r.notHeld(bo, r.mark(ana, eva, {}))
    expect(rowOf(r.resolve(), eva)).toMatchObject({ outcome: null, open: [] })
    expect(r.resolve().notHeldContested).toBe(false)
    r.withdraw(bo, notHeld)
    expect(r.resolve().state).toBe('in-progress')
    expect(rowOf(r.resolve(), eva).outcome).toEqual(PRESENT)
  })

  test('F5 F6 beside marks that its recorder had not seen is contested and counts 0 minutes', () => {
    const r = aRegister()
    r.mark(ana, eva, {})
    r.notHeld(bo)
    expect(r.resolve()).toMatchObject({ state: 'did-not-take-place', notHeldContested: true })
    expect(rowOf(r.resolve(), eva).outcome).toEqual({ ...PRESENT, minutes: 0 })
  })

  test('F5 F6 the office decides that it took place, or that it did not', () => {
    const r = aRegister()
    const mark = r.mark(ana, eva, {})
    const notHeld = r.notHeld(bo)
    const took = r.decide(null, [notHeld])
    expect(r.resolve()).toMatchObject({ state: 'in-progress', notHeldContested: false })
    expect(rowOf(r.resolve(), eva).outcome).toEqual(PRESENT)
    r.undo(took)
    r.decide(null, [notHeld, mark], { status: 'absent', minutes: 0 })
    expect(r.resolve()).toMatchObject({ state: 'did-not-take-place', notHeldContested: false })
    r.mark(ana, ivo, {})
    expect(r.resolve().notHeldContested).toBe(true)
  })

  test('F7 said after a submission does not undo it, but is shown as contested', () => {
    const r = aRegister()
    const mark = r.mark(ana, eva, {})
    r.submit(ana, [mark])
    r.notHeld(bo, mark)
    expect(r.resolve()).toMatchObject({ state: 'submitted', notHeldContested: true, notHeld: [{ recorder: bo }] })
    expect(rowOf(r.resolve(), eva).outcome).toEqual(PRESENT)
  })
})
