import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide'
import { Form, Group, Pair } from '#screens/shared/form/Form.tsx'
import { statementOf } from '#screens/shared/print/statement.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Select } from '#ui/Select.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TitleField } from '../forms/TitleField.tsx'
import { SaveOrCancel } from '../SaveOrCancel.tsx'
import styles from './ProgrammeForm.module.css'
import type { ProgrammeForm as ProgrammeFormScreen } from './programmeForm.model.ts'

interface ProgrammeFormProps {
  model: ProgrammeFormScreen
  /** It is on disk. */
  onSaved: () => void
  cancelHref: string
}

export function ProgrammeForm({ model, onSaved, cancelHref }: ProgrammeFormProps) {
  async function save() {
    if (await model.save()) onSaved()
  }
  return (
    <Form
      saving={model.saving}
      onSubmit={() => void save()}
      actions={
        <SaveOrCancel model={model} cancelHref={cancelHref}>
          <Trans>Save the programme</Trans>
        </SaveOrCancel>
      }
    >
      <TitleField
        model={model.title}
        label={<Trans>Title</Trans>}
        hint={<Trans>As in the grant agreement, or as you call it</Trans>}
      />
      <Field
        label={<Trans>Registration number</Trans>}
        hint={<Trans>The funder’s number, if there is one</Trans>}
        value={model.registrationNumber.value}
        onInput={(text) => {
          model.registrationNumber.value = text
        }}
        maxLength={100}
        spellcheck={false}
      />
      <Period model={model} />
      <Group title={<Trans>On what is printed</Trans>}>
        <OnPaper model={model} />
      </Group>
      <Group title={<Trans>Activities</Trans>}>
        <ActivityLines model={model} />
      </Group>
    </Form>
  )
}

function Period({ model }: { model: ProgrammeFormScreen }) {
  const { t } = useLingui()
  const fault = model.periodFault.value
  return (
    <Pair>
      <Field
        type="date"
        label={<Trans>From, if it is known</Trans>}
        value={model.start.value}
        onInput={(day) => {
          model.start.value = day
        }}
        error={fault === 'one-day' && t`Choose both days, or none.`}
      />
      <Field
        type="date"
        label={<Trans>To</Trans>}
        value={model.end.value}
        onInput={(day) => {
          model.end.value = day
        }}
        error={fault === 'backwards' && t`The end comes before the beginning.`}
      />
    </Pair>
  )
}

/** What sheets and badges must say of whose money it is. */
function OnPaper({ model }: { model: ProgrammeFormScreen }) {
  const { t } = useLingui()
  const whose = model.funder.value
  const statement = statementOf(whose)
  return (
    <>
      <Select
        label={<Trans>Funded by</Trans>}
        hint={statement && <Trans>Printed with the emblem: {statement}</Trans>}
        options={[
          { value: '', text: t`Not said` },
          { value: 'eu-cofunded', text: t`European Union, in part` },
          { value: 'eu-funded', text: t`European Union, in full` },
          { value: 'other', text: t`Somebody else` },
        ]}
        value={whose}
        onChange={(value) => {
          model.funder.value = value
        }}
      />
      <TextArea
        label={<Trans>The funder’s words</Trans>}
        hint={<Trans>As the rules on publicity ask for: the fund, the operational programme, a disclaimer</Trans>}
        value={model.publicity.value}
        onInput={(text) => {
          model.publicity.value = text
        }}
        rows={2}
        maxLength={400}
      />
      <Field
        label={<Trans>Beneficiary</Trans>}
        hint={<Trans>Who signed for the grant, if that is not the hub by its own name</Trans>}
        value={model.beneficiary.value}
        onInput={(text) => {
          model.beneficiary.value = text
        }}
        maxLength={200}
      />
    </>
  )
}

/** One line each; runs name them, and figures are counted by them. */
function ActivityLines({ model }: { model: ProgrammeFormScreen }) {
  const { t } = useLingui()
  return (
    <>
      <p class={styles.hint}>
        <Trans>Parts of the programme that the funder counts separately. Many programmes have none.</Trans>
      </p>
      {model.lines.value.map(({ id, title }, at) => {
        const number = at + 1
        return (
          <div class={styles.line} key={id}>
            <Field
              label={<Trans>Activity {number}</Trans>}
              value={title}
              onInput={(text) => model.changeLine(id, text)}
              maxLength={200}
            />
            <IconButton icon={Trash2} label={t`Remove activity ${number}`} onClick={() => model.removeLine(id)} />
          </div>
        )
      })}
      <span>
        <Button icon={Plus} variant="plain" onClick={model.addLine}>
          <Trans>Add an activity</Trans>
        </Button>
      </span>
    </>
  )
}
