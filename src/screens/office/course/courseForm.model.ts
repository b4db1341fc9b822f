import { createModel } from '@preact/signals'
import type { CourseId, ProgrammeId } from '#domain/ids.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { ProgrammeRow } from '#store/api.ts'
import type { CourseRow, Office } from '#store/officeApi.ts'
import { CourseFieldsModel } from './courseFields.model.ts'

interface CourseFormDeps {
  office: Office
  draft: Draft
  /** null: a new one of this programme. */
  course: CourseRow | null
  programme: ProgrammeRow
}

/** In a list of activities: none of them. */
const NO_ACTIVITY = ''

export const CourseFormModel = createModel(({ office, draft, course, programme }: CourseFormDeps) => {
  const id = course?.course ?? office.newId<CourseId>()
  const saving = new SavingModel()
  const fields = new CourseFieldsModel(draft, course)
  const activity = draft.text('activity', course?.activity ?? NO_ACTIVITY)

  return {
    saving,
    fields,
    activity,
    /** Whether it is saved. */
    async save(): Promise<boolean> {
      if (!fields.judge()) return false
      const chosen = activity.value || null
      const saved = await saving.save(() =>
        office.saveCourse(id, {
          ...fields.changed(),
          ...(chosen === (course?.activity ?? null) ? {} : { activity: chosen }),
          ...(course ? {} : { programme: programme.programme as ProgrammeId }),
        }),
      )
      if (saved) draft.drop()
      return saved
    },
    cancel: () => draft.drop(),
  }
})

export type CourseForm = InstanceType<typeof CourseFormModel>
