import type { PersonId } from '#domain/ids.ts'
import type { NameParts } from '#domain/personName.ts'
import { likeness, type NameWords, nameWords } from '#domain/sameName.ts'
import type { AlikePerson } from '../officeApi.ts'
import { withoutKeys } from '../registerQuery.ts'
import type { SeatDatabase, StoredPerson } from '../seatDatabase.ts'

/** More of one name are no hint any more. */
const SHOWN = 5

/** One query of the index for all names; then those that share a word are compared. */
export async function findAlike(db: SeatDatabase, names: readonly NameParts[]): Promise<AlikePerson[][]> {
  const wanted = names.map(nameWords)
  const ways = new Set(wanted.flatMap((words) => words.flatMap((word) => [...word])))
  if (ways.size === 0) return names.map(() => [])
  const rows = await db.persons
    .where('keys')
    .anyOf([...ways])
    .distinct()
    .toArray()
  const byWay = new Map<string, Known[]>()
  for (const row of rows) {
    const words = nameWords(row)
    const known: Known = { row, words }
    for (const way of new Set(words.flatMap((word) => [...word]))) byWay.set(way, [...(byWay.get(way) ?? []), known])
  }
  return wanted.map((words) => alikeOf(words, byWay))
}

interface Known {
  row: StoredPerson
  words: NameWords
}

function alikeOf(words: NameWords, byWay: ReadonlyMap<string, Known[]>): AlikePerson[] {
  const found = new Map<PersonId, AlikePerson>()
  for (const { row, words: theirs } of words.flatMap((word) => [...word].flatMap((way) => byWay.get(way) ?? []))) {
    const how = found.has(row.person) ? null : likeness(words, theirs)
    if (how) found.set(row.person, { ...withoutKeys(row), likeness: how })
  }
  const rank = (person: AlikePerson) => (person.likeness === 'same' ? 0 : 1)
  return [...found.values()]
    .sort((a, b) => rank(a) - rank(b) || (a.displayName < b.displayName ? -1 : 1))
    .slice(0, SHOWN)
}
