import { Trans } from '@lingui/react/macro'
import { CalendarX } from 'lucide'
import { Form, Group } from '#screens/shared/form/Form.tsx'
import type { TeamRow } from '#store/officeApi.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { Fold } from '#ui/Fold.tsx'
import { SessionFields } from './SessionFields.tsx'
import { isFrozen, type SessionForm as SessionFormScreen } from './sessionForm.model.ts'
import type { SessionPlanView } from './sessionPlan.model.ts'

interface SessionFormProps {
  model: SessionFormScreen
  view: SessionPlanView
  team: readonly TeamRow[]
  now: number
  backHref: string
  onSaved: () => void
}

export function SessionForm({ model, view, team, now, backHref, onSaved }: SessionFormProps) {
  const row = view.session?.row ?? null
  const count = model.fields.count.value ?? 1
  async function save() {
    if (await model.save(team)) onSaved()
  }
  if (row && isFrozen(row.state)) {
    return (
      <Banner tone="info">
        <Trans>This register was handed in. Times, place and trainers stand as they were then.</Trans>
      </Banner>
    )
  }
  if (row?.cancelled)
    return <Cancelled model={model} reason={view.session?.planned.cancelled?.reason ?? ''} onSaved={onSaved} />
  return (
    <Group>
      {row && row.state !== 'not-started' && (
        <Banner tone="warning">
          <Trans>Attendance is recorded here already. Minutes follow the times that you save.</Trans>
        </Banner>
      )}
      <Form
        saving={model.saving}
        onSubmit={() => void save()}
        actions={
          <>
            <Button variant="primary" type="submit" busy={model.saving.busy.value}>
              {row ? (
                <Trans>Save the session</Trans>
              ) : count === 1 ? (
                <Trans>Plan the session</Trans>
              ) : (
                <Trans>Plan {count} sessions</Trans>
              )}
            </Button>
            <Button variant="plain" href={backHref} onClick={model.cancel}>
              <Trans>Do not save</Trans>
            </Button>
          </>
        }
      >
        <SessionFields model={model.fields} team={team} now={now} canRepeat={row === null} />
      </Form>
      {row && <CancelSession model={model} onSaved={onSaved} />}
    </Group>
  )
}

interface PartProps {
  model: SessionFormScreen
  onSaved: () => void
}

/** Known before it would begin; *did not take place* is stated afterwards, in the register (F5). */
function CancelSession({ model, onSaved }: PartProps) {
  async function cancel() {
    if (await model.cancelSession()) onSaved()
  }
  return (
    <Fold title={<Trans>Cancel this session</Trans>} open={model.reason.value !== ''}>
      <Form
        saving={model.cancelling}
        onSubmit={() => void cancel()}
        actions={
          <Button variant="danger" icon={CalendarX} type="submit" busy={model.cancelling.busy.value}>
            <Trans>Cancel the session</Trans>
          </Button>
        }
      >
        <Field
          label={<Trans>Why it does not take place</Trans>}
          hint={<Trans>Trainers and participants see it</Trans>}
          value={model.reason.value}
          onInput={(text) => {
            model.reason.value = text
          }}
          maxLength={300}
          error={model.isReasonMissing.value && <Trans>Write a reason first.</Trans>}
        />
      </Form>
    </Fold>
  )
}

interface CancelledProps extends PartProps {
  reason: string
}

function Cancelled({ model, reason, onSaved }: CancelledProps) {
  async function reinstate() {
    if (await model.reinstate()) onSaved()
  }
  return (
    <Form
      saving={model.cancelling}
      onSubmit={() => void reinstate()}
      actions={
        <Button variant="primary" type="submit" busy={model.cancelling.busy.value}>
          <Trans>It takes place after all</Trans>
        </Button>
      }
    >
      <Banner tone="warning" icon={CalendarX}>
        {reason === '' ? <Trans>This session is cancelled.</Trans> : <Trans>This session is cancelled: {reason}</Trans>}
      </Banner>
    </Form>
  )
}
