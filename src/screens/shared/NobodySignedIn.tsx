import { Trans, useLingui } from '@lingui/react/macro'
import { LogIn } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { Erased } from './Erased.tsx'
import { Lost } from './Lost.tsx'
import { useApp } from './services.ts'
import { storeFailureWords } from './words/failures.ts'

/** Stands in for a page that needs somebody to be signed in: nobody is, or this device cannot be read. */
export function NobodySignedIn() {
  const { device } = useApp()
  const { i18n, t } = useLingui()
  const failure = device.failure.value && storeFailureWords(device.failure.value)
  return (
    <Page top={<TopBar large title={t`Teren`} />}>
      <Lost />
      <Erased />
      {failure ? (
        <ErrorNote title={i18n._(failure.happened)} safe={failure.safe && i18n._(failure.safe)}>
          {i18n._(failure.todo)}
        </ErrorNote>
      ) : (
        <EmptyState
          icon={LogIn}
          title={<Trans>Nobody is signed in on this phone</Trans>}
          action={
            <Button variant="primary" href="/sign-in">
              <Trans>Sign in</Trans>
            </Button>
          }
        >
          <Trans>Your trainer or coordinator gives you a link or a code.</Trans>
        </EmptyState>
      )}
    </Page>
  )
}
