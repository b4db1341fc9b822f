import { Trans, useLingui } from '@lingui/react/macro'
import type { ComponentChildren } from 'preact'
import { TextArea } from '#ui/TextArea.tsx'
import { PastedReview } from './PastedReview.tsx'
import styles from './PasteNames.module.css'
import type { PastedScreen } from './pasted.model.ts'

interface PasteNamesProps {
  model: PastedScreen
  /** Somebody pressed for going on before there was a list. */
  missing?: ComponentChildren
}

/** A list of names: pasted, then looked at line by line as it was read. Going on is the button's of the screen around. */
export function PasteNames({ model, missing }: PasteNamesProps) {
  const { t } = useLingui()
  if (model.isReviewed.value) return <PastedReview model={model} />
  return (
    <div class={styles.paste}>
      <TextArea
        label={<Trans>Names, one person a line</Trans>}
        hint={
          <Trans>
            Paste them from a letter, a message or a table, in any order and with or without organisations. You see how
            each line is read before anything is saved.
          </Trans>
        }
        rows={8}
        value={model.text.value}
        onInput={model.write}
        onPasted={(pasted) => {
          // A whole list: what was read of it is what to see next.
          if (/\S[^\S\n]*\n\s*\S/.test(pasted)) model.review()
        }}
        placeholder={t`Jan Novák\nNováková, Eva\nMarie Malá; Community centre`}
        error={missing}
      />
    </div>
  )
}
