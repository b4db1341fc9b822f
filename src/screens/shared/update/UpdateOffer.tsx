import { Trans } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import { RefreshCw } from 'lucide'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { lazySheet } from '../lazySheet.tsx'
import { useApp } from '../services.ts'

const UpdateSheet = lazySheet(async () => (await import('./UpdateSheet.tsx')).UpdateSheet)

interface UpdateOfferProps {
  /** Also after somebody said *later*: on the page about this phone. */
  always?: boolean
}

/** Offers a new version where there is one, and never more than that (U4). */
export function UpdateOffer({ always = false }: UpdateOfferProps) {
  const { waiting, postponed } = useApp().services.update.value
  const isOpen = useSignal(false)
  if (!waiting || (postponed && !always)) return null
  return (
    <>
      <Banner
        tone="good"
        icon={RefreshCw}
        role="status"
        action={
          <Button
            onClick={() => {
              isOpen.value = true
            }}
          >
            <Trans>See what is new</Trans>
          </Button>
        }
      >
        <Trans>A new version of Teren is ready.</Trans>
      </Banner>
      {isOpen.value && (
        <UpdateSheet
          onClose={() => {
            isOpen.value = false
          }}
        />
      )}
    </>
  )
}
