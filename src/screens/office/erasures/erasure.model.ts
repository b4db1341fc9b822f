import { computed, createModel, signal } from '@preact/signals'
import type { ErasureOutcome } from '#domain/erasure.ts'
import type { PersonId } from '#domain/ids.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { NamedIn, Office } from '#store/officeApi.ts'

interface ErasureDeps {
  office: Office
  person: PersonId
  draft: Draft
}

const isOutcome = (kept: unknown): kept is ErasureOutcome =>
  kept === 'done' || kept === 'restricted' || kept === 'refused'

/** What is to become of somebody's data. Erasing is asked about once more. */
export const ErasureModel = createModel(({ office, person, draft }: ErasureDeps) => {
  const outcome = draft.value<ErasureOutcome | null>('outcome', null, (kept) => (isOutcome(kept) ? kept : null))
  const until = draft.text('until', '')
  const reason = draft.text('reason', '')
  const saving = new SavingModel()
  const judged = signal(false)
  const isAsked = signal(false)
  const isErasing = signal(false)
  const named = signal<NamedIn[] | null>(null)

  async function save(): Promise<boolean> {
    const chosen = outcome.peek()
    if (chosen === null) return false
    const isDone = chosen === 'done'
    const decision = {
      outcome: chosen,
      until: chosen === 'restricted' ? until.peek() : null,
      reason: isDone ? '' : reason.peek().trim(),
    }
    const saved = await saving.save(() => office.erasePerson(person, decision))
    if (saved) draft.drop()
    return saved
  }

  return {
    ...{ outcome, until, reason, saving, isAsked, isErasing, named },
    isUntilMissing: computed(() => judged.value && outcome.value === 'restricted' && until.value === ''),
    isReasonMissing: computed(() => judged.value && outcome.value !== 'done' && reason.value.trim() === ''),
    /** Texts of others, which stay. */
    async lookForNames(): Promise<void> {
      named.value = await office.namedElsewhere(person)
    },
    /** Whether it is decided. */
    async submit(): Promise<boolean> {
      judged.value = true
      const [chosen, why] = [outcome.peek(), reason.peek().trim()]
      if (chosen === 'done') isAsked.value = true
      if (chosen === null || chosen === 'done') return false
      if (why === '' || (chosen === 'restricted' && until.peek() === '')) return false
      return save()
    },
    async erase(): Promise<void> {
      isAsked.value = false
      isErasing.value = await save()
    },
    cancel: () => draft.drop(),
  }
})

export type ErasureScreen = InstanceType<typeof ErasureModel>
