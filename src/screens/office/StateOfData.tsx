import { Trans } from '@lingui/react/macro'
import { DownloadCloud, WifiOff } from 'lucide'
import { Erased } from '#screens/shared/Erased.tsx'
import { Lost } from '#screens/shared/Lost.tsx'
import { useApp } from '#screens/shared/services.ts'
import { UpdateOffer } from '#screens/shared/update/UpdateOffer.tsx'
import type { Seat } from '#store/api.ts'
import { formatMoment } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import styles from './Desk.module.css'

interface StateOfDataProps {
  seat: Seat
}

/** How far what is on screen can be trusted to be complete; nothing while the hub is heard. */
export function StateOfData({ seat }: StateOfDataProps) {
  const { services } = useApp()
  const { state, heardAt, clockOffsetMs, filling } = seat.connection.value
  // Heard by this device's clock, shown by the hub's.
  const heard = heardAt === null ? null : formatMoment(heardAt - (clockOffsetMs ?? 0), seat.now().at)
  const line = lineOf()
  return (
    <div class={styles.state}>
      <Lost />
      <Erased />
      {line}
    </div>
  )

  function lineOf() {
    if (state === 'signed-out') {
      return (
        <Banner
          tone="error"
          role="status"
          action={
            <Button href="/sign-in">
              <Trans>Sign in</Trans>
            </Button>
          }
        >
          <Trans>The hub has ended this sign-in. You see what was received until then.</Trans>
        </Banner>
      )
    }
    if (state === 'too-old') {
      return (
        <Banner tone="warning" role="status">
          <Trans>This version of Teren is too old for the hub. You see what was received before.</Trans>
        </Banner>
      )
    }
    if (filling) {
      return (
        <Banner tone="info" icon={DownloadCloud} role="status">
          <Trans>Receiving the hub’s data. The lists fill by themselves.</Trans>
        </Banner>
      )
    }
    if (state !== 'off') return services.update.value.waiting && <UpdateOffer />
    return (
      <Banner tone="warning" icon={WifiOff} role="status">
        {heard === null ? (
          <Trans>No connection to the hub yet. You see what is on this device.</Trans>
        ) : (
          <Trans>No connection. You see what had arrived by {heard}.</Trans>
        )}
      </Banner>
    )
  }
}
