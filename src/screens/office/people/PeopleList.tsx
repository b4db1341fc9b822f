import { Trans } from '@lingui/react/macro'
import { Users } from 'lucide'
import type { PersonId } from '#domain/ids.ts'
import type { Newcomer } from '#store/officeApi.ts'
import { formatNumber } from '#text/format.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { NewcomerMark } from '../newcomers/NewcomerMark.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { PersonName } from '../PersonName.tsx'
import styles from './People.module.css'
import type { RunPerson } from './people.model.ts'

interface PeopleListProps {
  run: string
  people: readonly RunPerson[]
  newcomers: ReadonlyMap<PersonId, Newcomer>
  chosen: string | null
  /** By coordinators; others look. */
  canChange: boolean
}

/** Who takes part in a run; each can be corrected by who may. */
export function PeopleList({ run, people, newcomers, chosen, canChange }: PeopleListProps) {
  if (people.length === 0) {
    return (
      <PaneNote>
        <EmptyState icon={Users} title={<Trans>Nobody is on the list yet</Trans>}>
          {canChange ? (
            <Trans>Paste a list of names. Whoever walks in later is added in the register.</Trans>
          ) : (
            <Trans>People appear here when they are added to the run or walk in.</Trans>
          )}
        </EmptyState>
      </PaneNote>
    )
  }
  return (
    <div class={styles.list}>
      <List>
        {people.map((person, at) => (
          <ListRow
            key={person.person}
            {...(person.displayName ? { leading: formatNumber(at + 1) } : {})}
            {...(canChange ? { href: `/office/runs/${run}/people/${person.person}` } : {})}
            selected={person.person === chosen}
            detail={<About person={person} newcomer={newcomers.get(person.person)} />}
          >
            <PersonName row={person} number={person.number} />
          </ListRow>
        ))}
      </List>
    </div>
  )
}

function About({ person, newcomer }: { person: RunPerson; newcomer: Newcomer | undefined }) {
  return (
    <>
      {[person.organisationName, person.role].filter(Boolean).join(' · ')}
      {newcomer && (
        <div>
          <NewcomerMark newcomer={newcomer} />
        </div>
      )}
    </>
  )
}
