import { describe, expect, it } from 'vitest'
import type { Mark, RecordedClaim, Status } from './claims.ts'
import type { ClaimKey, MemberId, PersonId, SessionId } from './ids.ts'
import { ownStatusOf } from './ownStatus.ts'
import { resolveRegister } from './register.ts'

const session = 'session000000000' as SessionId
const eva = 'eva0000000000000' as PersonId
const facts = {
  ...{ date: '2026-11-23', start: '09:00', end: '12:00', zone: 'Europe/Prague', breaks: [] },
  ...{ mode: 'on-site' as const, agenda: [] },
}
const ILL = 'ill0000000000000'
const OBSERVING = 'observing0000000'

let made = 0
function marked(recorder: string, status: Status, ownStatus?: string): RecordedClaim<Mark> {
  const key = `${session}:${eva}:${String(++made).padStart(11, '0')}` as ClaimKey
  const claim: Mark = { kind: 'mark', at: made, replaces: [], status, ...(ownStatus ? { ownStatus } : {}) }
  return { key, session, person: eva, recorder: recorder as MemberId, claim }
}
function look(...claims: RecordedClaim[]) {
  const register = resolveRegister({ session, facts, roster: [eva], claims, reviews: [] })
  const [row] = register.rows
  if (!row) throw new Error('no row')
  return { own: ownStatusOf(row), outcome: row.outcome, disagreement: row.disagreement, counts: register.counts }
}

describe('a status of the hub’s own', () => {
  it('F6 counts as what it says, in minutes and in numbers, and keeps its word besides', () => {
    expect(look(marked('petra', 'excused', ILL))).toMatchObject({
      ...{ own: ILL, outcome: { status: 'excused', minutes: 0 }, counts: { excused: 1, present: 0 } },
    })
    expect(look(marked('petra', 'present', OBSERVING))).toMatchObject({
      ...{ own: OBSERVING, outcome: { status: 'present', minutes: 180 }, counts: { present: 1 } },
    })
  })

  it('F6 is no disagreement with whoever says the same without it', () => {
    const both = look(marked('petra', 'excused', ILL), marked('jan', 'excused'))
    expect([both.own, both.disagreement]).toEqual([ILL, false])
  })

  it('F6 says nothing where records differ, or where two words count as the same', () => {
    expect(look(marked('petra', 'excused', ILL), marked('jan', 'present'))).toMatchObject({
      ...{ own: null, disagreement: true },
    })
    expect(look(marked('petra', 'excused', ILL), marked('jan', 'excused', OBSERVING))).toMatchObject({
      ...{ own: null, disagreement: false },
    })
    expect(look(marked('petra', 'absent')).own).toBeNull()
  })
})
