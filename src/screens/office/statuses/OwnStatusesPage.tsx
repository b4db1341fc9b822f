import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Check, MessageSquare, Plus, RotateCcw, X } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { OwnStatus } from '#domain/ownStatus.ts'
import { Form, Group } from '#screens/shared/form/Form.tsx'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import { RECORD_WORDS } from '#screens/shared/words/attendance.ts'
import type { Office } from '#store/officeApi.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { FormDesk } from '../forms/FormDesk.tsx'
import { OwnStatusesModel } from './ownStatuses.model.ts'

/** What the hub calls it when somebody is ill, on leave, or only looks on. */
export function OwnStatusesPage() {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <FormDesk seat={seat} title={<Trans>Own statuses</Trans>} backHref="/office/state">
      {(office) => <OwnStatuses office={office} />}
    </FormDesk>
  )
}

function OwnStatuses({ office }: { office: Office }) {
  const { i18n } = useLingui()
  const draft = useKeptDraft('own-statuses')
  const model = useModel(() => new OwnStatusesModel(office, draft))
  const fault = model.fault.value
  const [offered, removed] = [model.offered.value, model.removed.value]
  return (
    <Group>
      <p>
        <Trans>
          Trainers choose them where they mark somebody. Each counts as present, absent or excused; in hours and reports
          only that counts.
        </Trans>
      </p>
      {offered.length > 0 && (
        <List>
          {offered.map((status) => (
            <StatusRow key={status.id} status={status}>
              <Button variant="plain" icon={X} onClick={() => void model.offer(status, true)}>
                <Trans>Take away</Trans>
              </Button>
            </StatusRow>
          ))}
        </List>
      )}
      <Form
        saving={model.saving}
        onSubmit={() => void model.add()}
        actions={
          <Button variant="primary" icon={Plus} type="submit" busy={model.saving.busy.value}>
            <Trans>Add the status</Trans>
          </Button>
        }
      >
        <Field
          label={<Trans>What it is called</Trans>}
          value={model.name.value}
          onInput={(text) => {
            model.name.value = text
          }}
          maxLength={30}
          error={
            fault === 'missing' ? (
              <Trans>Write what it is called.</Trans>
            ) : (
              fault === 'taken' && <Trans>There is one of that name already.</Trans>
            )
          }
        />
        <Segmented
          label={<Trans>Counts as</Trans>}
          value={model.counts.value}
          onChange={(counts) => {
            model.counts.value = counts
          }}
          options={[
            { value: 'present', text: i18n._(RECORD_WORDS.present), icon: Check, tone: 'present' },
            { value: 'absent', text: i18n._(RECORD_WORDS.absent), icon: X, tone: 'absent' },
            { value: 'excused', text: i18n._(RECORD_WORDS.excused), icon: MessageSquare, tone: 'excused' },
          ]}
        />
      </Form>
      {removed.length > 0 && (
        <Group title={<Trans>Not offered any more</Trans>}>
          <p>
            <Trans>What was recorded by them keeps their name.</Trans>
          </p>
          <List>
            {removed.map((status) => (
              <StatusRow key={status.id} status={status}>
                <Button variant="plain" icon={RotateCcw} onClick={() => void model.offer(status, false)}>
                  <Trans>Offer again</Trans>
                </Button>
              </StatusRow>
            ))}
          </List>
        </Group>
      )}
    </Group>
  )
}

function StatusRow({ status: { name, counts }, children }: { status: OwnStatus; children: ComponentChildren }) {
  const { i18n } = useLingui()
  const word = i18n._(RECORD_WORDS[counts])
  return (
    <ListRow detail={<Trans>counts as: {word}</Trans>} trailing={children}>
      <b>{name}</b>
    </ListRow>
  )
}
