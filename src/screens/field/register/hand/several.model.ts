import { computed, createModel } from '@preact/signals'
import type { Status } from '#domain/claims.ts'
import type { PersonId } from '#domain/ids.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import type { Seat } from '#store/api.ts'
import type { RegisterScreen } from '../register.model.ts'
import type { RowView } from '../rowView.ts'
import { LastTime } from './lastTime.model.ts'

export type FirstChosen = 'none' | 'shown' | 'last-time'

/** Several people and one mark for all of them. Whoever has times, a note or a disagreement is chosen only by hand: one
 *  mark for many must hide nothing unseen. */
export const Several = createModel((seat: Seat, register: RegisterScreen, first: FirstChosen, typed: Draft) => {
  const last = new LastTime(seat, register)
  const status = typed.value<Status>('status', 'present', readStatus)
  /** Why they are excused, all of them. */
  const reason = typed.text('reason', '')
  /** null until somebody chose: as it was proposed. */
  const byHand = typed.value<PersonId[] | null>('chosen', null, readPersons)
  const rows = computed(() => register.rows.value)
  const plain = (some: readonly RowView[]) => some.filter(({ tap }) => tap !== null).map(({ person }) => person)
  /** Who was there last time, and of whom nothing is recorded yet now. */
  const asLastTime = computed((): PersonId[] =>
    rows.value
      .filter(({ person, row }) => row.outcome === null && last.present.value.has(person))
      .map(({ person }) => person),
  )
  const shownFirst = plain(register.shownRows.peek())
  const proposed = computed((): PersonId[] =>
    first === 'last-time' ? asLastTime.value : first === 'shown' ? shownFirst : [],
  )
  const chosen = computed((): PersonId[] => byHand.value ?? proposed.value)

  return {
    status,
    rows,
    chosen,
    asLastTime,
    lastSession: last.session,
    reason,
    /** What is noted with each of them; nothing with any other mark. */
    note: computed(() => (status.value === 'excused' && reason.value.trim()) || undefined),
    setReason(text: string) {
      reason.value = text
    },
    setStatus(next: Status) {
      status.value = next
    },
    toggle(person: PersonId) {
      const now = chosen.value
      byHand.value = now.includes(person) ? now.filter((one) => one !== person) : [...now, person]
    },
    all() {
      byHand.value = plain(rows.value)
    },
    none() {
      byHand.value = []
    },
    likeLastTime() {
      byHand.value = asLastTime.value
      status.value = 'present'
    },
  }
})

const STATUSES: readonly unknown[] = ['present', 'absent', 'excused'] satisfies Status[]
const readStatus = (kept: unknown) => (STATUSES.includes(kept) ? (kept as Status) : null)
const readPersons = (kept: unknown) =>
  Array.isArray(kept) && kept.every((one) => typeof one === 'string') ? (kept as PersonId[]) : null
