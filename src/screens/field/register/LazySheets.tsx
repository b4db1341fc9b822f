import { Trans, useLingui } from '@lingui/react/macro'
import type { SessionId } from '#domain/ids.ts'
import { startFailureWords } from '#screens/shared/failed/startFailureWords.ts'
import { lazyPart } from '#screens/shared/lazyPart.tsx'
import type { Seat } from '#store/api.ts'
import { needWords } from '#text/i18n.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import styles from './LazySheets.module.css'
import type { RegisterScreen } from './register.model.ts'

interface SheetsProps {
  model: RegisterScreen
  seat: Seat
  session: SessionId
}

/** What lies over the list, if anything. Marking needs none of it, so it comes when it is first opened. */
export function LazySheets(props: SheetsProps) {
  return props.model.sheet.value === null ? null : <Sheets {...props} />
}

async function loadSheets() {
  const [{ RegisterSheets }] = await Promise.all([import('./RegisterSheets.tsx'), needWords('seldom')])
  return RegisterSheets
}

const Sheets = lazyPart<SheetsProps>(loadSheets, {
  waiting: () => (
    <div class={styles.shade} role="status" aria-busy="true">
      <VisuallyHidden>
        <Trans>Loading</Trans>
      </VisuallyHidden>
    </div>
  ),
  failed: ({ model }) => <NotLoaded onClose={() => model.closeSheet()} />,
})

function NotLoaded({ onClose }: { onClose: () => void }) {
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
