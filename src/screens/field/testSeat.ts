import { computed, type Signal, signal } from '@preact/signals'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { Claim, RecordedClaim, RecordedReview } from '#domain/claims.ts'
import { stateClassBook } from '#domain/classBook.ts'
import type { ClaimKey, MemberId, PersonId, Random, RunId, SessionId } from '#domain/ids.ts'
import { makeId } from '#domain/ids.ts'
import { type Register, resolveRegister } from '#domain/register.ts'
import { fail, ok } from '#domain/result.ts'
import type { Role } from '#domain/roles.ts'
import { matcher, searchKeys } from '#domain/searchKeys.ts'
import type { SessionFacts } from '#domain/session.ts'
import { endsAt, startsAt } from '#domain/sessionTime.ts'
import { stateEveryone, stateMark, stateNotHeld, stateSubmission, stateWithdrawal } from '#domain/stating.ts'
import { createDrafts } from '#screens/shared/drafts.ts'
import type { AppContext } from '#screens/shared/services.ts'
import type {
  ConnectionStatus,
  Live,
  Loadable,
  PersonRow,
  RegisterView,
  RunRow,
  Saved,
  SavingStatus,
  Seat,
  SeatInfo,
  SessionRow,
  StoreFailure,
} from '#store/api.ts'
import { testLearning } from '../shared/testLearning.ts'

/** A seat in memory for the tests of the field screens: the contract of `#store/api.ts`, without disk or network. */

let counter = 0
/** Not random: every call gives other bytes, the same in every test run. */
const random: Random = (count) => Uint8Array.from({ length: count }, () => counter++ % 251)

export const ME = 'member-anna-00000' as MemberId
export const COLLEAGUE = 'member-janis-0000' as MemberId
const RUN = 'run-burnout-00000' as RunId

export const aPerson = (familyName: string, givenName: string, organisationName = ''): PersonRow => ({
  person: makeId<PersonId>(random),
  displayName: `${givenName} ${familyName}`.trim(),
  familyName,
  givenName,
  organisation: null,
  organisationName,
  role: '',
  demonstration: true,
})

const facts = (change: Partial<SessionFacts> = {}): SessionFacts => ({
  date: '2026-11-23',
  start: '09:30',
  end: '12:30',
  zone: 'Europe/Prague',
  breaks: [],
  mode: 'on-site',
  agenda: [],
  ...change,
})

const NO_COUNTS = { present: 0, partial: 0, absent: 0, excused: 0, notRecorded: 0, disagreements: 0 }

export function aSession(change: Partial<SessionRow> = {}, factsChange: Partial<SessionFacts> = {}): SessionRow {
  const own = facts(factsChange)
  return {
    session: makeId<SessionId>(random),
    run: RUN,
    programme: null,
    title: { en: 'Preventing burn-out' },
    index: 3,
    ofSessions: 5,
    runNumber: 2,
    facts: own,
    startsAt: startsAt(own),
    endsAt: endsAt(own),
    place: 'Community hall, Opava',
    trainers: [ME],
    cancelled: false,
    rosterSize: 0,
    state: 'not-started',
    counts: NO_COUNTS,
    lastClaimAt: null,
    ...change,
  }
}

interface TestSeatOptions {
  /** ms UTC. Without a value, half past ten on the day of the session. */
  now?: number
  trusted?: boolean
  sessions?: SessionRow[]
  roster?: PersonRow[]
  /** Known to the hub, not on the roster. */
  known?: PersonRow[]
  role?: Role
}

export interface TestSeat extends Seat {
  /** What the store would hold; a test may add a colleague's claims. */
  claims: Signal<RecordedClaim[]>
  reviews: Signal<RecordedReview[]>
  sessions: Signal<SessionRow[]>
  connection: Signal<ConnectionStatus>
  saving: Signal<SavingStatus>
  info: Signal<SeatInfo>
  /** Set: the next writes fail with it, and their claims stay on screen as not saved. */
  failing: Signal<StoreFailure | null>
  /** Adds a claim as if it had come from somebody else. */
  receive(session: SessionId, recorder: MemberId, person: PersonId | null, claim: Claim, receivedAt?: number): ClaimKey
  loading: Signal<boolean>
}

export function testSeat(options: TestSeatOptions = {}): TestSeat {
  const sessions = signal<SessionRow[]>(options.sessions ?? [aSession()])
  const first = sessions.value[0]
  const now = signal(options.now ?? (first ? first.startsAt + 3_600_000 : Date.UTC(2026, 10, 23, 9, 30)))
  const roster = signal<PersonRow[]>(options.roster ?? [])
  const known = signal<PersonRow[]>(options.known ?? [])
  const claims = signal<RecordedClaim[]>([])
  const reviews = signal<RecordedReview[]>([])
  const notes = signal<ReadonlyMap<string, string>>(new Map())
  const unsaved = signal<ReadonlySet<ClaimKey>>(new Set())
  const waiting = signal<ReadonlySet<ClaimKey>>(new Set())
  const failing = signal<StoreFailure | null>(null)
  const loading = signal(false)
  const info = signal<SeatInfo>({
    member: ME,
    device: 'device-phone-0000' as SeatInfo['device'],
    serverId: 'server-000000000',
    hub: 'hub-sinec-000000' as SeatInfo['hub'],
    hubName: 'Klastr SINEC',
    displayName: 'Anna Kalniņa',
    role: options.role ?? 'trainer',
    state: 'active',
  })
  const saving = signal<SavingStatus>({
    unsaved: 0,
    waiting: 0,
    refused: 0,
    receivedAt: now.value,
    oldestAt: null,
    failure: null,
  })
  const connection = signal<ConnectionStatus>({
    state: 'off',
    heardAt: null,
    clockOffsetMs: null,
    filling: false,
    others: new Map(),
  })

  const live = <T>(answer: () => Loadable<T>): Live<T> => ({
    value: computed(() => (loading.value ? { state: 'loading' } : answer())),
    dispose: () => undefined,
  })
  const ready = <T>(value: T): Loadable<T> => ({ state: 'ready', value })

  const run = (): RunRow => ({
    run: RUN,
    programme: null,
    course: null,
    title: { en: 'Preventing burn-out' },
    kind: 'course',
    number: 2,
    activity: null,
    rosterSize: roster.value.length,
    sessionCount: sessions.value.length,
    demonstration: true,
  })

  function resolve(session: SessionId): Register {
    const row = sessions.value.find((one) => one.session === session)
    return resolveRegister({
      session,
      facts: row?.facts ?? facts(),
      roster: roster.value.map(({ person }) => person),
      claims: claims.value.filter((claim) => claim.session === session),
      reviews: reviews.value,
    })
  }

  function countStates() {
    const failure = unsaved.value.size > 0 ? failing.value : null
    saving.value = { ...saving.value, unsaved: unsaved.value.size, waiting: waiting.value.size, failure }
  }

  async function write(session: SessionId, person: PersonId | null, claim: Claim): Saved {
    const key = makeClaimKey(session, person, random)
    claims.value = [...claims.value, { key, session, person, recorder: ME, claim }]
    const failure = failing.value
    if (failure) unsaved.value = new Set([...unsaved.value, key])
    else waiting.value = new Set([...waiting.value, key])
    countStates()
    return failure ? { ok: false, error: failure } : ok(undefined)
  }

  // Taps of one finger are never made at the same moment.
  let taps = 0
  const at = () => now.value + taps++

  return {
    info,
    saving,
    connection,
    claims,
    reviews,
    sessions,
    failing,
    loading,
    now: () => ({ at: now.value, trusted: options.trusted ?? true }),
    sessionsBetween: (from, to) =>
      live(() => ready(sessions.value.filter(({ facts: { date } }) => date >= from && date <= to))),
    sessionsOfRun: () => live(() => ready(sessions.value)),
    sessionsNear: (_, count) => live(() => ready(sessions.value.slice(0, count))),
    sessionsMissed: (before) =>
      live(() =>
        ready(sessions.value.filter((one) => one.endsAt < before && one.state === 'not-started' && !one.cancelled)),
      ),
    runs: () => live(() => ready([run()])),
    programmes: () => live(() => ready([])),
    learning: testLearning(),
    changes: () => live(() => ready([])),
    invitations: () => live(() => ready([])),
    participants: () => live(() => ready([])),
    classes: () => live(() => ready([])),
    myRecord: () => live(() => ({ state: 'missing' })),
    register: (session) =>
      live((): Loadable<RegisterView> => {
        const row = sessions.value.find((one) => one.session === session)
        if (!row) return { state: 'missing' }
        return ready({
          session: row,
          run: run(),
          roster: roster.value,
          numbers: new Map(roster.value.map(({ person }, at) => [person, at + 1])),
          ownStatuses: new Map(),
          walkIns: new Set(),
          changes: [],
          partOf: null,
          people: new Map([...known.value, ...roster.value].map((person) => [person.person, person])),
          claims: claims.value.filter((claim) => claim.session === session),
          reviews: reviews.value,
          notes: notes.value,
          members: new Map([
            [ME, 'Anna Kalniņa'],
            [COLLEAGUE, 'Jānis Bērziņš'],
          ]),
          devices: new Map(),
          unsaved: unsaved.value,
          waiting: waiting.value,
          refused: new Map(),
        })
      }),
    searchPersons: async (text, limit) =>
      [...known.value, ...roster.value].filter((one) => matcher(text)(searchKeys(one.displayName))).slice(0, limit),
    mark: (session, person, { note, ...input }, item) => {
      const about = note === undefined ? {} : { about: makeId(random) }
      if (note !== undefined && about.about) notes.value = new Map([...notes.value, [about.about, note]])
      return write(session, person, stateMark(resolve(session), person, { ...input, ...about }, at(), item))
    },
    everyonePresent: (session, persons, item) =>
      write(session, null, stateEveryone(resolve(session), persons, at(), undefined, item)),
    markSeveral: async (session, persons, status, item, note) => {
      const [register, moment] = [resolve(session), at()]
      const saved = persons.map((person) => {
        const about = note === undefined ? {} : { about: makeId(random) }
        if (note !== undefined && about.about) notes.value = new Map([...notes.value, [about.about, note]])
        return write(session, person, stateMark(register, person, { status, ...about }, moment, item))
      })
      return (await Promise.all(saved)).at(-1) ?? ok(undefined)
    },
    withdraw: (session, keys) => write(session, null, stateWithdrawal(keys, at())),
    submit: (session) => write(session, null, stateSubmission(resolve(session), at())),
    didNotTakePlace: (session, reason) => write(session, null, stateNotHeld(resolve(session), reason, at())),
    writeClassBook: (session, fields) => write(session, null, stateClassBook(session, claims.value, ME, fields, at())),
    addWalkIn: (session, { givenName, familyName, organisation }, item) => {
      const person = aPerson(familyName, givenName, organisation)
      roster.value = [...roster.value, person]
      const mark = stateMark(resolve(session), person.person, { status: 'present' }, at(), item)
      return write(session, person.person, mark)
    },
    addKnown: (session, person, item) => {
      roster.value = [...roster.value, ...known.value.filter((one) => one.person === person)]
      return write(session, person, stateMark(resolve(session), person, { status: 'present' }, at(), item))
    },
    retryUnsaved: async () => {
      if (failing.value) return { ok: false, error: failing.value }
      waiting.value = new Set([...waiting.value, ...unsaved.value])
      unsaved.value = new Set()
      countStates()
      return ok(undefined)
    },
    describeHub: async () => ok(undefined),
    command: async () => ok(undefined),
    invite: async () => ok(undefined),
    badges: () => Promise.reject(new Error('no badges here')),
    skills: () => Promise.reject(new Error('no skills here')),
    signatures: () => Promise.reject(new Error('no signatures here')),
    boards: () => Promise.reject(new Error('no boards here')),
    ownBadges: () => Promise.reject(new Error('not for staff')),
    office: async () => {
      throw new Error('not in this test')
    },
    inviteParticipant: async () => ok(undefined),
    erased: signal(0),
    forgetErased: async () => undefined,
    opens: () => () => undefined,
    retryRefused: async () => undefined,
    handOver: async () => fail({ kind: 'nothing' }),
    discardRefused: async () => undefined,
    receive(session, recorder, person, claim, receivedAt) {
      const key = makeClaimKey(session, person, random)
      const from = 'device-other-0000' as SeatInfo['device']
      const arrived = { key, session, person, recorder, claim, device: from, receivedAt: receivedAt ?? now.value }
      claims.value = [...claims.value, arrived]
      return key
    },
  }
}

/** What `AppProvider` needs to show a screen with this seat. */
export function appWith(seat: Signal<Seat | null>): AppContext {
  const nothing = async () => undefined
  return {
    device: {
      seats: computed(() => (seat.value ? [seat.value.info.value] : [])),
      seat,
      saving: computed(() =>
        seat.value ? [{ member: seat.value.info.value.member, saving: seat.value.saving.value }] : [],
      ),
      failure: signal(null),
      preparing: signal(null),
      erasedBy: signal(null),
      storeLost: signal(false),
      forgetErased: nothing,
      language: signal(null),
      setLanguage: nothing,
      addSeat: async () => ok(undefined),
      switchTo: nothing,
      removeSeat: async () => ok(undefined),
    },
    services: {
      lookUpInvitation: async () => fail('unreachable'),
      redeem: async () => fail('unreachable'),
      setUp: async () => fail('unreachable'),
      signOut: async () => ok(undefined),
      hubState: async () => fail('unreachable'),
      bringIn: async () => fail('unreachable'),
      writeOut: async ({ code }) => ({ code, link: code }),
      safekeeping: async () => fail('unreachable'),
      onHand: async () => ({ app: true, letters: true, reader: true }),
      scanner: () => Promise.reject(new Error('no camera here')),
      sendNow: () => undefined,
      drafts: createDrafts(null),
      habits: createDrafts(null),
      update: signal({ waiting: false, postponed: false }),
      news: async () => null,
      takeUpdate: () => true,
      postponeUpdate: () => undefined,
      install: { state: signal('not-offered'), ask: nothing },
      atRisk: signal(false),
      lost: signal(false),
      readLoss: nothing,
    },
  }
}
