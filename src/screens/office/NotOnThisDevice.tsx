import { Trans } from '@lingui/react/macro'
import { SearchX } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'

interface NotOnThisDeviceProps {
  /** The first contact still brings data: it may come. */
  filling: boolean
}

/** Something that an address names and this device does not have. */
export function NotOnThisDevice({ filling }: NotOnThisDeviceProps) {
  return (
    <EmptyState
      icon={SearchX}
      title={<Trans>This is not on this device</Trans>}
      action={
        <Button href="/office">
          <Trans>All programmes</Trans>
        </Button>
      }
    >
      {filling ? (
        <Trans>The hub’s data is still arriving. It appears by itself.</Trans>
      ) : (
        <Trans>It does not exist, or you may not see it. If it is new, it appears when the hub is reached.</Trans>
      )}
    </EmptyState>
  )
}
