import type { PersonRow } from '#store/api.ts'
import { compareText } from '#text/collate.ts'

/** The order of every register, on screen and on paper: by family name, as the language on screen sorts. */
export const byName = (a: PersonRow, b: PersonRow): number =>
  compareText(a.familyName || a.displayName, b.familyName || b.displayName) || compareText(a.displayName, b.displayName)

/** How a register may be sorted besides. Whoever has one name only stands by that. */
export const byGivenName = (a: PersonRow, b: PersonRow): number =>
  compareText(a.givenName || a.displayName, b.givenName || b.displayName) || byName(a, b)
