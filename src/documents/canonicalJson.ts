import type { Json } from './change.ts'

/** The same text for the same value, whatever the order of its keys: what digests of documents are made of. */
export function canonicalJson(value: Json | ReadonlyMap<string, Json>): string {
  if (value instanceof Map) return canonicalObject([...value])
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  if (typeof value === 'object' && value !== null) return canonicalObject(Object.entries(value))
  return JSON.stringify(value)
}

function canonicalObject(entries: [string, Json][]): string {
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
