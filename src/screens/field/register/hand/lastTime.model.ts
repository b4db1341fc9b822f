import { computed, createModel, signal } from '@preact/signals'
import type { PersonId } from '#domain/ids.ts'
import { resolveRegister } from '#domain/register.ts'
import { follow } from '#screens/shared/follow.ts'
import type { Live, Seat, SessionRow } from '#store/api.ts'
import type { RegisterScreen } from '../register.model.ts'
import type { Narrowing } from './narrow.ts'

const nothing = <T>(): Live<T> => ({ value: signal({ state: 'missing' }), dispose: () => undefined })

/** Who was there the last time that this run met: its latest session before this one in which anything was recorded. */
export const LastTime = createModel((seat: Seat, register: RegisterScreen) => {
  const sessions = follow(() =>
    register.run.value === null ? nothing<SessionRow[]>() : seat.sessionsOfRun(register.run.value),
  )
  const session = computed((): SessionRow | null => {
    const now = register.view.value?.session
    if (now === undefined || sessions.value.state !== 'ready') return null
    const before = sessions.value.value.filter((one) => one.startsAt < now.startsAt && wasRecorded(one))
    return before.reduce<SessionRow | null>((last, one) => (last && last.startsAt >= one.startsAt ? last : one), null)
  })
  const id = computed(() => session.value?.session ?? null)
  const answer = follow(() => (id.value === null ? nothing<never>() : seat.register(id.value)))
  const rows = computed(() => {
    if (id.value === null || answer.value.state !== 'ready') return []
    const { session: row, roster, claims, reviews } = answer.value.value
    const persons = roster.map(({ person }) => person)
    return resolveRegister({ session: row.session, facts: row.facts, roster: persons, claims, reviews }).rows
  })
  const persons = (was: 'present' | 'away') =>
    computed((): ReadonlySet<PersonId> => {
      const found = rows.value.filter(
        ({ outcome }) => outcome && (outcome.status === 'present') === (was === 'present'),
      )
      return new Set(found.map(({ person }) => person))
    })
  return {
    /** null: there was none, or it is not known yet. */
    session,
    present: persons('present'),
    /** Absent or excused. Of whom nothing was recorded nothing is known. */
    away: persons('away'),
    narrowedTo: signal<Narrowing>('all'),
  }
})

const wasRecorded = ({ cancelled, state }: SessionRow): boolean =>
  !cancelled && state !== 'not-started' && state !== 'did-not-take-place'
