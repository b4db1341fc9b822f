import { computed, createModel, signal } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import { readName } from '#domain/readName.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { PersonRow } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'

interface PersonFormDeps {
  office: Office
  run: RunId
  person: PersonRow
  draft: Draft
}

/** Corrects what the directory says of somebody, in every run; or takes them off one list. */
export const PersonFormModel = createModel(({ office, run, person, draft }: PersonFormDeps) => {
  const givenName = draft.text('given-name', person.givenName)
  const familyName = draft.text('family-name', person.familyName)
  const organisation = draft.text('organisation', person.organisationName)
  const role = draft.text('role', person.role)
  const saving = new SavingModel()
  const leaving = new SavingModel()
  const judged = signal(false)
  const isNameless = () => !readName(`${givenName.value} ${familyName.value}`).ok
  const clean = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  return {
    ...{ givenName, familyName, organisation, role, saving, leaving },
    isNameMissing: computed(() => judged.value && isNameless()),
    /** isNew: made in the field. Then this says besides that they are right as they stand now. */
    async save(isNew = false): Promise<boolean> {
      judged.value = true
      if (isNameless()) return false
      const fields = {
        givenName: clean(givenName.value),
        familyName: clean(familyName.value),
        organisation: clean(organisation.value),
        role: clean(role.value),
      }
      const saved = await saving.save(() =>
        isNew ? office.checkNewcomer(run, person.person, fields) : office.savePerson(person.person, fields),
      )
      if (saved) draft.drop()
      return saved
    },
    async leave(): Promise<boolean> {
      const left = await leaving.save(() => office.leave(run, person.person))
      if (left) draft.drop()
      return left
    },
    cancel: () => draft.drop(),
  }
})
