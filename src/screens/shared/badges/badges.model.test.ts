import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import { aPerson, testSeat } from '#screens/field/testSeat.ts'
import type { BadgeRow, Badges } from '#store/badgesApi.ts'
import { BadgesModel } from './badges.model.ts'
import { badgesToPrint } from './issuedBadges.ts'

const RUN = 'run-0-----------' as RunId
const [EVA, JAN] = [aPerson('Malá', 'Eva', ''), aPerson('Zelený', 'Jan', '')] as const

function open({ full = false } = {}) {
  const rows = signal<BadgeRow[]>([JAN, EVA].map((person) => ({ person, issuedAt: null, onPhone: false })))
  const setIssued = (ids: PersonId[], issuedAt: number | null) => {
    rows.value = rows.value.map((row) => (ids.includes(row.person.person) ? { ...row, issuedAt } : row))
  }
  const badges: Badges = {
    find: async () => ({ kind: 'unknown' }),
    ofRun: () => ({ value: signal({ state: 'ready' as const, value: rows.value }), dispose: () => undefined }),
    async issue(persons) {
      if (full) return fail({ kind: 'storage-full' })
      setIssued(persons, 5)
      return ok(persons.map((person) => ({ person, text: `badge of ${person}` })))
    },
    async revoke(person) {
      setIssued([person], null)
      return ok(undefined)
    },
  }
  const seat = testSeat()
  const model = new BadgesModel({ ...seat, badges: async () => badges }, RUN)
  return { model, member: seat.info.value.member }
}
const ready = ({ model }: ReturnType<typeof open>) => expect.poll(() => model.rows.value.state).toBe('ready')

describe('F9 badges of a run', () => {
  it('F9 are made for whoever has none, listed by name, and can be handed over until the app is closed', async () => {
    const opened = open()
    await ready(opened)
    const { model, member } = opened
    expect(model.without.value.map(({ person }) => person.familyName)).toEqual(['Malá', 'Zelený'])
    await model.issueAll()
    expect(badgesToPrint(member, RUN).get(EVA.person)).toBe(`badge of ${EVA.person}`)
    expect(model.fresh.value).toHaveLength(2)
    await model.revoke(EVA.person)
    expect(model.fresh.value.map(({ person }) => person.person)).toEqual([JAN.person])
  })

  it('S4 F9 what stands on them is shown to nobody else on this device', async () => {
    const opened = open()
    await ready(opened)
    const { model, member } = opened
    await model.issue(JAN.person)
    expect(badgesToPrint('somebody-else---' as MemberId, RUN).size).toBe(0)
    expect(badgesToPrint(member, 'another-run-----' as RunId).size).toBe(0)
  })

  it('F2 a badge that is not saved is none, and it says why', async () => {
    const opened = open({ full: true })
    await ready(opened)
    const { model } = opened
    await model.issue(JAN.person)
    expect(model.failure.value).toEqual({ kind: 'storage-full' })
    expect(model.shown.value).toBeNull()
  })
})
