import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck, FileLock2, RefreshCw } from 'lucide'
import type { Seat } from '#store/api.ts'
import { formatMoment } from '#text/format.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { storeFailureWords } from '../words/failures.ts'
import { ChangeSection } from './ChangeSection.tsx'
import { ConnectionLines } from './ConnectionLines.tsx'
import { DiscardSheet } from './DiscardSheet.tsx'
import { ThreeStates } from './ThreeStates.tsx'
import styles from './Waiting.module.css'
import { WaitingModel } from './waiting.model.ts'

/** The page that the saving line opens: what is saved, what waits, what was refused and why (F2, F3). */
export function Waiting() {
  const { device } = useApp()
  const seat = device.seat.value
  return seat ? <WaitingOfSeat key={seat.info.value.member} seat={seat} /> : <NobodySignedIn />
}

interface WaitingOfSeatProps {
  seat: Seat
}

function WaitingOfSeat({ seat }: WaitingOfSeatProps) {
  const { services } = useApp()
  const { i18n, t } = useLingui()
  const model = useModel(() => new WaitingModel(seat, services))
  const saving = seat.saving.value
  const groups = model.groups.value
  const discarding = model.discarding.value
  const failure = saving.failure && storeFailureWords(saving.failure)
  const pending = saving.unsaved + saving.waiting
  const now = seat.now().at
  const ended = seat.info.value.state === 'ended'
  const isCut = seat.connection.value.state !== 'connected'

  return (
    <Page
      top={<TopBar title={t`Saved and sent`} backHref="/" />}
      bottom={
        // Nothing is sent for an ended sign-in; what is not on disk can still be saved.
        (ended ? saving.unsaved : pending) > 0 && (
          <BottomBar>
            <Button
              variant="primary"
              wide
              icon={RefreshCw}
              busy={model.trying.value}
              onClick={() => void model.tryNow()}
            >
              <Trans>Try now</Trans>
            </Button>
          </BottomBar>
        )
      }
    >
      <ConnectionLines connection={seat.connection.value} clockMinutes={model.clockMinutes.value} now={now} />
      {failure && saving.unsaved > 0 && (
        <ErrorNote title={i18n._(failure.happened)} safe={failure.safe && i18n._(failure.safe)}>
          {i18n._(failure.todo)}
        </ErrorNote>
      )}
      <ThreeStates saving={saving} now={now} ended={ended} />
      {groups.state === 'loading' && <Skeleton shape="rows" count={4} />}
      {groups.state === 'ready' && (
        <div class={styles.sections}>
          <ChangeSection state="unsaved" changes={groups.value.unsaved} now={now} model={model} />
          <ChangeSection state="refused" changes={groups.value.refused} now={now} model={model} />
          <ChangeSection state="waiting" changes={groups.value.waiting} now={now} model={model} />
        </div>
      )}
      {isCut && pending + saving.refused > saving.unsaved && (
        <section class={styles.carry} aria-labelledby="waiting-carry">
          <h2 class={styles.heading} id="waiting-carry">
            {ended ? <Trans>It is not lost</Trans> : <Trans>No network for long?</Trans>}
          </h2>
          <p>
            {ended ? (
              <Trans>
                You can still give this work to the hub, or let somebody carry it there as a sealed file. A coordinator
                decides on it.
              </Trans>
            ) : (
              <Trans>Somebody else can carry your work to the hub, as a sealed file.</Trans>
            )}
          </p>
          <Button icon={FileLock2} href="/waiting/hand-over">
            <Trans>Hand over your work</Trans>
          </Button>
        </section>
      )}
      {pending + saving.refused === 0 && <NothingWaits receivedAt={saving.receivedAt} now={now} />}
      {discarding && <DiscardSheet change={discarding} model={model} />}
    </Page>
  )
}

interface NothingWaitsProps {
  receivedAt: number | null
  now: number
}

function NothingWaits({ receivedAt, now }: NothingWaitsProps) {
  if (receivedAt === null) {
    return (
      <EmptyState icon={CircleCheck} title={<Trans>Nothing waits to be sent</Trans>}>
        <Trans>What you record is listed here until the hub has it.</Trans>
      </EmptyState>
    )
  }
  const moment = formatMoment(receivedAt, now)
  return (
    <EmptyState icon={CircleCheck} title={<Trans>The hub has received everything</Trans>}>
      <Trans>The last change was received {moment}. You can close Teren.</Trans>
    </EmptyState>
  )
}
