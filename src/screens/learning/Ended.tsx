import { Trans } from '@lingui/react/macro'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'

/** The hub ended this sign-in: nothing new comes, and what is here stays. */
export function Ended() {
  return (
    <Banner
      tone="warning"
      action={
        <Button href="/sign-in">
          <Trans>Sign in again</Trans>
        </Button>
      }
    >
      <Trans>The hub has ended your sign-in on this phone. Nothing new comes. Ask your trainer for a new code.</Trans>
    </Banner>
  )
}
