import { useLingui } from '@lingui/react/macro'
import styles from './ReadingButton.module.css'

/** How the text is to be read: its size and its language. */
export function ReadingButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useLingui()
  const label = t`Size and language of the text`
  return (
    <button type="button" class={styles.button} aria-label={label} title={label} onClick={onOpen}>
      <span aria-hidden="true">
        A<small>a</small>
      </span>
    </button>
  )
}
