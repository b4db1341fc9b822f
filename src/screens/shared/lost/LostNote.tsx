import { Trans } from '@lingui/react/macro'
import { isStaff } from '#domain/roles.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { useApp } from '../services.ts'
import styles from './LostNote.module.css'

/** What is gone, what is not, and what to do, until it was read. An empty phone must not look as if nothing had been. */
export function LostNote() {
  const { device, services } = useApp()
  const role = device.seat.value?.info.value.role
  return (
    <Banner
      tone="warning"
      role="status"
      action={
        role && (
          <Button onClick={() => services.readLoss()}>
            <Trans>OK</Trans>
          </Button>
        )
      }
    >
      <div class={styles.words}>
        <p>
          <Trans>The browser has deleted what Teren kept on this phone. What had not been sent is gone.</Trans>
        </p>
        {!role ? (
          <p>
            <Trans>
              What the hub has received is safe there. It comes back when this phone reaches the hub, or when you sign
              in again.
            </Trans>
          </p>
        ) : isStaff(role) ? (
          <p>
            <Trans>What the hub has received comes back by itself. Please look through your last registers.</Trans>
          </p>
        ) : (
          <p>
            <Trans>What the hub has received comes back by itself.</Trans>
          </p>
        )}
      </div>
    </Banner>
  )
}
