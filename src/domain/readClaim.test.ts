import { describe, expect, test } from 'vitest'
import { aPerson, aSession, SESSION } from '../../tests/support/domainMakers.ts'
import type { Claim, Review } from './claims.ts'
import type { ClaimKey } from './ids.ts'
import { readClaim, readFacts, readReview } from './readClaim.ts'

const KEY = `${SESSION}:*:AAAAAAAAAAA` as ClaimKey
const STATED = { at: 1_778_580_000_000, replaces: [KEY] }

const CLAIMS: Claim[] = [
  { kind: 'mark', status: 'absent', ...STATED },
  { kind: 'mark', status: 'absent', ownStatus: 'AAAAAAAAAAAAAAAA', ...STATED },
  {
    kind: 'mark',
    status: 'present',
    mode: 'online',
    spans: [{ from: '09:00', to: '10:00' }, { from: '11:00' }, {}],
    minutes: 60,
    about: 'AAAAAAAAAAA',
    ...STATED,
  },
  { kind: 'everyone', persons: [aPerson('eva')], mode: 'on-site', ...STATED },
  { kind: 'everyone', persons: [], ...STATED },
  { kind: 'item-mark', item: 'talk', status: 'excused', about: 'AAAAAAAAAAA', ...STATED },
  { kind: 'item-mark', item: 'talk', status: 'present', mode: 'online', spans: [{ from: '09:10' }], ...STATED },
  { kind: 'item-everyone', item: 'talk', persons: [aPerson('eva')], mode: 'on-site', ...STATED },
  { kind: 'withdrawal', withdraws: [KEY], ...STATED },
  { kind: 'submission', covers: [KEY], facts: aSession(), ...STATED },
  { kind: 'not-held', reason: '', ...STATED },
  { kind: 'class-book', topic: 'Budget of a family', method: 'in pairs', note: '', ...STATED },
]

const REVIEWS: Review[] = [
  { kind: 'accepted', at: 1, submission: KEY },
  { kind: 'returned', at: 1, submission: KEY, reason: 'who is Ivo?' },
  { kind: 'decision', at: 1, settles: [KEY], status: 'present', mode: 'online', minutes: 60 },
  { kind: 'decision', at: 1, settles: [], status: 'absent', minutes: 0 },
  { kind: 'item-decision', item: 'talk', at: 1, settles: [KEY], status: 'present', mode: 'online', minutes: 60 },
  { kind: 'undone', at: 1, review: KEY },
]

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('claims and reviews from disk and network', () => {
  test.each(CLAIMS)('a $kind reads as it was written', (claim) => {
    expect(readClaim(copy(claim))).toEqual(claim)
  })

  test.each(REVIEWS)('a review of the kind $kind reads as it was written', (review) => {
    expect(readReview(copy(review))).toEqual(review)
  })

  test('S6 fields from a newer version are left out', () => {
    expect(readClaim({ ...CLAIMS[0], weather: 'rain' })).toEqual(CLAIMS[0])
    expect(readReview({ ...REVIEWS[0], weather: 'rain' })).toEqual(REVIEWS[0])
  })

  const mark = CLAIMS[1]
  test.each([
    null,
    'mark',
    [],
    {},
    { kind: 'applause', ...STATED },
    { kind: 'item-mark', status: 'present', ...STATED },
    { kind: 'item-mark', item: 3, status: 'present', ...STATED },
    { kind: 'item-everyone', persons: [], ...STATED },
    { kind: 'mark', status: 'present' },
    { ...mark, at: '2026' },
    { ...mark, at: Number.NaN },
    { ...mark, at: 1.5 },
    { ...mark, status: 'late' },
    { ...mark, mode: 'both' },
    { ...mark, mode: null },
    { ...mark, spans: {} },
    { ...mark, spans: [null] },
    { ...mark, spans: [{ from: '25:00' }] },
    { ...mark, minutes: -1 },
    { ...mark, minutes: 1.5 },
    { ...mark, minutes: '60' },
    { ...mark, about: 5 },
    { ...mark, replaces: 'all' },
    { ...mark, replaces: ['not-a-key'] },
    { kind: 'everyone', persons: ['eva'], ...STATED },
    { kind: 'withdrawal', withdraws: [1], ...STATED },
    { kind: 'submission', covers: [KEY], ...STATED },
    { kind: 'submission', covers: [KEY], facts: { ...aSession(), date: '2026-02-30' }, ...STATED },
    { kind: 'not-held', ...STATED },
  ])('S5 what is no claim is none: %j', (json) => {
    expect(readClaim(json)).toBeNull()
  })

  test.each([
    null,
    { kind: 'accepted', at: 1 },
    { kind: 'accepted', at: 1, submission: KEY, reason: 5 },
    { kind: 'decision', at: 1, settles: [KEY], status: 'present' },
    { kind: 'item-decision', at: 1, settles: [KEY], status: 'present', minutes: 1 },
    { kind: 'item-decision', item: 7, at: 1, settles: [KEY], status: 'present', minutes: 1 },
    { kind: 'decision', at: 1, settles: ['x'], status: 'present', minutes: 1 },
    { kind: 'decision', at: 1, settles: [KEY], status: 'present', minutes: -1 },
    { kind: 'undone', at: 1, review: 'x' },
    { kind: 'praised', at: 1 },
  ])('S5 what is no review is none: %j', (json) => {
    expect(readReview(json)).toBeNull()
  })

  test.each([
    { start: '9:00' },
    { end: undefined },
    { zone: 1 },
    { breaks: [{ start: '10:00' }] },
    { mode: 'hybrid' },
    { agenda: [{ id: 'a', title: 'A', start: '09:00' }] },
  ])('S5 what are no facts of a session are none: %j', (changes) => {
    expect(readFacts({ ...aSession(), ...changes })).toBeNull()
  })
})
