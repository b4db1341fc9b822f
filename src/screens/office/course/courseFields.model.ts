import { computed, createModel, signal } from '@preact/signals'
import { type NameFault, readName } from '#domain/readName.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import type { CourseFields, CourseRow } from '#store/officeApi.ts'
import { TitleModel } from '../forms/title.model.ts'

/** In the place of a kind: one that is typed. */
export const ANOTHER_KIND = '+'

/** Title and kind of a course; `null` for a new one. */
export const CourseFieldsModel = createModel((draft: Draft, before: CourseRow | null) => {
  const title = new TitleModel(draft, 'course-title', before?.title ?? {})
  const kind = draft.text('kind', before?.kind ?? 'course')
  const ownKind = draft.text('own-kind', '')
  const judged = signal(false)
  const kindFault = computed((): NameFault | null => {
    const name = readName(ownKind.value)
    return judged.value && kind.value === ANOTHER_KIND && !name.ok ? name.error : null
  })
  return {
    title,
    kind,
    ownKind,
    kindFault,
    judge(): boolean {
      judged.value = true
      return title.judge() && kindFault.value === null
    },
    /** What differs from what stands. */
    changed(): CourseFields {
      const chosen = kind.value === ANOTHER_KIND ? ownKind.value.normalize('NFC').trim() : kind.value
      return {
        ...(title.isChanged() ? { title: title.texts() } : {}),
        ...(chosen === before?.kind ? {} : { kind: chosen }),
      }
    },
  }
})

export type CourseFieldsScreen = InstanceType<typeof CourseFieldsModel>
