import { ERASURE_OUTCOMES, type ErasureDecision } from '#domain/erasure.ts'
import type { MemberId, PersonId } from '#domain/ids.ts'
import { asName, asNumber, asText } from './json.ts'
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

export interface ListedErasure extends ErasureDecision {
  person: PersonId
  by: MemberId
  /** ms UTC by the server's clock. */
  at: number
}

/** `access/erasures`, oldest first. */
export function readErasures(bytes: Uint8Array): ListedErasure[] | null {
  const found = readProjection(bytes, 'decisions')
  if (!found) return null
  return found.list.flatMap((row) => {
    const [person, by] = [asName<PersonId>(row.person), asName<MemberId>(row.by)]
    const outcome = ERASURE_OUTCOMES.find((known) => known === row.outcome)
    if (!person || !by || !outcome) return []
    const [until, reason, at] = [asText(row.until), asText(row.reason) ?? '', asNumber(row.at) ?? 0]
    return [{ person, by, outcome, until, reason, at }]
  })
}
