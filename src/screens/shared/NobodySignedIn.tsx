import { Trans, useLingui } from '@lingui/react/macro'
import { LogIn } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'

/** Stands in for a page that needs somebody to be signed in. */
export function NobodySignedIn() {
  const { t } = useLingui()
  return (
    <Page top={<TopBar large title={t`Teren`} />}>
      <EmptyState
        icon={LogIn}
        title={<Trans>Nobody is signed in on this phone</Trans>}
        action={
          <Button variant="primary" href="/sign-in">
            <Trans>Sign in</Trans>
          </Button>
        }
      >
        <Trans>Your coordinator gives you a link or a code.</Trans>
      </EmptyState>
    </Page>
  )
}
