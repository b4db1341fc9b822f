import type { PersonId } from '#domain/ids.ts'
import { asName } from './json.ts'
import { readProjection } from './projectionBytes.ts'

/** What the server makes of decisions on erasing persons. Each reader gives null for bytes that are not such a projection,
 *  or one of a newer shape, and leaves out what it cannot read in it. */

/** erased: nothing of them is anywhere. restricted: kept, and shown in no daily list. */
export type PersonStanding = 'erased' | 'restricted'

/** `staff/erased`. */
export function readErased(bytes: Uint8Array): Map<PersonId, PersonStanding> | null {
  const found = readProjection(bytes, 'persons')
  if (!found) return null
  const standings = new Map<PersonId, PersonStanding>()
  for (const row of found.list) {
    const person = asName<PersonId>(row.person)
    if (person && (row.standing === 'erased' || row.standing === 'restricted')) standings.set(person, row.standing)
  }
  return standings
}
