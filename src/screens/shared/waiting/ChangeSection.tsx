import { Trans, useLingui } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import { Fragment } from 'preact'
import { useId } from 'preact/hooks'
import type { ChangeItem } from '#store/api.ts'
import { dayIn, formatMoment, formatNumber, formatShortDay } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { ChangeText } from '../words/ChangeText.tsx'
import { refusalWords } from '../words/refusals.ts'
import styles from './Waiting.module.css'
import type { WaitingModel } from './waiting.model.ts'

interface ChangeSectionProps {
  state: ChangeItem['state']
  changes: ChangeItem[]
  now: number
  model: Model<InstanceType<typeof WaitingModel>>
}

/** All changes in one state, each in words; nothing when there are none. */
export function ChangeSection({ state, changes, now, model }: ChangeSectionProps) {
  const id = useId()
  if (changes.length === 0) return null
  return (
    <section class={styles.section} aria-labelledby={id}>
      <h2 class={styles.heading} id={id}>
        {state === 'unsaved' && <Trans>Not saved</Trans>}
        {state === 'refused' && <Trans>Refused by the hub</Trans>}
        {state === 'waiting' && <Trans>Waiting to send</Trans>}
        <span class={styles.count}>{formatNumber(changes.length)}</span>
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul class={styles.changes} role="list">
        {changes.map((change) => (
          <li class={styles.change} key={change.id} data-state={state}>
            <ChangeLines change={change} now={now} />
            {change.refusal !== null && state === 'refused' && <Refusal change={change} model={model} />}
          </li>
        ))}
      </ul>
      {state === 'refused' && changes.length > 1 && (
        <div class={styles.buttons}>
          <Button onClick={() => void model.sendAllAgain()}>
            <Trans>Send all again</Trans>
          </Button>
        </div>
      )}
    </section>
  )
}

interface ChangeLinesProps {
  change: ChangeItem
  now: number
}

/** What it does, where it belongs, when it was recorded. */
function ChangeLines({ change, now }: ChangeLinesProps) {
  const { t } = useLingui()
  const recorded = formatMoment(change.at, now)
  const parts = [
    change.sessionTitle && localText(change.sessionTitle),
    change.sessionDay && formatShortDay(change.sessionDay, dayIn(now)),
    t`recorded ${recorded}`,
  ].filter((part): part is string => Boolean(part))
  return (
    <>
      <p class={styles.what}>
        <ChangeText {...change} />
      </p>
      <p class={styles.where}>
        {parts.map((part, at) => (
          <Fragment key={part}>
            {at > 0 && ' · '}
            {part}
          </Fragment>
        ))}
      </p>
    </>
  )
}

interface RefusalProps {
  change: ChangeItem
  model: Model<InstanceType<typeof WaitingModel>>
}

function Refusal({ change, model }: RefusalProps) {
  const { i18n } = useLingui()
  if (change.refusal === null) return null
  const words = refusalWords(change.refusal)
  return (
    <div class={styles.refusal}>
      <p class={styles.reason}>{i18n._(words.happened)}</p>
      <p>{i18n._(words.todo)}</p>
      <div class={styles.buttons}>
        <Button onClick={() => void model.sendAgain(change)}>
          <Trans>Send again</Trans>
        </Button>
        <Button variant="danger" onClick={() => model.askDiscard(change)}>
          <Trans>Discard</Trans>
        </Button>
      </div>
    </div>
  )
}
