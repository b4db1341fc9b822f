import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noteChange } from '#documents/about.ts'
import { claimChange } from '#documents/claimsDocument.ts'
import { courseChange } from '#documents/course.ts'
import { hubChange } from '#documents/hub.ts'
import { personChange } from '#documents/person.ts'
import { enrol } from '#documents/plan.ts'
import { cancelSession, describeRun, leave, planSession } from '#documents/planning.ts'
import { programmeChange } from '#documents/programme.ts'
import { reviewChange } from '#documents/review.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { Claim, Mark } from '#domain/claims.ts'
import type { ClaimKey, MemberId, PersonId, RunId, SessionId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { testId } from '../../tests/contracts/HonestDevice.ts'
import { systemRandom } from '../access/secrets.ts'
import {
  COORDINATOR,
  COURSE,
  FIRST,
  factsOn,
  HUB,
  LENKA,
  NOW,
  PETRA,
  PROGRAMME,
  participantOf,
  RADIM,
  RUN,
  SECOND,
  TARAS,
  TestViews,
  TOMAS,
} from './testViews.ts'

const PAGE = documentId.classPublic(RUN)
const recordsOf = (...people: PersonId[]) => people.map(documentId.record).sort()

let views: TestViews
let maker: ReturnType<TestViews['start']>

beforeEach(() => {
  views = new TestViews()
  views.found()
  maker = views.start()
})
afterEach(() => {
  maker.stop()
  views.close()
})

let at = NOW
function state(
  recorder: MemberId,
  session: SessionId,
  person: PersonId | null,
  claim: Partial<Claim> & { kind: Claim['kind'] },
) {
  const key = makeClaimKey(session, person, systemRandom)
  views.write(recorder, claimChange(RUN, recorder, key, { at: ++at, replaces: [], ...claim } as Claim))
  return key
}
const mark = (recorder: MemberId, session: SessionId, person: PersonId, how: Partial<Mark>) =>
  state(recorder, session, person, { kind: 'mark', status: 'present', ...how })

function submit(session: SessionId, covers: ClaimKey[], date = '2026-11-24'): ClaimKey {
  return state(PETRA, session, null, { kind: 'submission', covers, facts: factsOn(date) })
}
const accept = (session: SessionId, submission: ClaimKey) =>
  views.write(
    COORDINATOR,
    reviewChange(RUN, makeClaimKey(session, null, systemRandom), { kind: 'accepted', at: ++at, submission }),
  )

describe('L4 the page of a class', () => {
  it('says when and where, who teaches, what it is of and who pays', () => {
    expect(maker.catchUp()).toEqual([PAGE])
    const session = { title: { cs: 'Komunikace' }, place: 'Ostrava', trainers: ['Petra', 'Tomáš'], cancelled: null }
    expect(views.page()).toEqual({
      ...{ version: 1, hubName: 'SINEC', run: RUN, title: { cs: 'Komunikace' }, kind: 'course', number: 2 },
      ...{ programmeTitle: { cs: 'Projekt' }, funderRegistration: 'CZ.03', demonstration: true },
      // Tomáš holds no grant: he is named where he teaches, and is not of the team that reads along.
      team: [
        { displayName: 'Petra', role: 'trainer' },
        { displayName: 'Jitka', role: 'coordinator' },
      ],
      sessions: [
        { session: FIRST, facts: factsOn('2026-11-24'), ...session },
        { session: SECOND, facts: factsOn('2026-11-25'), ...session },
      ],
    })
  })

  it('follows the plan, the course, the programme, the hub and the team, and nothing else', () => {
    maker.catchUp()
    const moved = { facts: factsOn('2026-12-01'), place: 'Opava', trainers: [], title: { cs: 'Zvlášť' } }
    views.write(COORDINATOR, planSession(RUN, FIRST, moved), cancelSession(RUN, SECOND, 'nemoc', NOW))
    expect(maker.catchUp()).toEqual([PAGE])
    expect(views.page().sessions).toMatchObject([
      { session: SECOND, cancelled: { reason: 'nemoc' } },
      { session: FIRST, place: 'Opava', title: { cs: 'Zvlášť' }, trainers: [] },
    ])
    views.write(COORDINATOR, courseChange(COURSE, { title: { cs: 'Rozhovor' }, kind: 'workshop' }))
    expect([maker.catchUp(), views.page().title, views.page().kind]).toEqual([[PAGE], { cs: 'Rozhovor' }, 'workshop'])
    views.write(COORDINATOR, programmeChange(PROGRAMME, { title: { cs: 'Nový' } }))
    expect([maker.catchUp(), views.page().programmeTitle]).toEqual([[PAGE], { cs: 'Nový' }])
    views.write(COORDINATOR, hubChange({ name: 'Klastr', languages: ['cs'], demonstration: true }))
    expect([maker.catchUp(), views.page().hubName]).toEqual([[PAGE], 'Klastr'])
    views.command({ name: 'revoke', member: PETRA, programme: PROGRAMME })
    expect([maker.catchUp(), views.page().team]).toEqual([[PAGE], [{ displayName: 'Jitka', role: 'coordinator' }]])
    mark(PETRA, FIRST, LENKA, {})
    views.write(COORDINATOR, personChange(LENKA, { givenName: 'Helena' }))
    expect(maker.catchUp()).toEqual([])
  })

  it('U6 of a run started on the spot has no programme until it is placed', () => {
    const spot = testId<RunId>('spot')
    views.command({ name: 'create-run', run: spot, programme: null })
    views.write(COORDINATOR, planSession(spot, testId('s'), { facts: factsOn('2026-11-24'), place: '', trainers: [] }))
    maker.catchUp()
    expect(views.page(spot)).toMatchObject({
      hubName: 'SINEC',
      title: {},
      programmeTitle: {},
      funderRegistration: null,
    })
    views.command({ name: 'place-run', run: spot, programme: PROGRAMME })
    maker.catchUp()
    expect(views.page(spot).programmeTitle).toEqual({ cs: 'Projekt' })
    // Who holds the programme reads along from now on.
    expect(views.page(spot).team.map(({ displayName }) => displayName)).toEqual(['Petra', 'Jitka'])
  })
})

describe('L4 a record', () => {
  const run = (person: PersonId = LENKA) => views.record(person).runs[0]
  const sessions = (person: PersonId = LENKA) => run(person)?.sessions ?? []

  it('is made for whoever is a participant, and for nobody else', () => {
    expect(maker.catchUp()).toEqual([PAGE])
    views.admit(LENKA)
    expect(maker.catchUp()).toEqual(recordsOf(LENKA))
    expect(views.record(LENKA)).toMatchObject({ version: 1, person: LENKA, displayName: 'Lenka Žůrková' })
    expect(run()).toMatchObject({ run: RUN, title: { cs: 'Komunikace' }, number: 2, ofMinutes: 300 })
    const nothing = { state: 'not-recorded', minutes: 0, ofMinutes: 150, mode: null, standing: 'to-review' }
    expect(sessions()).toEqual([
      {
        session: FIRST,
        title: { cs: 'Komunikace' },
        facts: factsOn('2026-11-24'),
        ...nothing,
        registerState: 'not-started',
      },
      {
        session: SECOND,
        title: { cs: 'Komunikace' },
        facts: factsOn('2026-11-25'),
        ...nothing,
        registerState: 'not-started',
      },
    ])
  })

  it('bears the name of the admission until there is a person’s document, and follows that', () => {
    views.admit(TARAS, RUN, 'Taras M.')
    maker.catchUp()
    expect(views.record(TARAS).displayName).toBe('Taras M.')
    views.write(COORDINATOR, personChange(TARAS, { givenName: 'Taras', familyName: 'Melnyčuk' }))
    expect([maker.catchUp(), views.record(TARAS).displayName]).toEqual([recordsOf(TARAS), 'Taras Melnyčuk'])
  })

  it('C3 counts what is to be reviewed, and what is confirmed once the register is accepted', () => {
    views.admit(LENKA)
    const keys = [
      mark(PETRA, FIRST, LENKA, { spans: [{ from: '09:30' }] }),
      mark(PETRA, FIRST, RADIM, { status: 'absent' }),
    ]
    maker.catchUp()
    const late = { state: 'present', minutes: 120, ofMinutes: 150, mode: 'on-site' }
    expect(sessions()[0]).toMatchObject({ ...late, standing: 'to-review', registerState: 'in-progress' })
    expect(run()).toMatchObject({ minutesConfirmed: 0, minutesToReview: 120, ofMinutes: 300 })
    const submission = submit(FIRST, keys)
    maker.catchUp()
    expect(sessions()[0]).toMatchObject({ ...late, standing: 'to-review', registerState: 'submitted' })
    accept(FIRST, submission)
    maker.catchUp()
    expect(sessions()[0]).toMatchObject({ ...late, standing: 'confirmed', registerState: 'accepted' })
    expect(run()).toMatchObject({ minutesConfirmed: 120, minutesToReview: 0 })
  })

  it('F6 counts a disagreement as staff do, and says that it is one', () => {
    views.admit(LENKA)
    mark(PETRA, FIRST, LENKA, {})
    mark(TOMAS, FIRST, LENKA, { spans: [{ to: '10:00' }] })
    maker.catchUp()
    expect(sessions()[0]).toMatchObject({ state: 'present', minutes: 60, standing: 'disagreement' })
    expect(run()).toMatchObject({ minutesConfirmed: 0, minutesToReview: 60 })
  })

  it('F5 tells not recorded, did not take place and cancelled apart', () => {
    views.admit(LENKA)
    state(PETRA, FIRST, null, { kind: 'not-held', reason: 'bez proudu u paní Novákové' })
    views.write(COORDINATOR, cancelSession(RUN, SECOND, 'nemoc', NOW))
    maker.catchUp()
    expect(sessions().map(({ session, registerState }) => [session, registerState])).toEqual([
      [FIRST, 'did-not-take-place'],
    ])
    expect(run()?.ofMinutes).toBe(0)
  })

  it('holds nothing of anybody else: no person, no recorder, no note, no reason', () => {
    views.admit(LENKA)
    views.admit(RADIM)
    const note = makeClaimKey(FIRST, RADIM, systemRandom)
    views.write(PETRA, noteChange(RUN, LENKA, note, { text: 'Vlak měl zpoždění.', at: NOW, by: PETRA }))
    mark(PETRA, FIRST, LENKA, { about: note })
    mark(PETRA, FIRST, RADIM, { status: 'excused' })
    state(TOMAS, SECOND, null, { kind: 'everyone', persons: [LENKA, RADIM, TARAS] })
    maker.catchUp()
    const text = JSON.stringify(views.record(LENKA))
    const others = [RADIM, TARAS, PETRA, TOMAS, COORDINATOR, participantOf(RADIM), note]
    for (const other of [...others, 'zpoždění', 'Petra', 'Kubánek']) expect(text).not.toContain(other)
    expect(text).toContain('Žůrková')
    expect(sessions(RADIM)[0]).toMatchObject({ state: 'excused', minutes: 0, mode: null })
  })

  it('has the runs to which the person was admitted, those that began first at the top, and no others', () => {
    const [earlier, foreign] = [testId<RunId>('earlier'), testId<RunId>('foreign')]
    for (const other of [earlier, foreign]) {
      views.command({ name: 'create-run', run: other, programme: PROGRAMME })
      views.write(
        COORDINATOR,
        describeRun(other, { programme: PROGRAMME, course: COURSE, number: 1, activity: null }),
        planSession(other, testId(`s${other}`.slice(0, 16)), { facts: factsOn('2026-10-01'), place: '', trainers: [] }),
        enrol(other, LENKA, { at: 1, by: COORDINATOR }),
      )
    }
    views.admit(LENKA)
    views.admit(LENKA, earlier)
    maker.catchUp()
    expect(views.record(LENKA).runs.map((each) => each.run)).toEqual([earlier, RUN])
  })

  it('expects a walk-in from their first session on, and keeps what was stated about one who left', () => {
    const walker = testId<PersonId>('walker')
    views.write(COORDINATOR, enrol(RUN, walker, { at: 9, by: PETRA, walkIn: SECOND }))
    views.admit(walker)
    views.admit(LENKA)
    mark(PETRA, FIRST, LENKA, {})
    views.write(COORDINATOR, leave(RUN, LENKA, { at: 10, by: PETRA, enrolledAt: null }))
    maker.catchUp()
    expect(sessions(walker).map(({ session }) => session)).toEqual([SECOND])
    expect(sessions(LENKA).map(({ session, state: stated }) => [session, stated])).toEqual([[FIRST, 'present']])
  })

  it('S2 is written again only where something of that person changed', () => {
    views.admit(LENKA)
    views.admit(RADIM)
    mark(PETRA, FIRST, RADIM, {})
    maker.catchUp()
    mark(PETRA, FIRST, LENKA, {})
    expect(maker.catchUp()).toEqual(recordsOf(LENKA))
    state(PETRA, SECOND, null, { kind: 'everyone', persons: [LENKA, RADIM] })
    expect(maker.catchUp()).toEqual(recordsOf(LENKA, RADIM))
    views.write(COORDINATOR, courseChange(COURSE, { title: { cs: 'Rozhovor' } }))
    expect(maker.catchUp()).toEqual([PAGE, ...recordsOf(LENKA, RADIM)].sort())
  })
})

describe('S1 what was committed and not made yet', () => {
  it('is made at the next start, and what was made is not made again', () => {
    views.admit(LENKA)
    maker.catchUp()
    mark(PETRA, FIRST, LENKA, {})
    // The server ends here: committed, and nothing made of it.
    const second = views.start()
    expect(second.catchUp()).toEqual(recordsOf(LENKA))
    expect(views.record(LENKA).runs[0]?.sessions[0]?.state).toBe('present')
    expect(second.started.map(({ kind }) => kind)).not.toContain('page')
    second.stop()
    const third = views.start()
    third.catchUp()
    expect(third.started).toEqual([])
    third.stop()
  })

  it('is made though the server ends between two parts of it', () => {
    const people = Array.from({ length: 120 }, (_, n) => testId<PersonId>(`p${n}x`))
    for (const person of people) views.admit(person)
    maker.backlog.news([HUB])
    const first = maker.backlog.makeSome()
    if (!first) throw new Error('nothing made')
    expect(first.job.seen).toBeNull()
    views.must({ kind: 'project', job: { ...first.job, at: NOW } })
    const second = views.start()
    const rest = second.catchUp()
    expect(first.job.projections.length + rest.length).toBe(people.length + 1)
    second.stop()
  })

  it('is all made anew by a version that makes it otherwise', () => {
    views.admit(LENKA)
    maker.catchUp()
    views.db.exec('UPDATE views SET version = version - 1')
    views.db.exec("UPDATE projections SET bytes = CAST('{}' AS BLOB) WHERE document LIKE '%/public'")
    const second = views.start()
    expect(second.catchUp()).toEqual([PAGE])
    expect(second.started.map(({ kind }) => kind).sort()).toEqual(['page', 'record'])
    second.stop()
  })

  it('is made again when the log did not take it', () => {
    views.admit(LENKA)
    maker.backlog.news([HUB])
    const made = maker.backlog.makeSome()
    if (!made) throw new Error('nothing made')
    expect(maker.backlog.isEmpty).toBe(true)
    maker.backlog.again(made)
    expect(maker.catchUp()).toEqual([PAGE, ...recordsOf(LENKA)].sort())
    const second = views.start()
    second.catchUp()
    expect(second.started).toEqual([])
    second.stop()
  })

  it('writes how far it came now and then, also where nothing had to be made', () => {
    maker.catchUp()
    const seen = () => views.db.prepare('SELECT seq FROM views').pluck().get() as number
    const before = seen()
    for (let n = 0; n < 499; n++)
      views.write(COORDINATOR, hubChange({ name: `SINEC`, languages: [], demonstration: true }))
    expect(maker.catchUp()).toEqual([])
    expect(seen()).toBe(before + 500)
  })
})

describe('what cannot be read', () => {
  const plant = (document: string, scope: string, bytes: Uint8Array) => {
    const sequence = views.db
      .prepare('SELECT max(seq) + 1 FROM (SELECT seq FROM rows UNION SELECT seq FROM projections)')
      .pluck()
      .get()
    views.db
      .prepare("INSERT INTO rows VALUES (?, ?, ?, ?, ?, 'device', ?, 0, 'first', x'00', ?)")
      .run(HUB, sequence, scope, document, PETRA, NOW, bytes)
  }

  it('S5 is reported and passed over, as devices do; everything else is made', () => {
    views.admit(LENKA)
    mark(PETRA, FIRST, LENKA, {})
    const garbage = documentId.claims(RUN, testId('stranger'))
    plant(garbage, `run:${RUN}`, new Uint8Array([9, 9, 9, 9, 9]))
    plant(documentId.plan(RUN), `run:${RUN}`, new Uint8Array([1]))
    plant(documentId.person(LENKA), 'staff', new Uint8Array([255]))
    const second = views.start()
    expect(second.catchUp()).toEqual([PAGE, ...recordsOf(LENKA)].sort())
    expect(new Set(second.unreadable)).toEqual(new Set([garbage, documentId.plan(RUN), documentId.person(LENKA)]))
    expect(views.page().sessions).toHaveLength(2)
    expect(views.record(LENKA).runs[0]?.sessions[0]?.state).toBe('present')
    second.stop()
  })

  it('leaves out what ended the thread before, and makes the rest', () => {
    views.admit(LENKA)
    const second = views.start({ skips: ({ kind, id }) => kind === 'record' && id === LENKA })
    views.admit(RADIM)
    expect(second.catchUp()).toEqual([PAGE, ...recordsOf(RADIM)].sort())
    second.stop()
  })
})
