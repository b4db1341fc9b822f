import { computed, createModel, signal } from '@preact/signals'
import type { PersonId, RunId } from '#domain/ids.ts'
import type { Live, Loadable, Seat, StoreFailure } from '#store/api.ts'
import type { BadgeRow, Badges } from '#store/badgesApi.ts'
import { byName } from '../byName.ts'
import { follow } from '../follow.ts'
import { minuteClock } from '../movingClock.ts'
import { badgesToPrint, forgetBadge, keepForPrinting } from './issuedBadges.ts'

export interface PersonBadge extends BadgeRow {
  /** What stands on it, while it can still be shown. */
  text: string | null
}

const LOADING: Live<BadgeRow[]> = { value: signal({ state: 'loading' }), dispose: () => undefined }

/** Who of a run has a badge, and badges for those who have none. */
export const BadgesModel = createModel((seat: Seat, run: RunId) => {
  const now = minuteClock(() => seat.now())
  const badges = signal<Badges | null>(null)
  const runs = follow(() => seat.runs())
  const found = follow(() => badges.value?.ofRun(run) ?? LOADING)
  const opened = signal<PersonId | null>(null)
  const failure = signal<StoreFailure | null>(null)
  const working = signal(false)
  const member = () => seat.info.value.member

  async function load(): Promise<void> {
    try {
      badges.value = await seat.badges()
    } catch (error) {
      failure.value = { kind: 'failed', detail: String(error) }
    }
  }
  void load()

  const rows = computed((): Loadable<PersonBadge[]> => {
    if (found.value.state !== 'ready') return found.value
    const texts = badgesToPrint(member(), run)
    const all = found.value.value.map((row) => ({ ...row, text: texts.get(row.person.person) ?? null }))
    return { state: 'ready', value: all.sort((a, b) => byName(a.person, b.person)) }
  })
  const all = computed(() => (rows.value.state === 'ready' ? rows.value.value : []))

  async function work<T>(
    act: (known: Badges) => Promise<{ ok: true; value?: T } | { ok: false; error: StoreFailure }>,
  ) {
    const known = badges.peek()
    if (working.peek() || !known) return
    working.value = true
    failure.value = null
    const done = await act(known)
    if (!done.ok) failure.value = done.error
    working.value = false
  }

  const issue = (persons: PersonId[]) =>
    work(async (known) => {
      const made = await known.issue(persons)
      if (made.ok) keepForPrinting(member(), run, made.value)
      return made
    })

  return {
    ...{ now, rows, failure, working },
    title: computed(() =>
      runs.value.state === 'ready' ? (runs.value.value.find((row) => row.run === run)?.title ?? null) : null,
    ),
    /** Whom *make badges for all* means. */
    without: computed(() => all.value.filter(({ issuedAt }) => issuedAt === null)),
    /** Those that can be printed or shown now, and never again. */
    fresh: computed(() => all.value.filter(({ text }) => text !== null)),
    shown: computed(() => all.value.find(({ person }) => person.person === opened.value) ?? null),
    open(person: PersonId | null) {
      opened.value = person
    },
    issueAll() {
      const persons = all.peek().filter(({ issuedAt }) => issuedAt === null)
      return issue(persons.map(({ person }) => person.person))
    },
    issue: (person: PersonId) => issue([person]),
    revoke: (person: PersonId) =>
      work(async (known) => {
        const done = await known.revoke(person)
        if (done.ok) forgetBadge(person)
        return done
      }),
  }
})

export type BadgesScreen = InstanceType<typeof BadgesModel>
