import { Plural, Trans } from '@lingui/react/macro'
import { type ComponentChildren, Fragment } from 'preact'
import styles from './ProgressBar.module.css'
import type { RunProgress } from './programmes.model.ts'

interface ProgressBarProps {
  progress: RunProgress
}

/** Sessions of a run as a bar: solid is handed in, hatched is recorded and not handed in, red has nothing.
 *  The sentence below says the same in words. */
export function ProgressBar({ progress }: ProgressBarProps) {
  const { total, confirmed, open, missed, cancelled, disagreements } = progress
  const planned = total - cancelled
  const share = (count: number) => `${planned === 0 ? 0 : (100 * count) / planned}%`
  const words: ComponentChildren[] = []
  if (open > 0) words.push(<Plural key="open" value={open} one="# not handed in" other="# not handed in" />)
  if (missed > 0)
    words.push(<Plural key="missed" value={missed} one="# with nothing recorded" other="# with nothing recorded" />)
  if (disagreements > 0) {
    words.push(<Plural key="doubt" value={disagreements} one="# disagreement" other="# disagreements" />)
  }
  if (cancelled > 0) words.push(<Plural key="cancelled" value={cancelled} one="# cancelled" other="# cancelled" />)
  return (
    <span class={styles.progress}>
      <span class={styles.bar} aria-hidden="true">
        <span class={styles.confirmed} style={{ inlineSize: share(confirmed) }} />
        <span class={styles.open} style={{ inlineSize: share(open) }} />
        <span class={styles.missed} style={{ inlineSize: share(missed) }} />
      </span>
      <span class={styles.words}>
        <Trans>
          {confirmed} of {planned} sessions handed in
        </Trans>
        {words.map((word, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is fixed, nothing in them is kept
          <Fragment key={at}>
            {' · '}
            <span class={styles.part}>{word}</span>
          </Fragment>
        ))}
      </span>
    </span>
  )
}
