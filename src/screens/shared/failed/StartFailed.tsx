import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { type StartFailure, startFailureWords } from './startFailureWords.ts'

interface StartFailedProps {
  failure: StartFailure
  onRetry: () => void
}

/** Stands in for a screen that cannot be shown: what happened, what is safe, what to do. */
export function StartFailed({ failure, onRetry }: StartFailedProps) {
  const { i18n, t } = useLingui()
  const { happened, safe, todo } = startFailureWords(failure)
  return (
    <Page top={<TopBar large title={t`Teren`} />}>
      <ErrorNote
        title={i18n._(happened)}
        safe={safe && i18n._(safe)}
        action={
          <Button variant="primary" onClick={onRetry}>
            <Trans>Load again</Trans>
          </Button>
        }
      >
        {i18n._(todo)}
      </ErrorNote>
    </Page>
  )
}
