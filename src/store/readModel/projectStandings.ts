import { type PersonStanding, readErased } from '#documents/erasures.ts'
import type { PersonId } from '#domain/ids.ts'
import type { SeatDatabase } from '../seatDatabase.ts'
import { unknownPerson } from '../unknownPerson.ts'
import { withKeys } from './projectPersons.ts'

/** Of whom the hub decided that they are erased, or shown in no daily list. Inside a transaction of `writing`. */
export async function projectStandings(db: SeatDatabase, before: Uint8Array | null, now: Uint8Array): Promise<void> {
  const is = readErased(now)
  if (!is) return
  const was = (before && readErased(before)) ?? new Map<PersonId, PersonStanding>()
  for (const person of new Set([...was.keys(), ...is.keys()])) {
    const standing = is.get(person)
    const row = await db.persons.get(person)
    if (row?.standing === standing) continue
    if (standing) await db.persons.put({ ...(row ?? unknownPerson(person)), standing, keys: [] })
    else if (!row?.displayName) await db.persons.delete(person)
    else {
      const { standing: _, ...free } = row
      await db.persons.put(withKeys(free))
    }
  }
}
