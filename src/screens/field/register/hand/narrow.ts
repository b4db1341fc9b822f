import type { PersonId } from '#domain/ids.ts'
import type { RowView } from '../rowView.ts'

export type Narrowing = 'all' | 'unmarked' | 'away'

/** Who of a list is not marked, and who of it was away last time. */
export function narrow(
  rows: readonly RowView[],
  awayLastTime: ReadonlySet<PersonId>,
): { unmarked: ReadonlySet<PersonId>; away: ReadonlySet<PersonId> } {
  const persons = (some: readonly RowView[]) => new Set(some.map(({ person }) => person))
  return {
    unmarked: persons(rows.filter(({ row }) => row.outcome === null)),
    away: persons(rows.filter(({ person }) => awayLastTime.has(person))),
  }
}
