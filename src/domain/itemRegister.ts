import { itemOf } from './claims.ts'
import { countRows, type Register } from './register.ts'
import type { RegisterRow } from './registerRow.ts'
import type { AgendaItem } from './session.ts'
import { factsOfItem, measureSession } from './sessionTime.ts'

/** Whether anything that stands, or a decision that holds, speaks of an item of the agenda alone. */
export const isByItem = ({ live, items }: RegisterRow): boolean =>
  live.some((claim) => itemOf(claim) !== null) || items.some(({ decision }) => decision !== null)

/** The register of one item of the agenda: the same shape, so that whoever shows and marks a session can show and mark
 *  an item. State, submissions and what a new one would cover stay those of the session. */
export function itemRegister(register: Register, item: AgendaItem): Register {
  const rows = register.rows.map((row) => rowAt(row, item.id))
  return {
    ...register,
    facts: factsOfItem(register.facts, item),
    netMinutes: measureSession(register.facts).divide([item]).items.get(item.id)?.minutes ?? 0,
    rows,
    counts: countRows(rows),
  }
}

function rowAt(row: RegisterRow, id: string): RegisterRow {
  const item = row.items.find((one) => one.item === id)
  const { outcome = null, open = [], live = [], disagreement = false, after = null } = item ?? {}
  const decision = row.decision ?? item?.decision ?? null
  const settled = item?.decision && 'settles' in item.decision.review ? item.decision.review.settles : []
  const corrections = row.corrections.flatMap(({ person, claims }) => {
    const concerned = claims.filter((claim) => [null, id].includes(itemOf(claim)) && !settled.includes(claim.key))
    return concerned.length ? [{ person, claims: concerned, before: outcome, after }] : []
  })
  return { ...row, outcome, open, live, disagreement, decision, corrections, items: [] }
}
