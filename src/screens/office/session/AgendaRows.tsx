import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide'
import { formatMinutes } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import styles from './SessionFields.module.css'
import type { SessionFieldsScreen } from './sessionFields.model.ts'

/** Parts of a session with titles of their own; they never add up to more than the session (F8). */
export function AgendaRows({ model }: { model: SessionFieldsScreen }) {
  const { t } = useLingui()
  const faults = model.shown.value
  const outside = new Set(faults.flatMap((fault) => (fault.kind === 'agenda-outside' ? [fault.id] : [])))
  const tooLong = faults.find((fault) => fault.kind === 'agenda-too-long')
  const [sum, most] = [formatMinutes(tooLong?.minutes ?? 0), formatMinutes(tooLong?.sessionMinutes ?? 0)]
  return (
    <fieldset class={styles.rows}>
      <legend class={styles.legend}>
        <Trans>Agenda</Trans>
      </legend>
      {model.agenda.value.map(({ id, title, start, end }) => (
        <div class={styles.row} key={id}>
          <div class={styles.long}>
            <Field
              label={<Trans>Title</Trans>}
              value={title}
              onInput={(text) => model.changeItem(id, { title: text })}
              maxLength={200}
              error={model.isUntitled.value && title.trim() === '' && <Trans>Write what it is.</Trans>}
            />
          </div>
          <Field
            type="time"
            label={<Trans>From</Trans>}
            value={start}
            onInput={(time) => model.changeItem(id, { start: time })}
            error={outside.has(id) && <Trans>It must lie within the session.</Trans>}
          />
          <Field
            type="time"
            label={<Trans>To</Trans>}
            value={end}
            onInput={(time) => model.changeItem(id, { end: time })}
          />
          <IconButton icon={Trash2} label={t`Remove this item`} onClick={() => model.removeItem(id)} />
        </div>
      ))}
      {tooLong && (
        <p class={styles.fault} role="alert">
          <Trans>
            The items add up to {sum}, the session has {most}.
          </Trans>
        </p>
      )}
      <span>
        <Button icon={Plus} variant="plain" onClick={model.addItem}>
          <Trans>Add an agenda item</Trans>
        </Button>
      </span>
    </fieldset>
  )
}
