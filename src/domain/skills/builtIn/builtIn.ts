import type { Form } from '../form.ts'
import type { Framework } from '../framework.ts'
import { ENTRECOMP } from './entreComp.ts'
import { ENTRECOMP_BY_SELF, ENTRECOMP_BY_TRAINER } from './entreCompForms.ts'
import { COURSE_FEEDBACK, MANAGEMENT_MATRIX, SCALING_READINESS } from './otherForms.ts'

/** What every hub has from the first day. An id stays for ever: assessments name it. */
export const FRAMEWORKS: readonly Framework[] = [ENTRECOMP]

export const FORMS: readonly Form[] = [
  ENTRECOMP_BY_TRAINER,
  ENTRECOMP_BY_SELF,
  COURSE_FEEDBACK,
  MANAGEMENT_MATRIX,
  SCALING_READINESS,
]
