import { Trans, useLingui } from '@lingui/react/macro'
import { Trash2 } from 'lucide'
import { Pair } from '#screens/shared/form/Form.tsx'
import type { RegisterView } from '#store/api.ts'
import { formatMinutes } from '#text/format.ts'
import { Choices } from '#ui/Choices.tsx'
import { Field } from '#ui/Field.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import styles from './Replan.module.css'
import type { ReplanScreen } from './replan.model.ts'

interface ChangeFieldsProps {
  model: ReplanScreen
  view: RegisterView
}

/** When, where and by whom. */
export function ChangeFields({ model, view }: ChangeFieldsProps) {
  const { t } = useLingui()
  const faults = model.faults.value
  const minutes = model.minutes.value
  const length = minutes === null ? '' : formatMinutes(minutes)
  return (
    <>
      <Field
        type="date"
        label={<Trans>Day</Trans>}
        value={model.date.value}
        onInput={(date) => {
          model.date.value = date
        }}
        error={faults.has('not-a-day') && <Trans>Choose a day.</Trans>}
      />
      <Pair>
        <Field
          type="time"
          label={<Trans>From</Trans>}
          value={model.start.value}
          onInput={(start) => {
            model.start.value = start
          }}
          error={faults.has('not-a-time') && <Trans>Fill in both times.</Trans>}
        />
        <Field
          type="time"
          label={<Trans>To</Trans>}
          value={model.end.value}
          onInput={(end) => {
            model.end.value = end
          }}
          error={faults.has('no-minutes') && <Trans>No time is left between these two.</Trans>}
        />
      </Pair>
      {length !== '' && (
        <p class={styles.length} role="status">
          {model.isNextDay.value ? (
            <Trans>{length} without breaks, until the next day</Trans>
          ) : (
            <Trans>{length} without breaks</Trans>
          )}
        </p>
      )}
      {model.breaks.value.map((pause, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a break is its place in the list
        <div class={styles.row} key={at}>
          <Field
            type="time"
            label={<Trans>Break from</Trans>}
            value={pause.start}
            onInput={(start) => model.changeBreak(at, { start })}
            error={faults.has('break-outside') && <Trans>Breaks must lie within the session.</Trans>}
          />
          <Field
            type="time"
            label={<Trans>to</Trans>}
            value={pause.end}
            onInput={(end) => model.changeBreak(at, { end })}
          />
          <IconButton icon={Trash2} label={t`Remove this break`} onClick={() => model.removeBreak(at)} />
        </div>
      ))}
      {(faults.has('agenda-outside') || faults.has('agenda-too-long')) && (
        <p class={styles.fault} role="alert">
          <Trans>Items of the agenda lie outside these times. Choose times that hold them, or ask the office.</Trans>
        </p>
      )}
      <Field
        label={<Trans>Place</Trans>}
        value={model.place.value}
        onInput={(place) => {
          model.place.value = place
        }}
        maxLength={200}
      />
      <Choices
        label={<Trans>Who teaches</Trans>}
        hint={<Trans>Whoever stands in today is chosen instead.</Trans>}
        options={[...view.members].map(([member, name]) => ({ value: member, text: name }))}
        chosen={{ several: model.trainers.value }}
        onChange={model.toggleTrainer}
      />
    </>
  )
}
