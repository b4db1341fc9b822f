import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { netMinutes } from '#domain/sessionTime.ts'
import { Pair } from '#screens/shared/form/Form.tsx'
import type { TeamRow } from '#store/officeApi.ts'
import { dayIn, formatMinutes, formatShortDay } from '#text/format.ts'
import { Field } from '#ui/Field.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import styles from './SessionFields.module.css'
import { SessionMore } from './SessionMore.tsx'
import type { SessionFieldsScreen } from './sessionFields.model.ts'

interface SessionFieldsProps {
  model: SessionFieldsScreen
  team: readonly TeamRow[]
  /** ms UTC. */
  now: number
  /** Several at once can be planned, but not made of one that is planned. */
  canRepeat: boolean
}

/** When and where; what is seldom needed is folded away. */
export function SessionFields({ model, team, now, canRepeat }: SessionFieldsProps) {
  const { t } = useLingui()
  const faults = model.shown.value
  const has = (kind: (typeof faults)[number]['kind']) => faults.some((fault) => fault.kind === kind)
  return (
    <>
      <div class={styles.when}>
        <Field
          type="date"
          label={<Trans>Date</Trans>}
          value={model.date.value}
          onInput={(date) => {
            model.date.value = date
          }}
          error={has('not-a-day') && <Trans>Choose a day.</Trans>}
        />
        <Field
          type="time"
          label={<Trans>From</Trans>}
          value={model.start.value}
          onInput={(start) => {
            model.start.value = start
          }}
          error={has('not-a-time') && <Trans>Fill in both times.</Trans>}
        />
        <Field
          type="time"
          label={<Trans>To</Trans>}
          value={model.end.value}
          onInput={(end) => {
            model.end.value = end
          }}
          error={has('no-minutes') && <Trans>No time is left between these two.</Trans>}
        />
      </div>
      <Length model={model} />
      <Field
        label={<Trans>Place</Trans>}
        hint={<Trans>Building and town, as people find it</Trans>}
        value={model.place.value}
        onInput={(place) => {
          model.place.value = place
        }}
        maxLength={200}
      />
      {canRepeat && (
        <>
          <Segmented
            label={<Trans>How often</Trans>}
            value={model.repeat.value}
            onChange={(repeat) => {
              model.repeat.value = repeat
            }}
            options={[
              { value: 'no', text: <Trans>Once</Trans> },
              { value: 'daily', text: <Trans>Each day</Trans> },
              { value: 'weekly', text: <Trans>Each week</Trans> },
            ]}
          />
          {model.repeat.value !== 'no' && (
            <Pair>
              <Field
                label={<Trans>How many sessions</Trans>}
                inputMode="numeric"
                value={model.times.value}
                onInput={(times) => {
                  model.times.value = times
                }}
                maxLength={2}
                error={model.isCountWrong.value && t`Write a number from 1 to 60.`}
              />
              <Dates model={model} today={dayIn(now)} />
            </Pair>
          )}
        </>
      )}
      <SessionMore model={model} team={team} />
    </>
  )
}

/** What the times come to, so that a slip of the finger shows. */
function Length({ model }: { model: SessionFieldsScreen }) {
  const [date, start, end, zone, breaks] = [
    model.date.value,
    model.start.value,
    model.end.value,
    model.zone.value,
    model.breaks.value,
  ]
  if (date === '' || start === '' || end === '') return null
  const minutes = formatMinutes(netMinutes({ date, start, end, zone, breaks }))
  return (
    <p class={styles.length}>
      {end <= start ? <Trans>{minutes}, until the next day</Trans> : minutes}
      {breaks.length > 0 && (
        <>
          {' · '}
          <Plural value={breaks.length} one="# break left out" other="# breaks left out" />
        </>
      )}
    </p>
  )
}

function Dates({ model, today }: { model: SessionFieldsScreen; today: string }) {
  const dates = model.dates.value
  const last = dates.at(-1)
  if (last === undefined || dates.length < 2) return null
  const [from, to] = [formatShortDay(dates[0] ?? last, today), formatShortDay(last, today)]
  return (
    <p class={styles.dates} role="status">
      <Trans>
        From {from} to {to}
      </Trans>
    </p>
  )
}
