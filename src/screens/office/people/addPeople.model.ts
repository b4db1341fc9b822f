import { computed, createModel, signal } from '@preact/signals'
import type { PersonId, RunId } from '#domain/ids.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { follow } from '#screens/shared/follow.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import { PastedModel } from '#screens/shared/pasted/pasted.model.ts'
import type { EnrolledPerson, Office } from '#store/officeApi.ts'

interface AddPeopleDeps {
  office: Office
  run: RunId
  draft: Draft
}

/** So many in one transaction: a list of hundreds shows how far it is, and never makes a tap elsewhere wait long. */
const AT_ONCE = 40

/** edit: the list is being made. saving: so many are on disk. done: all of it, and it can be taken back. */
export type AddPeopleStep =
  | { step: 'edit' }
  | { step: 'saving' | 'undoing'; done: number; of: number }
  | { step: 'done'; people: EnrolledPerson[] }

export const AddPeopleModel = createModel(({ office, run, draft }: AddPeopleDeps) => {
  const plan = follow(() => office.plan(run))
  const onList = computed(
    (): ReadonlySet<PersonId> =>
      new Set(plan.value.state === 'ready' ? plan.value.value.people.map(({ person }) => person) : []),
  )
  const pasted = new PastedModel({ office, draft, onList })
  const saving = new SavingModel()
  const step = signal<AddPeopleStep>({ step: 'edit' })
  const judged = signal(false)

  async function inParts(
    people: readonly EnrolledPerson[],
    name: 'saving' | 'undoing',
    part: (people: EnrolledPerson[]) => ReturnType<Office['enrol']>,
  ): Promise<boolean> {
    for (let done = 0; done < people.length; done += AT_ONCE) {
      step.value = { step: name, done, of: people.length }
      if (!(await saving.save(() => part(people.slice(done, done + AT_ONCE))))) return false
    }
    return true
  }

  return {
    pasted,
    saving,
    step,
    /** Pressed before there was anybody to add. */
    isMissing: computed(() => judged.value && pasted.text.value.trim() === ''),
    async add(): Promise<void> {
      judged.value = true
      if (!pasted.isReviewed.value) return pasted.review()
      if (pasted.counts.value.undecided > 0 || pasted.adds.value === 0) return
      const people = pasted.people()
      const added = await inParts(people, 'saving', (part) => office.enrol(run, part))
      // What is on disk of a list that stopped in the middle is known when it is read again: the same people as before.
      step.value = added ? { step: 'done', people } : { step: 'edit' }
      if (added) draft.drop()
    },
    async undo(): Promise<void> {
      const now = step.peek()
      if (now.step !== 'done') return
      const undone = await inParts(now.people, 'undoing', (part) => office.undoEnrol(run, part))
      step.value = undone ? { step: 'edit' } : now
    },
  }
})

export type AddPeopleScreen = InstanceType<typeof AddPeopleModel>
