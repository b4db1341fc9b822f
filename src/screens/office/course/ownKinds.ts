import { KNOWN_KINDS } from '#screens/shared/words/kinds.ts'
import type { CourseRow } from '#store/officeApi.ts'
import { compareText } from '#text/collate.ts'

/** Kinds that a hub has added by using them. */
export const ownKinds = (courses: readonly CourseRow[]): string[] =>
  [...new Set(courses.map(({ kind }) => kind))]
    .filter((kind) => kind !== '' && !KNOWN_KINDS.includes(kind))
    .toSorted(compareText)
