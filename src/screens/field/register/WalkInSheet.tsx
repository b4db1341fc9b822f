import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { SessionId } from '#domain/ids.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import type { PersonRow, Seat } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { RegisterScreen } from './register.model.ts'
import styles from './WalkInSheet.module.css'
import { WalkInModel } from './walkIn.model.ts'

interface WalkInSheetProps {
  model: RegisterScreen
  session: SessionId
  seat: Seat
}

/** Adds somebody who walked in: one name is enough; known persons with such a name are offered, never taken by
 *  themselves (F4). */
export function WalkInSheet({ model, session, seat }: WalkInSheetProps) {
  const { t } = useLingui()
  const roster = new Set(model.rows.value.map(({ person }) => person))
  const typed = useDraft('walk-in', session)
  const draft = useModel(() => new WalkInModel(seat, roster, model.query.value, typed))
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  const add = () => {
    const person = draft.take()
    if (person === null) return
    void model.addNew(person)
    model.closeSheet()
  }
  const choose = (person: PersonRow, onRoster: boolean) => {
    if (onRoster) model.openSheet({ kind: 'mark', person: person.person })
    else {
      void model.addKnown(person)
      model.closeSheet()
    }
  }
  const suggestions = draft.suggestions.value
  return (
    <Sheet
      title={<Trans>Add a person</Trans>}
      onClose={() => model.closeSheet()}
      footer={
        <Button variant="primary" onClick={add}>
          <Trans>Add as new, present</Trans>
        </Button>
      }
    >
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <Field
          label={<Trans>First name and family name</Trans>}
          value={draft.name.value}
          onInput={(text) => draft.setName(text)}
          error={draft.missing.value && <Trans>Write a name first.</Trans>}
          autoCapitalize="words"
          spellcheck={false}
          maxLength={120}
          inputRef={input}
        />
        {suggestions.length > 0 && (
          <section class={styles.known} aria-live="polite">
            <h3 class={styles.heading}>
              <Trans>Is it one of these?</Trans>
            </h3>
            <List>
              {suggestions.map(({ person, onRoster }) => (
                <ListRow
                  key={person.person}
                  detail={person.organisationName || t`No organisation`}
                  trailing={
                    onRoster ? (
                      <Trans>On the list</Trans>
                    ) : (
                      <b class={styles.add}>
                        <Trans>Add</Trans>
                      </b>
                    )
                  }
                  onClick={() => choose(person, onRoster)}
                >
                  <b>{person.displayName}</b>
                </ListRow>
              ))}
            </List>
          </section>
        )}
        <Field
          label={<Trans>Organisation, if any</Trans>}
          value={draft.organisation.value}
          onInput={(text) => draft.setOrganisation(text)}
          maxLength={160}
        />
        <button type="submit" hidden />
      </form>
    </Sheet>
  )
}
