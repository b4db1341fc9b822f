import type { Json } from './change.ts'

/** Reading plain values that anybody may have written: each reader gives the value, or null for a wrong shape. */

export type JsonObject = { [key: string]: Json }

/** Nothing that we write is nested deeper; deeper values of others are not read. */
const DEEPEST = 12

/** True for what JSON can hold. Yjs carries more (bytes, bigint, undefined, not-a-number): those are not values here. */
export function isJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth >= DEEPEST) return false
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1))
  // A plain object's prototype is the last one; a class instance's, or one smuggled in as `__proto__`, is not.
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false
  return Object.values(value).every((item) => isJson(item, depth + 1))
}

export const asObject = (value: Json | undefined): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null

export const asList = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

export const asText = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)

export const asNumber = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null)

/** A number of things, minutes or bytes. */
export const asCount = (value: Json | undefined): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null

/** Ids and tags are short and not empty. */
export const asName = <T extends string>(value: Json | undefined): T | null =>
  typeof value === 'string' && value !== '' && value.length <= 100 ? (value as T) : null
