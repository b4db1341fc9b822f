import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'preact/hooks'
import type { TeamRow } from '#store/officeApi.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { Fold } from '#ui/Fold.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import type { MemberScreen } from './member.model.ts'
import styles from './Team.module.css'

interface LinkedPersonProps {
  model: MemberScreen
  row: TeamRow
}

/** Who they are in the directory, so that nobody counts for a session that they deliver (C1). */
export function LinkedPerson({ model, row }: LinkedPersonProps) {
  const { t } = useLingui()
  useEffect(() => {
    void model.lookUpPerson(row.person)
  }, [model, row.person])
  const person = row.person === null ? null : model.person.value
  return (
    <Fold title={<Trans>In the directory of people</Trans>} detail={person?.displayName}>
      <p class={styles.meaning}>
        <Trans>
          Say who they are among the people, if they also take part in courses. Then they do not count where they teach.
        </Trans>
      </p>
      {row.person !== null && (
        <List>
          <ListRow
            detail={person?.organisationName}
            trailing={
              <Button onClick={() => void model.link(null)}>
                <Trans>Unlink</Trans>
              </Button>
            }
          >
            {person?.displayName ?? <Trans>A person of the directory</Trans>}
          </ListRow>
        </List>
      )}
      <Field
        type="search"
        label={row.person === null ? <Trans>Find the person</Trans> : <Trans>Find another person</Trans>}
        value={model.query.value}
        onInput={(text) => void model.search(text)}
      />
      {model.suggestions.value.length > 0 && (
        <List label={t`Found`}>
          {model.suggestions.value.map((found) => (
            <ListRow
              key={found.person}
              detail={found.organisationName || undefined}
              trailing={<Trans>Link</Trans>}
              onClick={() => void model.link(found)}
            >
              {found.displayName}
            </ListRow>
          ))}
        </List>
      )}
    </Fold>
  )
}
