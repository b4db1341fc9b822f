import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aMember, aNotebook, aPerson, aSession, countingRandom, SESSION } from '../../tests/support/domainMakers.ts'
import { referenceRegister } from '../../tests/support/referenceRegister.ts'
import { runs } from '../../tests/support/runs.ts'
import { makeClaimKey } from './claimKey.ts'
import { type Claim, itemOf, type RecordedClaim, type RecordedReview, type Review, type Span } from './claims.ts'
import type { ClaimKey } from './ids.ts'
import { type Register, type RegisterInput, type RegisterRow, resolveRegister } from './register.ts'
import { stateEveryone, stateMark, stateNotHeld, stateSubmission, stateWithdrawal } from './stating.ts'

const RECORDERS = ['ana', 'bo', 'cyril'].map(aMember)
const ROSTER = ['eva', 'ivo', 'olga'].map(aPerson)
const PERSONS = [...ROSTER, aPerson('walk-in')]
const item = (id: string, start: string, end: string) => ({ id, title: id, start, end })
/** Items that overlap and leave time between them; no agenda; items that fill a night. */
const FACTS = [
  aSession({ zone: 'UTC', agenda: [item('a', '09:00', '10:30'), item('b', '10:05', '11:20')] }),
  aSession({ zone: 'UTC', mode: 'both', breaks: [] }),
  aSession({
    ...{ zone: 'UTC', mode: 'online', start: '22:00', end: '01:00', breaks: [{ start: '23:45', end: '00:15' }] },
    agenda: [item('a', '22:00', '23:30'), item('b', '23:30', '01:00')],
  }),
] as const
/** Of these the agendas above never have the last. */
const ITEMS = ['a', 'b', 'gone']
/** Inside each of the sessions above: by day and by night. */
const SPANS: Span[][][] = [
  [[], [{ from: '09:30' }], [{ to: '10:05' }], [{ from: '09:00', to: '09:20' }, { from: '11:00' }]],
  [
    [],
    [
      { from: '10:00', to: '11:00' },
      { from: '10:30', to: '11:10' },
    ],
    [{ from: '11:59' }],
  ],
  [[], [{ from: '22:10' }], [{ from: '00:05' }], [{ to: '23:50' }, { from: '00:20', to: '00:30' }]],
]

type Case = RegisterInput & { claims: RecordedClaim[]; reviews: RecordedReview[] }

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T
const subset = <T>(list: readonly T[], mask: number): T[] => list.filter((_, at) => (mask >>> (at % 30)) & 1)

const step = fc.record({
  kind: fc.constantFrom(
    ...(['mark', 'mark', 'mark', 'everyone', 'item-mark', 'item-mark', 'item-everyone'] as const),
    ...(['withdrawal', 'submission', 'not-held', 'review', 'review'] as const),
  ),
  item: fc
    .oneof({ weight: 4, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.constant(2) })
    .map((at) => pick(ITEMS, at)),
  who: fc.nat(2),
  whom: fc.nat(3),
  status: fc.constantFrom('present' as const, 'present' as const, 'absent' as const, 'excused' as const),
  mode: fc.constantFrom('on-site' as const, 'online' as const, undefined),
  spans: fc.nat(3),
  minutes: fc.option(fc.nat(200), { nil: undefined, freq: 5 }),
  /** Which of the things known so far are seen, or meant. */
  mask: fc.oneof(fc.constant(2 ** 30 - 1), fc.nat(2 ** 30 - 1)),
  few: fc.nat(2 ** 30 - 1),
  verdict: fc.nat(6),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What nobody's phone would write: anything replaces, withdraws and covers anything, itself, what comes later, and what
 *  never comes. */
function wildCase(steps: Step[], factsAt: number): Case {
  const book = aNotebook()
  const foresee = countingRandom()
  const keys = steps.map(({ kind, whom }) =>
    makeClaimKey(SESSION, isAboutOne(kind) ? pick(PERSONS, whom) : null, foresee),
  )
  for (const [at, one] of steps.entries()) {
    const near = (mask: number) => subset(keys, mask & one.few)
    const claim = claimOf(one, factsAt, near(one.mask), at)
    if (claim) book.state(pick(RECORDERS, one.who), isAboutOne(one.kind) ? pick(PERSONS, one.whom) : null, claim)
    else reviewOf(book, one, keys, at)
  }
  return { session: SESSION, facts: pick(FACTS, factsAt), roster: ROSTER, claims: book.claims, reviews: book.reviews }
}

const isAboutOne = (kind: Step['kind']) => kind === 'mark' || kind === 'item-mark'

function claimOf(one: Step, factsAt: number, named: ClaimKey[], at: number): Claim | null {
  const mode = one.mode ? { mode: one.mode } : {}
  switch (one.kind) {
    case 'mark': {
      const spans = pick(pick(SPANS, factsAt), one.spans)
      const minutes = one.minutes === undefined ? {} : { minutes: one.minutes }
      return {
        kind: 'mark',
        status: one.status,
        ...mode,
        ...(spans.length && { spans }),
        ...minutes,
        at,
        replaces: named,
      }
    }
    case 'item-mark': {
      const spans = pick(pick(SPANS, factsAt), one.spans)
      return {
        kind: 'item-mark',
        item: one.item,
        status: one.status,
        ...mode,
        ...(spans.length && { spans }),
        at,
        replaces: named,
      }
    }
    case 'everyone':
      return { kind: 'everyone', persons: subset(PERSONS, one.few), ...mode, at, replaces: named }
    case 'item-everyone':
      return { kind: 'item-everyone', item: one.item, persons: subset(PERSONS, one.few), ...mode, at, replaces: named }
    case 'withdrawal':
      return { kind: 'withdrawal', withdraws: named, at, replaces: [] }
    case 'submission': {
      const facts = pick(FACTS, factsAt)
      const frozen = one.status === 'present' ? facts : { ...facts, breaks: [{ start: '23:00', end: '23:20' }] }
      return { kind: 'submission', covers: named, facts: frozen, at, replaces: named.slice(1, 3) }
    }
    case 'not-held':
      return { kind: 'not-held', reason: 'no heating', at, replaces: named }
    default:
      return null
  }
}

function reviewOf(book: ReturnType<typeof aNotebook>, one: Step, settles: ClaimKey[], at: number): void {
  const submissions = book.claims.filter(({ claim }) => claim.kind === 'submission').map(({ key }) => key)
  const submission = submissions.at(one.whom % (submissions.length || 1))
  const decision: Extract<Review, { kind: 'decision' }> = {
    kind: 'decision',
    at,
    settles,
    status: one.status,
    minutes: one.minutes ?? 90,
  }
  if (one.verdict < 2 && submission) book.review(null, { kind: one.verdict ? 'accepted' : 'returned', at, submission })
  else if (one.verdict === 2 && book.reviews.length)
    book.review(null, { kind: 'undone', at, review: pick(book.reviews, one.few).key })
  else if (one.verdict === 3) book.review(null, decision)
  else {
    const what = one.verdict === 4 ? decision : { ...decision, kind: 'item-decision' as const, item: one.item }
    book.review(pick(PERSONS, one.whom), one.mode ? { ...what, mode: one.mode } : what)
  }
}

/** What phones write that each have seen some of the others' claims. */
function honestCase(steps: Step[], factsAt: number): Case {
  const book = aNotebook()
  const facts = pick(FACTS, factsAt)
  for (const [at, one] of steps.entries()) {
    const recorder = pick(RECORDERS, one.who)
    const seen = book.claims.filter((claim, index) => claim.recorder === recorder || (one.mask >>> (index % 30)) & 1)
    const register = resolveRegister({ session: SESSION, facts, roster: ROSTER, claims: seen, reviews: book.reviews })
    const person = pick(PERSONS, one.whom)
    const spans = pick(pick(SPANS, factsAt), one.spans)
    const own = seen.filter((claim) => claim.recorder === recorder).map(({ key }) => key)
    if (one.kind === 'mark')
      book.state(recorder, person, stateMark(register, person, { ...one, ...mode(one), spans, ...minutes(one) }, at))
    else if (one.kind === 'item-mark')
      book.state(recorder, person, stateMark(register, person, { ...one, ...mode(one), spans }, at, one.item))
    else if (one.kind === 'everyone') book.state(recorder, null, stateEveryone(register, ROSTER, at, one.mode))
    else if (one.kind === 'item-everyone')
      book.state(recorder, null, stateEveryone(register, ROSTER, at, one.mode, one.item))
    else if (one.kind === 'withdrawal') book.state(recorder, null, stateWithdrawal(own.slice(-1), at))
    else if (one.kind === 'submission') book.state(recorder, null, stateSubmission(register, at))
    else if (one.kind === 'not-held' && one.few % 4 === 0) book.state(recorder, null, stateNotHeld(register, 'ice', at))
    else if (one.kind === 'review') {
      const rows = register.rows.find((row) => row.person === person)
      const corrections = rows?.corrections.flatMap(({ claims }) => claims) ?? []
      const keys = [...(rows?.live ?? []), ...(rows?.open ?? []), ...corrections, ...register.notHeld]
      reviewOf(
        book,
        one,
        keys.map(({ key }) => key),
        at,
      )
    }
  }
  return { session: SESSION, facts, roster: ROSTER, claims: book.claims, reviews: book.reviews }
}

const mode = (one: Step) => (one.mode ? { mode: one.mode } : { mode: 'on-site' as const })
const minutes = (one: Step) => (one.minutes === undefined ? { minutes: 165 } : { minutes: one.minutes })

const aCase = fc
  .tuple(fc.boolean(), fc.array(step, { minLength: 1, maxLength: 16, size: 'max' }), fc.nat(2))
  .map(([isHonest, steps, factsAt]) => (isHonest ? honestCase(steps, factsAt) : wildCase(steps, factsAt)))

// ---------------------------------------------------------------- what truly happened

const happened = new Map<string, number>()
const count = (what: string, times: number | boolean) => happened.set(what, (happened.get(what) ?? 0) + Number(times))

function countCases({ claims }: Case, register: Register, hadCircle: boolean): void {
  const { rows, submissions } = register
  const open = rows.flatMap((row) => row.open)
  const isSubmitted = submissions.length > 0
  count('disagreements', rows.filter((row) => row.disagreement).length)
  count('corrections', rows.filter((row) => row.corrections.length).length)
  count('decisions that hold', rows.filter((row) => row.decision).length)
  const decidedItems = rows.flatMap((row) => row.items.filter((item) => item.decision))
  count('decisions on items that hold', decidedItems.length)
  count(
    'items decided and others that differ',
    rows.filter((row) => row.disagreement && row.items.some((item) => item.decision)).length,
  )
  count('items decided after submission', isSubmitted && decidedItems.length > 0)
  count('marks that are open', open.filter(({ claim }) => claim.kind === 'mark').length)
  count('bulk claims that count', open.filter(({ claim }) => claim.kind === 'everyone').length)
  count('withdrawals', claims.filter(({ claim }) => claim.kind === 'withdrawal' && claim.withdraws.length).length)
  count('several submissions counting', submissions.length > 1)
  count(
    'submissions not counting',
    claims.filter(({ claim }) => claim.kind === 'submission').length - submissions.length,
  )
  count(
    'submissions replacing one',
    submissions.some(({ claim }) => claim.replaces.length > 0),
  )
  count('circles', hadCircle)
  count('contested not held', register.notHeldContested)
  count('walk-ins', rows.length > ROSTER.length)
  const items = rows.flatMap((row) => row.items)
  const isSplit = (row: RegisterRow) => row.open.some((claim) => itemOf(claim) !== null)
  count('rows by item', rows.filter(isSplit).length)
  count('items that differ', items.filter((item) => item.disagreement).length)
  count('items not in the agenda', items.filter((item) => item.item === 'gone').length)
  count(
    'rows by item and as a whole',
    rows.filter((row) => isSplit(row) && row.open.some((claim) => itemOf(claim) === null)).length,
  )
  count(
    'corrections by item',
    rows.filter((row) => row.corrections.some(({ claims }) => claims.some((claim) => itemOf(claim) !== null))).length,
  )
  count('corrections to a decision', isSubmitted && rows.some((row) => row.decision && row.corrections.length))
  count(`state ${register.state}`, 1)
}

const EXPECTED = [
  'disagreements',
  'corrections',
  'decisions that hold',
  'decisions on items that hold',
  'items decided and others that differ',
  'items decided after submission',
  'marks that are open',
  'bulk claims that count',
  'withdrawals',
  'several submissions counting',
  'submissions not counting',
  'submissions replacing one',
  'circles',
  'contested not held',
  'walk-ins',
  'rows by item',
  'items that differ',
  'items not in the agenda',
  'rows by item and as a whole',
  'corrections by item',
  'corrections to a decision',
  'state not-started',
  'state in-progress',
  'state submitted',
  'state accepted',
  'state returned',
  'state did-not-take-place',
]

const keysOf = (claims: RecordedClaim[]) => claims.map(({ key }) => key).sort()

/** The parts of a register that the reference knows, in its shape. */
const plain = (register: Register) => ({
  state: register.state,
  rows: register.rows.map(({ person, outcome, items, open, live, disagreement, decision, corrections }) => ({
    person,
    outcome,
    items: items.map(({ decision, ...item }) => ({
      ...item,
      ...{ open: keysOf(item.open), live: keysOf(item.live), decided: decision !== null },
    })),
    open: keysOf(open),
    live: keysOf(live),
    disagreement,
    decided: decision !== null,
    correction: corrections[0]
      ? {
          claims: corrections[0].claims.map(({ key }) => key),
          before: corrections[0].before,
          after: corrections[0].after,
        }
      : null,
  })),
  submissions: register.submissions.map(({ key }) => key),
  notHeldContested: register.notHeldContested,
})

describe('registers from thousands of random sets of claims', () => {
  test('F5 F6 F7 F8 are what a second, plain implementation says', () => {
    fc.assert(
      fc.property(aCase, (one) => {
        const { hadCircle, ...expected } = referenceRegister(one)
        const register = resolveRegister(one)
        countCases(one, register, hadCircle)
        expect(plain(register)).toEqual(expected)
      }),
      { numRuns: runs(4000) },
    )
    for (const what of EXPECTED) expect({ what, often: (happened.get(what) ?? 0) >= 10 }).toEqual({ what, often: true })
  })

  test('F6 the order of claims and reviews never matters', () => {
    fc.assert(
      fc.property(aCase, fc.infiniteStream(fc.nat()), (one, numbers) => {
        const shuffled = { ...one, claims: shuffle(one.claims, numbers), reviews: shuffle(one.reviews, numbers) }
        expect(resolveRegister(shuffled)).toEqual(resolveRegister(one))
      }),
      { numRuns: runs(500) },
    )
  })

  test('F6 two sets of claims that overlap merge to the same register in any interleaving', () => {
    fc.assert(
      fc.property(aCase, fc.nat(2 ** 30 - 1), fc.nat(2 ** 30 - 1), fc.infiniteStream(fc.nat(1)), (one, a, b, coins) => {
        const left = one.claims.filter((_, at) => (a >>> (at % 30)) & 1)
        const right = one.claims.filter((claim, at) => (b >>> (at % 30)) & 1 || !left.includes(claim)).reverse()
        const merged: RecordedClaim[] = []
        while (left.length || right.length) {
          const side = (coins.next().value ? left : right).shift() ?? left.shift() ?? right.shift()
          if (side) merged.push({ ...side })
        }
        expect(resolveRegister({ ...one, claims: merged })).toEqual(resolveRegister(one))
      }),
      { numRuns: runs(500) },
    )
  })

  test('F8 minutes are never above the session’s, and a person’s parts never above their sum', () => {
    let several = 0
    fc.assert(
      fc.property(aCase, (one) => {
        const register = resolveRegister(one)
        for (const { outcome, items } of register.rows) {
          expect(outcome?.minutes ?? 0).toBeLessThanOrEqual(register.netMinutes)
          several += Number(items.filter((item) => (item.outcome?.minutes ?? 0) > 0).length > 1)
          for (const item of items) expect(item.outcome?.minutes ?? 0).toBeLessThanOrEqual(register.netMinutes)
        }
      }),
      { numRuns: runs(1000) },
    )
    expect(several).toBeGreaterThan(50)
  })

  test('F7 no mark, bulk claim or not-held from after a submission changes what is submitted', () => {
    let submitted = 0
    fc.assert(
      fc.property(aCase, step, fc.nat(2), (one, later, factsAt) => {
        const before = resolveRegister(one)
        const kinds = ['mark', 'everyone', 'item-mark', 'item-everyone', 'not-held']
        if (!before.submissions.length || !kinds.includes(later.kind)) return
        // Handed back, it is no submitted register any more.
        const isReturned = ({ review }: RecordedReview) =>
          review.kind === 'returned' && before.submissions.some(({ key }) => key === review.submission)
        if (one.reviews.some(isReturned)) return
        submitted++
        const book = aNotebook((byteCount) => new Uint8Array(byteCount).fill(255))
        const claim = claimOf(later, factsAt, [], 0)
        const person = isAboutOne(later.kind) ? pick(PERSONS, later.whom) : null
        if (claim) book.state(pick(RECORDERS, later.who), person, claim)
        const after = resolveRegister({ ...one, claims: [...one.claims, ...book.claims] })
        const outcomes = (register: Register) =>
          register.rows.filter((row) => row.outcome).map(({ person, outcome }) => ({ person, outcome }))
        expect(outcomes(after)).toEqual(outcomes(before))
        expect(after.state).toBe(before.state)
      }),
      { numRuns: runs(1500) },
    )
    expect(submitted).toBeGreaterThan(50)
  })
})

function shuffle<T>(list: readonly T[], numbers: Iterator<number>): T[] {
  return list
    .map((item) => ({ item, at: Number(numbers.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
