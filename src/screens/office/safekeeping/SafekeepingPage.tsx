import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { LifeBuoy } from 'lucide'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { Backups } from './Backups.tsx'
import { Restored } from './Restored.tsx'
import styles from './Safekeeping.module.css'
import { SafekeepingModel } from './safekeeping.model.ts'

/** Whether the hub would survive its server, and how far it got where it had to. */
export function SafekeepingPage() {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <Desk
      key={seat.info.value.member}
      seat={seat}
      place="safekeeping"
      page="list"
      list={{ head: <PaneHead main title={<Trans>Safekeeping</Trans>} />, body: <Body seat={seat} /> }}
      detail={{
        head: <PaneHead main={false} title={<Trans>If the server is lost</Trans>} />,
        body: (
          <PaneNote>
            <EmptyState icon={LifeBuoy} title={<Trans>Phones give back what they hold</Trans>}>
              <Trans>
                Whoever runs the server puts a backup back. Every phone then returns what was recorded since, under the
                names of those who recorded it. How to do it stands in the file SAFEKEEPING.md of the software.
              </Trans>
            </EmptyState>
          </PaneNote>
        ),
      }}
    />
  )
}

function Body({ seat }: { seat: Seat }) {
  const { services } = useApp()
  const model = useModel(() => new SafekeepingModel(services, seat.info.peek().member))
  const report = model.report.value
  const refusal = model.refusal.value
  return (
    <div class={styles.pane}>
      {refusal !== null && (
        <ErrorNote
          title={
            refusal === 'unreachable' ? (
              <Trans>The hub cannot be reached</Trans>
            ) : refusal === 'failed' ? (
              <Trans>The hub could not answer</Trans>
            ) : (
              <Trans>The hub does not let you see this</Trans>
            )
          }
          action={
            <Button onClick={() => void model.ask()}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          {refusal === 'unreachable' || refusal === 'failed' ? (
            <Trans>What is known of backups stands at the hub. Nothing on this device is affected.</Trans>
          ) : (
            <Trans>Only coordinators who are signed in see it.</Trans>
          )}
        </ErrorNote>
      )}
      {report === null
        ? refusal === null && <Skeleton shape="text" count={4} />
        : [
            report.restored && <Restored key="restored" model={model} restored={report.restored} now={seat.now().at} />,
            <Backups key="backups" backups={report.backups} now={seat.now().at} />,
          ]}
    </div>
  )
}
