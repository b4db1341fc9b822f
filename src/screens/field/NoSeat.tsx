import { Trans } from '@lingui/react/macro'
import { KeyRound } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'

/** What a screen of the field shows when nobody is signed in on this phone. */
export function NoSeat() {
  return (
    <Page>
      <EmptyState
        icon={KeyRound}
        title={<Trans>Nobody is signed in on this phone</Trans>}
        action={
          <Button variant="primary" href="/sign-in">
            <Trans>Sign in</Trans>
          </Button>
        }
      >
        <p>
          <Trans>To record attendance, sign in once with the link or the code from your coordinator.</Trans>
        </p>
      </EmptyState>
    </Page>
  )
}
