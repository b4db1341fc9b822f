import { computed, type Signal, signal } from '@preact/signals'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { Claim, RecordedClaim, RecordedReview } from '#domain/claims.ts'
import type { ClaimKey, DeviceId, MemberId, PersonId, ProgrammeId, Random, RunId, SessionId } from '#domain/ids.ts'
import { makeId } from '#domain/ids.ts'
import { resolveRegister } from '#domain/register.ts'
import { fail, ok } from '#domain/result.ts'
import type { SessionFacts } from '#domain/session.ts'
import { endsAt, startsAt } from '#domain/sessionTime.ts'
import type {
  ConnectionStatus,
  Live,
  Loadable,
  MyRecord,
  PersonRow,
  ProgrammeRow,
  RegisterView,
  RunRow,
  SavingStatus,
  Seat,
  SeatInfo,
  SessionRow,
} from '#store/api.ts'
import { testLearning } from '../shared/testLearning.ts'

/** A coordinator's seat in memory for the tests of the office: the contract of `#store/api.ts`, without disk or network. */

let counter = 0
/** Not random: every call gives other bytes, the same in every test run. */
const random: Random = (count) => Uint8Array.from({ length: count }, () => counter++ % 251)

const ANNA = 'member-anna-00000' as MemberId
export const JANIS = 'member-janis-0000' as MemberId
const OFFICE = 'member-office-000' as MemberId
export const ANNAS_PHONE = 'device-anna-00000' as DeviceId
export const JANIS_PHONE = 'device-janis-0000' as DeviceId
const PROGRAMME = 'programme-sinec-0' as ProgrammeId

export const aPerson = (displayName: string, organisationName = ''): PersonRow => ({
  person: makeId<PersonId>(random),
  displayName,
  familyName: displayName,
  givenName: '',
  organisation: null,
  organisationName,
  role: '',
  demonstration: true,
})

export const aProgramme = (change: Partial<ProgrammeRow> = {}): ProgrammeRow => ({
  programme: PROGRAMME,
  title: { en: 'Social innovation cluster' },
  registrationNumber: 'CZ.03.02.02/00/22_006/0001377',
  period: { start: '2026-01-01', end: '2027-12-31' },
  ...{ beneficiary: null, funder: null, publicity: {} },
  activities: [],
  ...change,
})

export const aRun = (change: Partial<RunRow> = {}): RunRow => ({
  run: makeId<RunId>(random),
  programme: PROGRAMME,
  course: null,
  title: { en: 'Preventing burn-out' },
  kind: 'course',
  number: 2,
  activity: null,
  rosterSize: 12,
  sessionCount: 5,
  demonstration: true,
  ...change,
})

const someFacts = (change: Partial<SessionFacts>): SessionFacts => ({
  date: '2026-11-23',
  start: '09:30',
  end: '12:30',
  zone: 'Europe/Prague',
  breaks: [],
  mode: 'on-site',
  agenda: [],
  ...change,
})

export function aSession(run: RunRow, change: Partial<SessionRow> = {}, facts: Partial<SessionFacts> = {}): SessionRow {
  const own = someFacts(facts)
  return {
    session: makeId<SessionId>(random),
    run: run.run,
    programme: run.programme,
    title: run.title,
    index: 1,
    ofSessions: run.sessionCount,
    runNumber: run.number,
    facts: own,
    startsAt: startsAt(own),
    endsAt: endsAt(own),
    place: 'Community hall, Opava',
    trainers: [ANNA],
    cancelled: false,
    rosterSize: run.rosterSize,
    state: 'not-started',
    counts: { present: 0, partial: 0, absent: 0, excused: 0, notRecorded: run.rosterSize, disagreements: 0 },
    lastClaimAt: null,
    ...change,
  }
}

interface TestOfficeOptions {
  /** ms UTC. */
  now: number
  programmes?: ProgrammeRow[]
  runs?: RunRow[]
  sessions?: SessionRow[]
  roster?: PersonRow[]
}

export interface TestOffice extends Seat {
  /** Adds a claim as if it had arrived; state and counts of its session follow. */
  receive(
    session: SessionId,
    person: PersonId | null,
    claim: Claim,
    origin?: Partial<Pick<RecordedClaim, 'recorder' | 'device' | 'receivedAt' | 'clockOffsetMs'>>,
  ): ClaimKey
  /** Adds a claim that only this device has. */
  state(session: SessionId, person: PersonId | null, claim: Claim): ClaimKey
  review(entry: RecordedReview): void
  notes: Signal<ReadonlyMap<string, string>>
  loading: Signal<boolean>
  connection: Signal<ConnectionStatus>
  saving: Signal<SavingStatus>
}

export function testOffice(options: TestOfficeOptions): TestOffice {
  const runs = options.runs ?? []
  const roster = options.roster ?? []
  const planned = options.sessions ?? []
  const claims = signal<RecordedClaim[]>([])
  const reviews = signal<RecordedReview[]>([])
  const waiting = signal<ReadonlySet<ClaimKey>>(new Set())
  const notes = signal<ReadonlyMap<string, string>>(new Map())
  const loading = signal(false)
  const info = signal<SeatInfo>({
    member: OFFICE,
    device: 'device-office-000' as DeviceId,
    serverId: 'server-000000000',
    hub: 'hub-sinec-000000' as SeatInfo['hub'],
    hubName: 'Klastr SINEC',
    displayName: 'Eva Nováková',
    role: 'coordinator',
    state: 'active',
  })
  const connection = signal<ConnectionStatus>({
    state: 'connected',
    heardAt: options.now,
    clockOffsetMs: 0,
    filling: false,
    others: new Map(),
  })
  const saving = signal<SavingStatus>({
    unsaved: 0,
    waiting: 0,
    refused: 0,
    receivedAt: options.now,
    oldestAt: null,
    failure: null,
  })

  const live = <T>(answer: () => T | null): Live<T> => ({
    value: computed((): Loadable<T> => {
      if (loading.value) return { state: 'loading' }
      const value = answer()
      return value === null ? { state: 'missing' } : { state: 'ready', value }
    }),
    dispose: () => undefined,
  })

  const own = (session: SessionId) => claims.value.filter((claim) => claim.session === session)

  function withRegister(row: SessionRow): SessionRow {
    const found = own(row.session)
    if (found.length === 0) return row
    const { state, counts } = resolveRegister({
      session: row.session,
      facts: row.facts,
      roster: roster.map(({ person }) => person),
      claims: found,
      reviews: reviews.value,
    })
    return { ...row, state, counts, lastClaimAt: Math.max(...found.map(({ claim }) => claim.at)) }
  }

  const sessions = () => planned.map(withRegister)

  function add(session: SessionId, person: PersonId | null, claim: Claim, origin: Partial<RecordedClaim>): ClaimKey {
    const key = makeClaimKey(session, person, random)
    claims.value = [...claims.value, { recorder: ANNA, ...origin, key, session, person, claim }]
    return key
  }

  const done = async () => ok(undefined)

  return {
    info,
    saving,
    connection,
    notes,
    loading,
    now: () => ({ at: options.now, trusted: true }),
    sessionsBetween: (from, to) => live(() => sessions().filter(({ facts: { date } }) => date >= from && date <= to)),
    sessionsOfRun: (run) => live(() => sessions().filter((row) => row.run === run)),
    sessionsNear: (_, count) => live(() => sessions().slice(0, count)),
    sessionsMissed: (before) =>
      live(() => sessions().filter((row) => row.endsAt < before && row.state === 'not-started' && !row.cancelled)),
    runs: () => live(() => runs),
    programmes: () => live(() => options.programmes ?? []),
    learning: testLearning(),
    changes: () => live(() => []),
    invitations: () => live(() => []),
    participants: () => live(() => []),
    classes: () => live(() => []),
    myRecord: () => live((): MyRecord | null => null),
    register: (session) =>
      live((): RegisterView | null => {
        const row = sessions().find((one) => one.session === session)
        const run = runs.find((one) => one.run === row?.run)
        if (!row || !run) return null
        return {
          session: row,
          run,
          roster,
          numbers: new Map(roster.map(({ person }, at) => [person, at + 1])),
          ownStatuses: new Map(),
          walkIns: new Set(),
          changes: [],
          partOf: null,
          people: new Map(roster.map((person) => [person.person, person])),
          claims: own(session),
          reviews: reviews.value,
          notes: notes.value,
          members: new Map([
            [ANNA, 'Anna Kalniņa'],
            [JANIS, 'Jānis Bērziņš'],
          ]),
          devices: new Map([
            [ANNAS_PHONE, 'own phone'],
            [JANIS_PHONE, 'shared phone'],
          ]),
          unsaved: new Set(),
          waiting: waiting.value,
          refused: new Map(),
        }
      }),
    searchPersons: async () => [],
    mark: done,
    everyonePresent: done,
    markSeveral: done,
    withdraw: done,
    submit: done,
    didNotTakePlace: done,
    writeClassBook: done,
    addWalkIn: done,
    addKnown: done,
    retryUnsaved: done,
    describeHub: done,
    command: done,
    invite: done,
    badges: () => Promise.reject(new Error('no badges here')),
    skills: () => Promise.reject(new Error('no skills here')),
    signatures: () => Promise.reject(new Error('no signatures here')),
    boards: () => Promise.reject(new Error('no boards here')),
    ownBadges: () => Promise.reject(new Error('not for staff')),
    office: async () => {
      throw new Error('not in this test')
    },
    inviteParticipant: done,
    erased: signal(0),
    forgetErased: async () => undefined,
    opens: () => () => undefined,
    retryRefused: async () => undefined,
    handOver: async () => fail({ kind: 'nothing' }),
    discardRefused: async () => undefined,
    receive: (session, person, claim, origin = {}) =>
      add(session, person, claim, { device: ANNAS_PHONE, receivedAt: options.now, clockOffsetMs: 0, ...origin }),
    state(session, person, claim) {
      const key = add(session, person, claim, { recorder: OFFICE })
      waiting.value = new Set([...waiting.value, key])
      return key
    },
    review(entry) {
      reviews.value = [...reviews.value, entry]
    },
  }
}
