import { computed, createModel, signal } from '@preact/signals'
import type { PersonId, RunId } from '#domain/ids.ts'
import type { Loadable, ParticipantRow, RunRow, Seat, StoreFailure } from '#store/api.ts'
import { byName } from '../byName.ts'
import { follow } from '../follow.ts'
import { minuteClock } from '../movingClock.ts'

/** given: can be handed over. asked: the hub makes it as soon as it is reached. refused: the hub gives none, and says
 *  why. none: never asked for, used, or too old. */
export type CodeState = 'given' | 'asked' | 'refused' | 'none'

export interface CodeRow extends ParticipantRow {
  code: CodeState
}

export function codeStateOf({ invitation }: ParticipantRow, now: number): CodeState {
  if (invitation?.state === 'asked' || invitation?.state === 'refused') return invitation.state
  return invitation?.state === 'given' && (invitation.expiresAt ?? 0) > now ? 'given' : 'none'
}

/** Who of a run takes part in Teren, and the codes for those who shall. */
export const ParticipantsModel = createModel((seat: Seat, run: RunId) => {
  const now = minuteClock(() => seat.now())
  const found = follow(() => seat.participants(run))
  const runs = follow(() => seat.runs())
  const opened = signal<PersonId | null>(null)
  const failure = signal<StoreFailure | null>(null)
  const making = signal(false)

  const rows = computed((): Loadable<CodeRow[]> => {
    if (found.value.state !== 'ready') return found.value
    const all = found.value.value.map((row) => ({ ...row, code: codeStateOf(row, now.value) }))
    return { state: 'ready', value: all.sort((a, b) => byName(a.person, b.person)) }
  })
  const all = computed(() => (rows.value.state === 'ready' ? rows.value.value : []))
  const inState = (code: CodeState) => computed(() => all.value.filter((row) => row.code === code))
  const given = inState('given')
  /** Whom *make codes for all* means: who has none and did not join. */
  const without = computed(() =>
    all.value.filter(({ code, signedIn }) => (code === 'none' || code === 'refused') && signedIn === 0),
  )
  /** The one whose code lies over the list. */
  const shown = computed(() => all.value.find(({ person }) => person.person === opened.value) ?? null)

  async function withdraw({ invitation }: CodeRow): Promise<void> {
    if (making.peek() || !invitation) return
    making.value = true
    failure.value = null
    const saved = await seat.command({ name: 'withdraw-codes', member: invitation.member })
    if (!saved.ok) failure.value = saved.error
    making.value = false
  }

  /** Each is a change of its own: what one cannot have keeps nobody from theirs. */
  async function ask(persons: readonly PersonId[]): Promise<void> {
    if (making.peek()) return
    making.value = true
    failure.value = null
    for (const person of persons) {
      const saved = await seat.inviteParticipant(run, person)
      if (!saved.ok) failure.value = saved.error
    }
    making.value = false
  }

  return {
    ...{ now, rows, given, asked: inState('asked'), without, shown, failure, making },
    title: computed((): RunRow | null =>
      runs.value.state === 'ready' ? (runs.value.value.find((row) => row.run === run) ?? null) : null,
    ),
    /** What goes on paper: the one that is open, else every code that can be handed over. */
    printed: computed(() => (shown.value ? [shown.value].filter(({ code }) => code === 'given') : given.value)),
    open(person: PersonId | null) {
      opened.value = person
    },
    makeAll: () => ask(without.peek().map(({ person }) => person.person)),
    make: (person: PersonId) => ask([person]),
    withdraw,
  }
})

export type ParticipantsScreen = InstanceType<typeof ParticipantsModel>
