import { Trans } from '@lingui/react/macro'
import { RefreshCw } from 'lucide'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { useApp } from './services.ts'

/** Offers a new version where there is one; not while something is not saved, which loading anew would lose (U4). */
export function UpdateOffer() {
  const { device, services } = useApp()
  if (!services.update.value.waiting) return null
  const unsaved = device.seat.value?.saving.value.unsaved ?? 0
  return (
    <Banner
      tone="good"
      icon={RefreshCw}
      role="status"
      action={
        <Button disabled={unsaved > 0} onClick={services.takeUpdate}>
          <Trans>Update</Trans>
        </Button>
      }
    >
      {unsaved > 0 ? (
        <Trans>A new version of Teren is ready. It can be taken once everything is saved.</Trans>
      ) : (
        <Trans>A new version of Teren is ready. Everything saved stays.</Trans>
      )}
    </Banner>
  )
}
