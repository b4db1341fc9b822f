import type { PersonId } from '#domain/ids.ts'
import { foldForSearch, searchKeys } from '#domain/searchKeys.ts'
import type { PersonRow } from './api.ts'
import { withoutKeys } from './registerQuery.ts'
import type { SeatDatabase } from './seatDatabase.ts'

/** Persons all of whose searched words begin some word of their name or organisation, whatever the alphabet.
 *  Those with whole words come first, then by name. Reads keys from the index and only `limit` rows or some more. */
export async function searchPersons(db: SeatDatabase, text: string, limit: number): Promise<PersonRow[]> {
  const words = foldForSearch(text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  let found: Map<PersonId, number> | null = null
  for (const word of words) {
    const hits = await personsWith(db, word)
    found = found ? intersection(found, hits) : hits
    if (found.size === 0) return []
  }
  const best = [...(found ?? [])].sort((a, b) => b[1] - a[1]).slice(0, Math.max(limit * 4, 50))
  const score = new Map(best)
  const rows = (await db.persons.bulkGet(best.map(([person]) => person))).filter((row) => row !== undefined)
  return rows
    .sort((a, b) => (score.get(b.person) ?? 0) - (score.get(a.person) ?? 0) || (a.displayName < b.displayName ? -1 : 1))
    .slice(0, limit)
    .map(withoutKeys)
}

/** Each with 1 where the whole word is there, 0 where only its beginning is. A word in one alphabet is also looked for
 *  as it is written in another. */
async function personsWith(db: SeatDatabase, word: string): Promise<Map<PersonId, number>> {
  const forms = [...new Set([word, ...searchKeys(word)])]
  const found = new Map<PersonId, number>()
  for (const form of forms) {
    const [beginning, whole] = await Promise.all([
      db.persons.where('keys').startsWith(form).primaryKeys(),
      db.persons.where('keys').equals(form).primaryKeys(),
    ])
    for (const person of beginning) if (!found.has(person as PersonId)) found.set(person as PersonId, 0)
    for (const person of whole) found.set(person as PersonId, 1)
  }
  return found
}

function intersection(a: Map<PersonId, number>, b: Map<PersonId, number>): Map<PersonId, number> {
  const both = new Map<PersonId, number>()
  for (const [person, score] of a) {
    const other = b.get(person)
    if (other !== undefined) both.set(person, score + other)
  }
  return both
}
