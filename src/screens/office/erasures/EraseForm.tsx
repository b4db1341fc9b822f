import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Trash2 } from 'lucide'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Form } from '#screens/shared/form/Form.tsx'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { PersonRow } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Choices } from '#ui/Choices.tsx'
import { Field } from '#ui/Field.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { SaveOrCancel } from '../SaveOrCancel.tsx'
import styles from './Erasures.module.css'
import { ErasureModel, type ErasureScreen } from './erasure.model.ts'
import { NamedTexts } from './NamedTexts.tsx'

interface EraseFormProps {
  office: Office
  person: PersonRow
}

/** Three answers to somebody who wants their data erased. */
export function EraseForm({ office, person }: EraseFormProps) {
  const { route } = useLocation()
  const draft = useKeptDraft('erasure', person.person)
  const model = useModel(() => new ErasureModel({ office, person: person.person, draft }))
  useEffect(() => {
    void model.lookForNames()
  }, [model])
  const back = '/office/erasures'
  const outcome = model.outcome.value
  if (model.isErasing.value) {
    return (
      <div class={styles.done}>
        <Banner tone="good" role="status">
          <Trans>Decided. The hub erases the data as soon as it is reached, and then every phone does.</Trans>
        </Banner>
        <NamedTexts named={model.named.value} />
        <Button href={back}>
          <Trans>All decisions</Trans>
        </Button>
      </div>
    )
  }
  return (
    <Form
      saving={model.saving}
      onSubmit={() =>
        void model.submit().then((isDecided) => {
          if (isDecided) route(back)
        })
      }
      actions={
        outcome === 'done' ? (
          <>
            <Button variant="danger" icon={Trash2} type="submit" busy={model.saving.busy.value}>
              <Trans>Erase…</Trans>
            </Button>
            <Button variant="plain" href={back} onClick={model.cancel}>
              <Trans>Cancel</Trans>
            </Button>
          </>
        ) : (
          <SaveOrCancel model={model} cancelHref={back}>
            <Trans>Save the decision</Trans>
          </SaveOrCancel>
        )
      }
    >
      <Choices
        label={<Trans>This person wants their data erased. What is to happen?</Trans>}
        options={[
          {
            value: 'done',
            text: <Trans>Erase it now</Trans>,
            detail: <Trans>Everywhere and for ever.</Trans>,
          },
          {
            value: 'restricted',
            text: <Trans>Keep it until a day</Trans>,
            detail: <Trans>The law wants it kept. Until then they are in no daily list.</Trans>,
          },
          {
            value: 'refused',
            text: <Trans>Refuse</Trans>,
            detail: <Trans>The data stays as it is. Tell the person why.</Trans>,
          },
        ]}
        chosen={{ one: outcome }}
        onChange={(chosen) => {
          model.outcome.value = chosen
        }}
      />
      {outcome === 'restricted' && (
        <Field
          type="date"
          label={<Trans>Keep it until</Trans>}
          value={model.until.value}
          onInput={(day) => {
            model.until.value = day
          }}
          error={model.isUntilMissing.value && <Trans>Choose a day.</Trans>}
        />
      )}
      {(outcome === 'restricted' || outcome === 'refused') && (
        <TextArea
          label={<Trans>Why</Trans>}
          hint={<Trans>For example the rule that wants it kept. Without the person’s name.</Trans>}
          value={model.reason.value}
          onInput={(text) => {
            model.reason.value = text
          }}
          maxLength={500}
          error={model.isReasonMissing.value && <Trans>Say why.</Trans>}
        />
      )}
      {outcome === 'done' && (
        <>
          <WhatHappens />
          <NamedTexts named={model.named.value} />
        </>
      )}
      {model.isAsked.value && <AskOnceMore model={model} name={person.displayName} />}
    </Form>
  )
}

function WhatHappens() {
  return (
    <ul class={styles.points}>
      <li>
        <Trans>Name, organisation, notes about them and what they did in modules are erased at the hub, at once.</Trans>
      </li>
      <li>
        <Trans>
          Each phone drops it when it next reaches the hub, and what was not sent about them too. Its owner is told.
        </Trans>
      </li>
      <li>
        <Trans>They are signed out everywhere, and off the list of every run.</Trans>
      </li>
      <li>
        <Trans>Attendance stays, without a name, so that reports still add up.</Trans>
      </li>
      <li>
        <Trans>Backups from before hold it until they are replaced by newer ones.</Trans>
      </li>
    </ul>
  )
}

function AskOnceMore({ model, name }: { model: ErasureScreen; name: string }) {
  const close = () => {
    model.isAsked.value = false
  }
  return (
    <Sheet
      title={<Trans>Erase for ever?</Trans>}
      subtitle={name}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>
            <Trans>Do not erase</Trans>
          </Button>
          <Button variant="danger" onClick={() => void model.erase()}>
            <Trans>Erase for ever</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>This cannot be taken back, not even from a backup.</Trans>
      </p>
    </Sheet>
  )
}
