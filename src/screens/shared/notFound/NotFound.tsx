import { Trans, useLingui } from '@lingui/react/macro'
import { MapPinOff } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'

/** An address that is no screen of the app. */
export function NotFound() {
  const { t } = useLingui()
  return (
    <Page top={<TopBar title={t`No such page`} backHref="/" />}>
      <EmptyState
        icon={MapPinOff}
        title={<Trans>There is nothing at this address</Trans>}
        action={
          <Button variant="primary" href="/">
            <Trans>Go to the first page</Trans>
          </Button>
        }
      >
        <Trans>Perhaps a letter is missing. What you recorded is safe.</Trans>
      </EmptyState>
    </Page>
  )
}
