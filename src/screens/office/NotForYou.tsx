import { Trans } from '@lingui/react/macro'
import { Lock } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'

/** Somebody opened the address of something that only coordinators do. */
export function NotForYou() {
  return (
    <EmptyState
      icon={Lock}
      title={<Trans>Only coordinators change this</Trans>}
      action={
        <Button href="/office">
          <Trans>All programmes</Trans>
        </Button>
      }
    >
      <Trans>You can look at everything here. Ask a coordinator of your hub to plan or change something.</Trans>
    </EmptyState>
  )
}
