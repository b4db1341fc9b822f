import { isMark, itemOf, type Status } from './claims.ts'
import type { RegisterRow } from './register.ts'

/** A status of a hub's own, as *ill* or *observing*. Whatever it is called, it counts as one of the three. */
export interface OwnStatus {
  id: string
  /** In the hub's language, as its office wrote it. */
  name: string
  counts: Status
  /** Not offered any more; what was marked by it keeps its name. */
  isRemoved: boolean
}

/** The hub's own status that what counts was stated by; null where it was none, or several, or a coordinator decided. */
export function ownStatusOf({
  outcome,
  open,
  disagreement,
  decision,
}: Pick<RegisterRow, 'outcome' | 'open' | 'disagreement' | 'decision'>): string | null {
  if (outcome === null || disagreement || decision !== null) return null
  const said = open
    .filter(isMark)
    .flatMap((mark) =>
      itemOf(mark) === null && mark.claim.status === outcome.status ? (mark.claim.ownStatus ?? []) : [],
    )
  const [only, ...others] = new Set(said)
  return only !== undefined && others.length === 0 ? only : null
}
