import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import { resolveRegister } from '#domain/register.ts'
import type { Live, Loadable, PersonRow, RegisterView, Seat, SessionRow } from '#store/api.ts'
import { byName } from '../byName.ts'
import { follow } from '../follow.ts'
import { minuteClock } from '../movingClock.ts'
import { followSignatures } from '../signatures/followSignatures.ts'
import { type HistoryEntry, historyOf, isAbout } from './history.ts'

export interface NamedPerson {
  person: PersonId
  row: PersonRow | null
  numberInRun: number | null
}

/** What happened in one session. */
export interface SessionHistory {
  view: RegisterView
  entries: HistoryEntry[]
}

export const namedIn = (view: RegisterView, person: PersonId): NamedPerson => ({
  person,
  row: view.people.get(person) ?? view.roster.find((row) => row.person === person) ?? null,
  numberInRun: view.numbers.get(person) ?? null,
})

/** One session's, of everybody or of one who is chosen. */
export const SessionHistoryModel = createModel((seat: Seat, session: SessionId, first: PersonId | null) => {
  const register = follow(() => seat.register(session))
  const run = computed(() => (register.value.state === 'ready' ? register.value.value.run.run : null))
  const signatures = followSignatures(seat, () => run.value)
  const chosen = signal<PersonId | null>(first)
  const history = computed((): Loadable<SessionHistory> => {
    if (register.value.state !== 'ready') return register.value
    const view = register.value.value
    const given = signatures.value.state === 'ready' ? signatures.value.value : []
    return { state: 'ready', value: { view, entries: historyOf(view, given, chosen.value) } }
  })
  /** Everybody of whom something may have been said, as the register lists them. */
  const people = computed((): NamedPerson[] => (register.value.state === 'ready' ? peopleOf(register.value.value) : []))
  return {
    history,
    people,
    chosen: chosen as ReadonlySignal<PersonId | null>,
    now: minuteClock(seat.now),
    choose(person: PersonId | null) {
      chosen.value = person
    },
  }
})

function peopleOf(view: RegisterView): NamedPerson[] {
  const { rows } = resolveRegister({
    session: view.session.session,
    facts: view.session.facts,
    roster: view.roster.toSorted(byName).map(({ person }) => person),
    claims: view.claims,
    reviews: view.reviews,
  })
  return rows.map(({ person }) => namedIn(view, person))
}

/** One person's, in every session of a run in which something was said of them; by the sessions' dates. */
export const PersonHistoryModel = createModel((seat: Seat, run: RunId, person: PersonId) => {
  const sessions = follow(() => seat.sessionsOfRun(run))
  const signatures = followSignatures(seat, () => run)
  const registers = signal<ReadonlyMap<SessionId, Live<RegisterView>>>(new Map())
  effect(() => {
    if (sessions.value.state !== 'ready') return
    const held = registers.peek()
    const next = new Map(held)
    for (const { session } of sessions.value.value) if (!next.has(session)) next.set(session, seat.register(session))
    if (next.size > held.size) registers.value = next
  })
  effect(() => () => {
    for (const register of registers.peek().values()) register.dispose()
  })
  const views = computed((): Loadable<RegisterView[]> => {
    if (sessions.value.state !== 'ready') return sessions.value
    const rows = sessions.value.value.toSorted((a, b) => a.startsAt - b.startsAt || a.index - b.index)
    const found = rows.map(({ session }: SessionRow) => registers.value.get(session)?.value.value)
    if (found.some((view) => view === undefined || view.state === 'loading')) return { state: 'loading' }
    return { state: 'ready', value: found.flatMap((view) => (view?.state === 'ready' ? view.value : [])) }
  })
  const history = computed((): Loadable<SessionHistory[]> => {
    if (views.value.state !== 'ready') return views.value
    const given = signatures.value.state === 'ready' ? signatures.value.value : []
    const all = views.value.value.map((view) => ({ view, entries: historyOf(view, given, person) }))
    return { state: 'ready', value: all.filter(({ entries }) => isAbout(entries)) }
  })
  const named = computed((): NamedPerson | null => {
    const view = views.value.state === 'ready' ? views.value.value[0] : undefined
    return view ? namedIn(view, person) : null
  })
  return { history, named, now: minuteClock(seat.now) }
})
