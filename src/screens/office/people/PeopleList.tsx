import { Trans } from '@lingui/react/macro'
import { Users } from 'lucide'
import { byName } from '#screens/shared/byName.ts'
import type { PersonRow } from '#store/api.ts'
import { formatNumber } from '#text/format.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { PaneNote } from '../PaneNote.tsx'
import styles from './People.module.css'

interface PeopleListProps {
  run: string
  people: readonly PersonRow[]
  chosen: string | null
}

/** Who takes part in a run, by name; each can be corrected. */
export function PeopleList({ run, people, chosen }: PeopleListProps) {
  if (people.length === 0) {
    return (
      <PaneNote>
        <EmptyState icon={Users} title={<Trans>Nobody is on the list yet</Trans>}>
          <Trans>Paste a list of names. Whoever walks in later is added in the register.</Trans>
        </EmptyState>
      </PaneNote>
    )
  }
  return (
    <div class={styles.list}>
      <List>
        {people.toSorted(byName).map((person, at) => (
          <ListRow
            key={person.person}
            leading={formatNumber(at + 1)}
            href={`/office/runs/${run}/people/${person.person}`}
            selected={person.person === chosen}
            detail={[person.organisationName, person.role].filter(Boolean).join(' · ') || undefined}
          >
            {person.displayName || <Trans>Name not received yet</Trans>}
          </ListRow>
        ))}
      </List>
    </div>
  )
}
