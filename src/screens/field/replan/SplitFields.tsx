import { Trans } from '@lingui/react/macro'
import { Group, Pair } from '#screens/shared/form/Form.tsx'
import { formatMinutes, formatWallTime } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { Field } from '#ui/Field.tsx'
import styles from './Replan.module.css'
import type { ReplanScreen } from './replan.model.ts'

interface SplitFieldsProps {
  model: ReplanScreen
  /** Somebody is marked already. */
  isStarted: boolean
}

/** Until when the first part goes, and when the rest of it is. */
export function SplitFields({ model, isStarted }: SplitFieldsProps) {
  const faults = model.faults.value
  const halves = model.halfMinutes.value
  const [first, second] = (halves ?? []).map(formatMinutes)
  const end = model.secondEnd.value
  const until = end === null ? '' : formatWallTime(end)
  return (
    <>
      <Field
        type="time"
        label={<Trans>The first part goes until</Trans>}
        value={model.cut.value}
        onInput={(cut) => {
          model.cut.value = cut
        }}
        error={
          faults.has('not-a-time') ? (
            <Trans>Fill in both times.</Trans>
          ) : (
            (faults.has('outside') || faults.has('no-minutes')) && <Trans>Choose a time within the session.</Trans>
          )
        }
      />
      <Group title={<Trans>Second part</Trans>}>
        <Pair>
          <Field
            type="date"
            label={<Trans>Day</Trans>}
            value={model.secondDate.value}
            onInput={(date) => {
              model.secondDate.value = date
            }}
            error={faults.has('not-a-day') && <Trans>Choose a day.</Trans>}
          />
          <Field
            type="time"
            label={<Trans>From</Trans>}
            value={model.secondStart.value}
            onInput={(start) => {
              model.secondStart.value = start
            }}
          />
        </Pair>
        {halves && (
          <p class={styles.length} role="status">
            <Trans>
              First part {first}, second part {second}, until {until}, without breaks
            </Trans>
          </p>
        )}
        <Field
          label={<Trans>Place</Trans>}
          value={model.secondPlace.value}
          onInput={(place) => {
            model.secondPlace.value = place
          }}
          maxLength={200}
        />
      </Group>
      {faults.has('marked-later') && (
        <p class={styles.fault} role="alert">
          <Trans>People are marked at items of the agenda that would go to the second part. Split it later.</Trans>
        </p>
      )}
      {isStarted && (
        <Banner tone="note">
          <Trans>What is marked stays in the first part. The second part begins with an empty register.</Trans>
        </Banner>
      )}
    </>
  )
}
