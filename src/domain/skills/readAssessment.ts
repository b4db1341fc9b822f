import { isClaimKey } from '../claimKey.ts'
import type { AssessmentClaim } from './assessments.ts'
import { ASSESSORS, MOMENTS } from './form.ts'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200
const isInstant = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15
const isOneOf =
  <T extends string>(all: readonly T[]) =>
  (value: unknown): value is T =>
    all.includes(value as T)
const isMoment = isOneOf(MOMENTS)
const isAssessor = isOneOf(ASSESSORS)
const isAnswer = (value: unknown): value is number | string | null =>
  value === null || (typeof value === 'number' && Number.isFinite(value)) || isText(value)

/** No form asks more. */
const MOST_ANSWERS = 500

/** Checks what came from disk or network. Whether the form has such items and answers is for whoever knows the form.
 *  Returns null for what is not an assessment that this version understands. */
export function readAssessment(json: unknown): AssessmentClaim | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const { kind, form, version, moment, as, answers, about, at, replaces } = json as Record<string, unknown>
  if (kind !== 'assessment' || !isText(form) || !Number.isSafeInteger(version)) return null
  if (!isMoment(moment) || !isAssessor(as) || !isInstant(at)) return null
  if (!(about === undefined || isText(about))) return null
  if (!Array.isArray(replaces) || !replaces.every((key) => typeof key === 'string' && isClaimKey(key))) return null
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return null
  const given = Object.entries(answers)
  if (given.length === 0 || given.length > MOST_ANSWERS) return null
  if (!given.every(([item, answer]) => isText(item) && isAnswer(answer))) return null
  return {
    ...{ kind, form, version: version as number, moment, as, at, replaces: replaces as string[] },
    answers: Object.fromEntries(given as [string, number | string | null][]),
    ...(isText(about) && { about }),
  }
}
