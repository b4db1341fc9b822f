import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { IdCard } from 'lucide'
import type { Seat } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { QrCode } from '../codes/QrCode.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import styles from './Badges.module.css'
import { NotKept } from './NotKept.tsx'
import { OwnBadgeModel } from './ownBadge.model.ts'

/** A participant's badge on their own phone, also without a network (F9). */
export function OwnBadgePage() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatOwnBadge seat={seat} />
}

function SeatOwnBadge({ seat }: { seat: Seat }) {
  const { t } = useLingui()
  const model = useModel(() => new OwnBadgeModel(seat))
  const badge = model.badge.value
  const { displayName, hubName } = seat.info.value
  const make = () => void model.make()
  return (
    <Page
      top={
        <>
          <TopBar backHref="/me" title={t`My badge`} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
    >
      <NotKept model={model} />
      {badge.state !== 'ready' ? (
        model.failure.value === null && <Skeleton shape="cards" count={1} />
      ) : badge.value === null ? (
        <EmptyState
          icon={IdCard}
          title={<Trans>You have no badge on this phone yet</Trans>}
          action={
            <Button variant="primary" icon={IdCard} busy={model.working.value} onClick={make}>
              <Trans>Make my badge</Trans>
            </Button>
          }
        >
          <Trans>Show it at the door: the trainer’s phone reads it, and you are on the list.</Trans>
        </EmptyState>
      ) : (
        <>
          <section class={styles.own}>
            <QrCode text={badge.value.text} label={t`Badge of ${displayName}`} />
            <p class={styles.name}>{displayName}</p>
            <p>{hubName}</p>
          </section>
          <p class={styles.lead}>
            <Trans>Show it to the trainer at the door. It works without a network. Give nobody a photo of it.</Trans>
          </p>
          <div class={styles.revoke}>
            <Button busy={model.working.value} onClick={make}>
              <Trans>Make a new badge</Trans>
            </Button>
            <p class={styles.quiet}>
              <Trans>If somebody has a photo of it. The old one then counts no more.</Trans>
            </p>
          </div>
        </>
      )}
    </Page>
  )
}
