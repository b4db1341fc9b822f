import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { PersonId } from '#domain/ids.ts'
import { type PastedLine, type PastedNames, readPastedNames } from '#domain/pastedNames.ts'
import type { NameOrder } from '#domain/personName.ts'
import type { AlikePerson, EnrolledPerson, Office } from '#store/officeApi.ts'
import type { Draft } from '../drafts.ts'

/** What a person decided about a line that may be somebody known: that person, somebody new, or the same as an earlier
 *  line of the list. Nobody is taken without it (F4). */
export type Decision = { known: PersonId } | 'new' | 'repeats'

export interface ReviewRow {
  line: PastedLine
  /** Whom the directory knows by such a name, and whether they are on the list already. */
  alike: (AlikePerson & { isOnList: boolean })[]
  decision: Decision | null
  /** What becomes of it. `undecided`: a person has to say. */
  becomes: 'new' | 'known' | 'on-list' | 'left-out' | 'undecided'
}

interface PastedDeps {
  office: Pick<Office, 'findAlike' | 'newId'>
  draft: Draft
  /** Who is on the list already. */
  onList: ReadonlySignal<ReadonlySet<PersonId>>
}

const ORDERS: readonly NameOrder[] = ['given-first', 'family-first']
const NOTHING: PastedNames = { lines: [], order: 'given-first', orderMatters: false, columnsLeftOut: [] }

const readDecisions = (kept: unknown): Record<string, Decision> | null =>
  typeof kept === 'object' && kept !== null ? (kept as Record<string, Decision>) : null

/** A decision is about a name in a line: read otherwise, the line is undecided again. */
const keyOf = ({ number, read }: PastedLine): string =>
  read.ok ? `${number} ${read.value.givenName} ${read.value.familyName}` : String(number)

/** A pasted list, from the text to the people that it makes. Nothing is saved here. */
export const PastedModel = createModel(({ office, draft, onList }: PastedDeps) => {
  const text = draft.text('names', '')
  const isReviewed = draft.value('reviewed', false, (kept) => (typeof kept === 'boolean' ? kept : null))
  const order = draft.value<NameOrder | null>('order', null, (kept) => ORDERS.find((each) => each === kept) ?? null)
  const decisions = draft.value<Record<string, Decision>>('decisions', {}, readDecisions)
  const alike = signal<AlikePerson[][]>([])
  const looking = signal(false)
  const ids = new Map<string, PersonId>()

  const list = computed(() => (isReviewed.value ? readPastedNames(text.value, order.value ?? undefined) : NOTHING))

  let asked = 0
  effect(() => {
    const names = list.value.lines.map(({ read }) => (read.ok ? read.value : { givenName: '', familyName: '' }))
    const call = ++asked
    looking.value = names.length > 0
    void office.findAlike(names).then((found) => {
      // A slower, older answer must not replace a newer one.
      if (call !== asked) return
      alike.value = found
      looking.value = false
    })
  })

  const rows = computed((): ReviewRow[] =>
    list.value.lines.map((line, at) => {
      const decision = decisions.value[keyOf(line)] ?? null
      const known = (alike.value[at] ?? []).map((row) => ({ ...row, isOnList: onList.value.has(row.person) }))
      return { line, alike: known, decision, becomes: becomes(line, known, decision, onList.value) }
    }),
  )
  const count = (what: ReviewRow['becomes']) => rows.value.filter((row) => row.becomes === what).length
  const counts = computed(() => ({
    new: count('new'),
    known: count('known'),
    onList: count('on-list'),
    leftOut: count('left-out'),
    undecided: count('undecided'),
  }))
  /** Those of whom one is known by exactly this name: usually they are the same people. */
  const sure = computed(() =>
    rows.value.filter(
      ({ becomes: what, alike: [first, second], line }) =>
        what === 'undecided' && line.repeats === null && first?.likeness === 'same' && second?.likeness !== 'same',
    ),
  )

  const idOf = (line: PastedLine): PersonId => {
    const key = keyOf(line)
    const id = ids.get(key) ?? office.newId<PersonId>()
    ids.set(key, id)
    return id
  }

  return {
    text,
    isReviewed,
    list,
    rows,
    counts,
    sure,
    looking,
    /** How many people it adds. */
    adds: computed(() => counts.value.new + counts.value.known),
    write(next: string) {
      text.value = next
    },
    review() {
      if (text.value.trim() !== '') isReviewed.value = true
    },
    change() {
      isReviewed.value = false
    },
    chooseOrder(next: NameOrder) {
      order.value = next
    },
    decide(row: ReviewRow, decision: Decision) {
      decisions.value = { ...decisions.peek(), [keyOf(row.line)]: decision }
    },
    /** One press for all who are known by exactly their name: the person who presses it has seen them. */
    takeSure() {
      const taken = sure.value.flatMap(({ line, alike: [first] }) =>
        first ? [[keyOf(line), first.person] as const] : [],
      )
      decisions.value = {
        ...decisions.peek(),
        ...Object.fromEntries(taken.map(([key, known]): [string, Decision] => [key, { known }])),
      }
    },
    /** Who is to be enrolled, each once. The same people, however often it is asked. */
    people(): EnrolledPerson[] {
      const people = new Map<PersonId, EnrolledPerson>()
      for (const { line, becomes: what, decision } of rows.value) {
        if (what === 'new' && line.read.ok) {
          const person = idOf(line)
          people.set(person, { person, isNew: true, ...line.read.value })
        } else if (what === 'known' && decision !== null && typeof decision === 'object')
          people.set(decision.known, { person: decision.known, isNew: false })
      }
      return [...people.values()]
    },
  }
})

export type PastedScreen = InstanceType<typeof PastedModel>

function becomes(
  line: PastedLine,
  alike: readonly AlikePerson[],
  decision: Decision | null,
  onList: ReadonlySet<PersonId>,
): ReviewRow['becomes'] {
  if (!line.read.ok || decision === 'repeats') return 'left-out'
  if (decision === 'new') return 'new'
  if (decision !== null) return onList.has(decision.known) ? 'on-list' : 'known'
  return alike.length > 0 || line.repeats !== null ? 'undecided' : 'new'
}
