import { describe, expect, test } from 'vitest'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { MemberId, PersonId, RunId, SessionId } from '#domain/ids.ts'
import { noteChange } from './about.ts'
import type { DocumentChange } from './change.ts'
import { claimChange } from './claimsDocument.ts'
import { describeChange } from './describeChange.ts'
import { personChange } from './person.ts'
import { enrol } from './plan.ts'
import { reviewChange } from './review.ts'

const run = 'rrrrrrrrrrrrrrrr' as RunId
const member = 'mmmmmmmmmmmmmmmm' as MemberId
const person = 'pppppppppppppppp' as PersonId
const session = 'ssssssssssssssss' as SessionId
const random = (count: number) => new Uint8Array(count).fill(7)
const describeIt = (change: DocumentChange) => describeChange(change.document, change.entries)

describe('F3 every waiting change says what it does', () => {
  test('a mark names the session, the person and the status', () => {
    const key = makeClaimKey(session, person, random)
    const change = claimChange(run, member, key, { kind: 'mark', at: 1, replaces: [], status: 'excused' })
    expect(describeIt(change)).toEqual({ kind: 'mark', session, person, status: 'excused' })
  })

  test('claims about the whole session name the session', () => {
    const key = makeClaimKey(session, null, random)
    const everyone = claimChange(run, member, key, { kind: 'everyone', at: 1, replaces: [], persons: [person] })
    expect(describeIt(everyone)).toEqual({ kind: 'everyone', session })
    const notHeld = claimChange(run, member, key, { kind: 'not-held', at: 1, replaces: [], reason: 'x' })
    expect(describeIt(notHeld)).toEqual({ kind: 'not-held', session })
  })

  test('what is said of one item of the agenda names the item', () => {
    const key = makeClaimKey(session, person, random)
    const stated = { at: 1, replaces: [], item: 'talk' }
    const change = claimChange(run, member, key, { kind: 'item-mark', status: 'absent', ...stated })
    expect(describeIt(change)).toEqual({ kind: 'mark', session, person, status: 'absent', item: 'talk' })
    const whole = makeClaimKey(session, null, random)
    const everyone = claimChange(run, member, whole, { kind: 'item-everyone', persons: [person], ...stated })
    expect(describeIt(everyone)).toEqual({ kind: 'everyone', session, item: 'talk' })
  })

  test('other documents give their kind', () => {
    const kindOf = (change: DocumentChange) => describeIt(change).kind
    expect(kindOf(enrol(run, person, { at: 1, by: member }))).toBe('plan')
    expect(kindOf(personChange(person, { givenName: 'Jan' }))).toBe('person')
    expect(kindOf(noteChange(run, person, 'aaaaaaaaaaa', { text: '', at: 1, by: member }))).toBe('note')
    const key = makeClaimKey(session, null, random)
    expect(kindOf(reviewChange(run, key, { kind: 'undone', at: 1, review: 'x' }))).toBe('other')
    expect(kindOf({ document: 'nonsense', entries: [] })).toBe('other')
    expect(kindOf({ document: `run/${run}/claims/${member}`, entries: [[key, { kind: 'later' }]] })).toBe('other')
  })
})
