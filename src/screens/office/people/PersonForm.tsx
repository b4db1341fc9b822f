import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { ChartNoAxesColumn, History, Trash2, UserMinus } from 'lucide'
import { useLocation } from 'preact-iso'
import type { RunId } from '#domain/ids.ts'
import { Form, Group, Pair } from '#screens/shared/form/Form.tsx'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { PersonRow } from '#store/api.ts'
import type { Newcomer, Office } from '#store/officeApi.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { Fold } from '#ui/Fold.tsx'
import { NewcomerNote } from '../newcomers/NewcomerNote.tsx'
import { SaveOrCancel } from '../SaveOrCancel.tsx'
import styles from './People.module.css'
import { PersonFormModel } from './personForm.model.ts'

interface PersonFormProps {
  office: Office
  run: RunId
  person: PersonRow
  /** They were made in the field, and nobody looked at them yet. */
  newcomer: Newcomer | undefined
}

export function PersonForm({ office, run, person, newcomer }: PersonFormProps) {
  const { route } = useLocation()
  const draft = useKeptDraft('person', person.person)
  const model = useModel(() => new PersonFormModel({ office, run, person, draft }))
  const back = `/office/runs/${run}/people`
  const afterwards = async (done: Promise<boolean>) => {
    if (await done) route(back)
  }
  return (
    <Group>
      {newcomer && <NewcomerNote office={office} newcomer={newcomer} />}
      <Form
        saving={model.saving}
        onSubmit={() => void afterwards(model.save(newcomer !== undefined))}
        actions={
          <SaveOrCancel model={model} cancelHref={back}>
            {newcomer ? <Trans>They are right</Trans> : <Trans>Save the person</Trans>}
          </SaveOrCancel>
        }
      >
        <Pair>
          <Field
            label={<Trans>First names</Trans>}
            value={model.givenName.value}
            onInput={(text) => {
              model.givenName.value = text
            }}
            maxLength={120}
            spellcheck={false}
            error={model.isNameMissing.value && <Trans>Write a name.</Trans>}
          />
          <Field
            label={<Trans>Family name</Trans>}
            value={model.familyName.value}
            onInput={(text) => {
              model.familyName.value = text
            }}
            maxLength={120}
            spellcheck={false}
          />
        </Pair>
        <Field
          label={<Trans>Organisation</Trans>}
          value={model.organisation.value}
          onInput={(text) => {
            model.organisation.value = text
          }}
          maxLength={160}
        />
        <Field
          label={<Trans>Role there</Trans>}
          value={model.role.value}
          onInput={(text) => {
            model.role.value = text
          }}
          maxLength={160}
        />
      </Form>
      <Button icon={ChartNoAxesColumn} href={`/runs/${run}/skills/${person.person}`}>
        <Trans>Skills of this person</Trans>
      </Button>
      <Button icon={History} href={`/runs/${run}/history/${person.person}`}>
        <Trans>History of this person in the run</Trans>
      </Button>
      <Fold title={<Trans>Take off the list</Trans>}>
        <Form
          saving={model.leaving}
          onSubmit={() => void afterwards(model.leave())}
          actions={
            <Button variant="danger" icon={UserMinus} type="submit" busy={model.leaving.busy.value}>
              <Trans>Take off the list of this run</Trans>
            </Button>
          }
        >
          <p>
            <Trans>Nobody is expected any more. What was recorded so far stays in its registers.</Trans>
          </p>
        </Form>
      </Fold>
      <Fold title={<Trans>Erase their data</Trans>}>
        <div class={styles.erase}>
          <p>
            <Trans>
              If this person wants it: erase everything about them, keep it until a day, or refuse with a reason.
            </Trans>
          </p>
          <Button icon={Trash2} href={`/office/erasures/${person.person}`}>
            <Trans>Decide on erasing</Trans>
          </Button>
        </div>
      </Fold>
    </Group>
  )
}
