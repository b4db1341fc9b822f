import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CalendarDays } from 'lucide'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { langOf, localText } from '#text/localText.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { AsOf } from '../AsOf.tsx'
import { HoursCard } from '../HoursCard.tsx'
import { MyRunsModel } from '../myRuns.model.ts'
import type { MyRun } from '../myRuns.ts'
import { SessionLine } from '../SessionLine.tsx'
import { AttendanceRow } from './AttendanceRow.tsx'
import styles from './Record.module.css'

/** What a participant may see of what others stated about them: session by session, with where each figure stands. */
export function Record() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatRecord key={seat.info.value.member} seat={seat} />
}

function SeatRecord({ seat }: { seat: Seat }) {
  const model = useModel(() => new MyRunsModel(seat))
  const runs = model.runs.value
  return (
    <Page
      top={
        <>
          <TopBar backHref="/me" title={<Trans>My attendance</Trans>} />
          <SavingLine saving={seat.saving.value} now={model.now.value.at} href="/waiting" />
        </>
      }
    >
      {runs.state !== 'ready' ? (
        <Skeleton shape="rows" count={6} />
      ) : runs.value.length === 0 ? (
        <EmptyState icon={CalendarDays} title={<Trans>Nothing is recorded about you</Trans>}>
          <Trans>When a trainer marks who is there, you see it here.</Trans>
        </EmptyState>
      ) : (
        runs.value.map((run) => <RunRecord key={run.run} run={run} now={model.now.value.at} />)
      )}
      {runs.state === 'ready' && runs.value.length > 0 && (
        <p class={styles.wrong}>
          <Trans>
            <b>Something is wrong?</b> Tell your trainer. When it is corrected, you see it here.
          </Trans>
        </p>
      )}
      <AsOf model={model} />
    </Page>
  )
}

function RunRecord({ run, now }: { run: MyRun; now: number }) {
  const begun = run.sessions.filter(({ startsAt }) => startsAt <= now).reverse()
  const coming = run.sessions.filter(({ startsAt }) => startsAt > now)
  return (
    <section class={styles.run}>
      <h2 class={styles.title} lang={langOf(run.title)}>
        {localText(run.title)}
      </h2>
      <HoursCard runs={[run]} />
      {begun.length > 0 && (
        <>
          <h3 class={styles.heading}>
            <Trans>Past sessions</Trans>
          </h3>
          <List>
            {begun.map((session) => (
              <AttendanceRow key={session.session} session={session} runTitle={run.title} now={now} />
            ))}
          </List>
        </>
      )}
      {coming.length > 0 && (
        <>
          <h3 class={styles.heading}>
            <Trans>Still to come</Trans>
          </h3>
          <List>
            {coming.map((session) => (
              <SessionLine key={session.session} session={session} runTitle={run.title} now={now} />
            ))}
          </List>
        </>
      )}
    </section>
  )
}
