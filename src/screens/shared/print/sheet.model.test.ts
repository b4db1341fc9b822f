import { describe, expect, it } from 'vitest'
import type { ClaimKey, MemberId, PersonId, SessionId } from '#domain/ids.ts'
import type { PersonRow, RegisterView } from '#store/api.ts'
import { aPerson, aProgramme, aRun, aSession } from '../../office/testSeat.ts'
import { sheetOf } from './sheet.model.ts'

const [ANNA, JANIS] = ['member-anna-00000', 'member-janis-0000'] as MemberId[]
if (!ANNA || !JANIS) throw new Error('nobody')
const [alena, boris, cyril] = [aPerson('Alena A'), aPerson('Boris B'), aPerson('Cyril C')]
const run = aRun({ activity: 'a' })
const session = aSession(run, { trainers: [ANNA] }, { date: '2026-11-23', start: '09:00', end: '12:00', breaks: [] })

let drawn = 0
const marked = (by: MemberId, { person }: PersonRow, mark: object, over: object = {}) => ({
  key: `${session.session}:${person}:${String(drawn++).padStart(16, '0')}` as ClaimKey,
  session: session.session as SessionId,
  person: person as PersonId,
  recorder: by,
  receivedAt: 1,
  claim: { kind: 'mark' as const, status: 'present' as const, at: 1, replaces: [], ...mark },
  ...over,
})

const view = (claims: RegisterView['claims'], over: Partial<RegisterView> = {}): RegisterView => ({
  ...{ session, run, roster: [cyril, alena, boris], claims, reviews: [], notes: new Map() },
  people: new Map([alena, boris, cyril].map((person) => [person.person, person])),
  numbers: new Map([alena, boris, cyril].map(({ person }, at) => [person, at + 1])),
  ownStatuses: new Map(),
  walkIns: new Set(),
  changes: [],
  partOf: null,
  members: new Map([[ANNA, 'Anna Kalniņa']]),
  devices: new Map(),
  ...{ unsaved: new Set(), waiting: new Set(), refused: new Map() },
  ...over,
})

describe('the attendance sheet of a session', () => {
  it('C7 lists by name who was expected, then who came besides, numbered through', () => {
    const sheet = sheetOf(view([], { walkIns: new Set([alena.person]) }), [])
    const listed = (rows: typeof sheet.rows) => rows.map(({ number, row }) => `${number} ${row?.displayName}`)
    expect(listed(sheet.rows)).toEqual(['1 Boris B', '2 Cyril C'])
    expect(listed(sheet.walkIns)).toEqual(['3 Alena A'])
  })

  it('F8 tells when somebody came and left, and the minutes of it', () => {
    const sheet = sheetOf(view([marked(ANNA, alena, { spans: [{ from: '09:30', to: '11:00' }] })]), [])
    expect(sheet.rows[0]).toMatchObject({
      spans: [{ from: '09:30', to: '11:00' }],
      outcome: { minutes: 90 },
      remarks: [],
    })
  })

  it('F6 says who differs and what counts until it is decided, and gives no times for it', () => {
    const sheet = sheetOf(
      view([marked(ANNA, boris, { spans: [{ from: '10:00' }] }), marked(JANIS, boris, { status: 'absent' })]),
      [],
    )
    const row = sheet.rows[1]
    expect([row?.outcome?.status, row?.spans]).toEqual(['absent', []])
    expect(row?.remarks).toMatchObject([
      {
        kind: 'disagreement',
        said: [
          { by: 'Anna Kalniņa', outcome: { status: 'present', minutes: 120 } },
          { by: null, outcome: { status: 'absent' } },
        ],
      },
    ])
  })

  it('F7 what came after the submission is told and does not count; the state stays what it is', () => {
    const present = marked(ANNA, cyril, {})
    const submission = {
      ...marked(ANNA, cyril, {}),
      key: `${session.session}:*:submission000000` as ClaimKey,
      person: null,
      claim: { kind: 'submission' as const, at: 2, replaces: [], covers: [present.key], facts: session.facts },
    }
    const late = marked(ANNA, cyril, { status: 'absent', replaces: [present.key] }, { receivedAt: 9 })
    const sheet = sheetOf(view([present, submission, late], { waiting: new Set([late.key]) }), [aProgramme()])
    expect(sheet.register.state).toBe('submitted')
    expect(sheet.submitted).toEqual({ by: 'Anna Kalniņa', receivedAt: 1 })
    expect(sheet.unsent).toBe(1)
    expect(sheet.rows[2]).toMatchObject({
      outcome: { status: 'present' },
      remarks: [{ kind: 'correction', before: { status: 'present' }, after: { status: 'absent' } }],
    })
  })

  it('C7 names the programme, its activity and who teaches, as far as they are known here', () => {
    const activity = { id: 'a', number: 2, kind: 'training', title: { en: 'Training' } }
    const known = sheetOf(view([]), [aProgramme({ activities: [activity] })])
    expect(known.activity).toEqual(activity)
    expect(known.trainers).toEqual(['Anna Kalniņa'])
    expect(sheetOf(view([]), [])).toMatchObject({ programme: null, activity: null })
  })
})
