import { Trans, useLingui } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import { Signpost } from 'lucide'
import type { Role } from '#domain/roles.ts'
import type { SeatInfo } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { useApp } from '../services.ts'
import { ROLE_WORDS } from '../words/roles.ts'
import styles from './NotYours.module.css'

interface NotYoursProps {
  /** Those whose page it is. */
  whose: readonly Role[]
}

/** Somebody opened the address of a page that their role has no use for. */
export function NotYours({ whose }: NotYoursProps) {
  const { device } = useApp()
  const { i18n, t } = useLingui()
  const own = device.seat.value?.info.value
  const others = device.seats.value.filter(({ member, role }) => member !== own?.member && whose.includes(role))
  return (
    <Page top={<TopBar title={t`Not for your role`} backHref="/" />}>
      <EmptyState
        icon={Signpost}
        title={<WhoseWords whose={whose} />}
        action={
          <Button variant="primary" href="/">
            <Trans>Go to the first page</Trans>
          </Button>
        }
      >
        {own && (
          <p>
            <b class={styles.name}>{own.displayName}</b>
            <br />
            {i18n._(ROLE_WORDS[own.role])} · {own.hubName}
          </p>
        )}
      </EmptyState>
      {others.length > 0 && <Others seats={others} />}
    </Page>
  )
}

/** People signed in on this device who may open the page. */
function Others({ seats }: { seats: SeatInfo[] }) {
  const { device } = useApp()
  const { i18n, t } = useLingui()
  const switching = useSignal(false)
  async function open({ member }: SeatInfo) {
    switching.value = true
    await device.switchTo(member)
    switching.value = false
  }
  return (
    <section class={styles.others} aria-labelledby="others-here">
      <h2 class={styles.heading} id="others-here">
        <Trans>Also signed in on this device</Trans>
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul class={styles.list} role="list">
        {seats.map((seat) => {
          const name = seat.displayName
          return (
            <li class={styles.seat} key={seat.member}>
              <p>
                <b class={styles.name}>{name}</b>
                <br />
                <span class={styles.quiet}>
                  {i18n._(ROLE_WORDS[seat.role])} · {seat.hubName}
                </span>
              </p>
              <Button label={t`Switch to ${name}`} busy={switching.value} onClick={() => void open(seat)}>
                <Trans>Switch</Trans>
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function WhoseWords({ whose }: NotYoursProps) {
  if (whose.includes('participant')) return <Trans>This page is for participants</Trans>
  if (whose.includes('trainer')) return <Trans>This page is for trainers and coordinators</Trans>
  if (whose.includes('observer')) return <Trans>This page is for coordinators and observers</Trans>
  return <Trans>This page is for coordinators</Trans>
}
