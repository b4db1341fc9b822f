import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import styles from './SessionFields.module.css'
import type { SessionFieldsScreen } from './sessionFields.model.ts'

/** Pauses that do not count. */
export function BreakRows({ model }: { model: SessionFieldsScreen }) {
  const { t } = useLingui()
  const outside = new Set(model.shown.value.flatMap((fault) => (fault.kind === 'break-outside' ? [fault.index] : [])))
  return (
    <fieldset class={styles.rows}>
      <legend class={styles.legend}>
        <Trans>Breaks, which do not count</Trans>
      </legend>
      {model.breaks.value.map((pause, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a break is its place in the list
        <div class={styles.row} key={at}>
          <Field
            type="time"
            label={<Trans>From</Trans>}
            value={pause.start}
            onInput={(start) => model.changeBreak(at, { start })}
            error={outside.has(at) && <Trans>It must lie within the session.</Trans>}
          />
          <Field
            type="time"
            label={<Trans>To</Trans>}
            value={pause.end}
            onInput={(end) => model.changeBreak(at, { end })}
          />
          <IconButton icon={Trash2} label={t`Remove this break`} onClick={() => model.removeBreak(at)} />
        </div>
      ))}
      <span>
        <Button icon={Plus} variant="plain" onClick={model.addBreak}>
          <Trans>Add a break</Trans>
        </Button>
      </span>
    </fieldset>
  )
}
