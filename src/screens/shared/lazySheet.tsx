import { Trans, useLingui } from '@lingui/react/macro'
import type { ComponentType } from 'preact'
import { needWords } from '#text/i18n.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import { startFailureWords } from './failed/startFailureWords.ts'
import { lazyPart } from './lazyPart.tsx'
import styles from './lazySheet.module.css'

interface LazySheetProps {
  onClose: () => void
}

/** What lies over a screen, with its words, in a chunk that comes when it is first opened. */
export const lazySheet = <P extends LazySheetProps>(load: () => Promise<ComponentType<P>>): ComponentType<P> =>
  lazyPart(async () => (await Promise.all([load(), needWords('seldom')]))[0], {
    waiting: () => (
      <div class={styles.shade} role="status" aria-busy="true">
        <VisuallyHidden>
          <Trans>Loading</Trans>
        </VisuallyHidden>
      </div>
    ),
    failed: ({ onClose }) => <NotLoaded onClose={onClose} />,
  })

function NotLoaded({ onClose }: LazySheetProps) {
  const { i18n } = useLingui()
  const { happened, safe, todo } = startFailureWords({ kind: 'not-loaded' })
  return (
    <div class={styles.shade}>
      <div class={styles.note}>
        <ErrorNote
          title={i18n._(happened)}
          safe={safe && i18n._(safe)}
          action={
            <Button onClick={onClose}>
              <Trans>Close</Trans>
            </Button>
          }
        >
          {i18n._(todo)}
        </ErrorNote>
      </div>
    </div>
  )
}
