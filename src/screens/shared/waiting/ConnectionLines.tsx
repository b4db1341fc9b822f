import { Trans } from '@lingui/react/macro'
import { Clock, Wifi, WifiOff } from 'lucide'
import type { ConnectionStatus } from '#store/api.ts'
import { formatMoment, formatSpan } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { useApp } from '../services.ts'
import styles from './Waiting.module.css'

interface ConnectionLinesProps {
  connection: ConnectionStatus
  /** Minutes the phone's clock is ahead; null when it need not be mentioned. */
  clockMinutes: number | null
  now: number
}

/** Whether the hub can be heard, since when not, and a phone's clock that is wrong (F11). */
export function ConnectionLines({ connection, clockMinutes, now }: ConnectionLinesProps) {
  const { services } = useApp()
  const { state, heardAt, clockOffsetMs } = connection
  // Heard by this phone's clock, shown by the hub's.
  const heard = heardAt === null ? null : formatMoment(heardAt - (clockOffsetMs ?? 0), now)
  const span = formatSpan(Math.abs(clockMinutes ?? 0))
  return (
    <>
      {state === 'signed-out' && (
        <Banner
          tone="error"
          role="status"
          action={
            <Button href="/sign-in">
              <Trans>Sign in</Trans>
            </Button>
          }
        >
          <Trans>
            The hub has ended this sign-in. Nothing is sent any more. What you recorded stays on this phone. Ask your
            coordinator for a new link.
          </Trans>
        </Banner>
      )}
      {state === 'too-old' && (
        <Banner
          tone="warning"
          role="status"
          action={
            services.update.value.waiting && (
              <Button onClick={services.takeUpdate}>
                <Trans>Update</Trans>
              </Button>
            )
          }
        >
          <Trans>
            This version of Teren is too old for the hub. What you record is saved here and sent after the update.
          </Trans>
        </Banner>
      )}
      {(state === 'connected' || state === 'connecting' || state === 'off') && (
        <p class={styles.connection} role="status" data-state={state}>
          <Icon icon={state === 'connected' ? Wifi : WifiOff} size={20} />
          <span>
            {state === 'connected' && <Trans>Connected to the hub</Trans>}
            {state === 'connecting' && <Trans>Trying to reach the hub</Trans>}
            {state === 'off' && <Trans>No connection to the hub</Trans>}
            {state !== 'connected' && heard !== null && (
              <>
                {' · '}
                <Trans>last heard {heard}</Trans>
              </>
            )}
          </span>
        </p>
      )}
      {clockMinutes !== null && (
        <Banner tone="warning" icon={Clock}>
          {clockMinutes > 0 ? (
            <Trans>
              This phone’s clock is {span} ahead of the hub’s. Please set it. No date or order depends on it.
            </Trans>
          ) : (
            <Trans>This phone’s clock is {span} behind the hub’s. Please set it. No date or order depends on it.</Trans>
          )}
        </Banner>
      )}
    </>
  )
}
