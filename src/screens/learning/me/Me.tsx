import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CalendarDays, ChevronRight, Eye, IdCard } from 'lucide'
import { Erased } from '#screens/shared/Erased.tsx'
import { Lost } from '#screens/shared/Lost.tsx'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { Tabs } from '#screens/shared/tabs/Tabs.tsx'
import { UpdateOffer } from '#screens/shared/update/UpdateOffer.tsx'
import type { Seat } from '#store/api.ts'
import { dayIn } from '#text/format.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Icon } from '#ui/Icon.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { AsOf } from '../AsOf.tsx'
import { Ended } from '../Ended.tsx'
import { HoursCard } from '../HoursCard.tsx'
import { MyRunsModel, type MyRunsScreen } from '../myRuns.model.ts'
import type { MyRun } from '../myRuns.ts'
import { SessionLine } from '../SessionLine.tsx'
import { CancelledNote } from './CancelledNote.tsx'
import styles from './Me.module.css'
import { arrangeHome } from './me.model.ts'
import { NextCard } from './NextCard.tsx'

/** How many sessions after the next one the first page names. */
const NAMED = 4

/** A participant's first page: what comes next, and what they have so far. */
export function Me() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatHome key={seat.info.value.member} seat={seat} />
}

function SeatHome({ seat }: { seat: Seat }) {
  const model = useModel(() => new MyRunsModel(seat))
  const { displayName, hubName, state } = seat.info.value
  const runs = model.runs.value
  return (
    <Page
      top={
        <>
          <TopBar large title={displayName} subtitle={hubName} />
          <SavingLine saving={seat.saving.value} now={model.now.value.at} href="/waiting" />
        </>
      }
      bottom={<Tabs here="home" />}
    >
      <UpdateOffer />
      <Lost />
      <Erased />
      {state === 'ended' && <Ended />}
      {runs.state !== 'ready' ? (
        <Skeleton shape="cards" count={3} />
      ) : runs.value.length === 0 ? (
        <NoRuns filling={seat.connection.value.filling || model.asOf.value === null} />
      ) : (
        <Runs model={model} runs={runs.value} />
      )}
      <nav class={styles.more}>
        <List>
          <ListRow href="/me/badge" trailing={<Icon icon={ChevronRight} size={20} />}>
            <span class={styles.readers}>
              <Icon icon={IdCard} />
              <Trans>My badge</Trans>
            </span>
          </ListRow>
          <ListRow href="/me/readers" trailing={<Icon icon={ChevronRight} size={20} />}>
            <span class={styles.readers}>
              <Icon icon={Eye} />
              <Trans>Who sees what about me</Trans>
            </span>
          </ListRow>
        </List>
      </nav>
      <AsOf model={model} />
    </Page>
  )
}

function Runs({ model, runs }: { model: MyRunsScreen; runs: MyRun[] }) {
  const now = model.now.value.at
  const { next, cancelled, later } = arrangeHome(runs, now)
  const more = later.length - NAMED
  return (
    <>
      {cancelled.map((session) => (
        <CancelledNote key={session.session} session={session} today={dayIn(now, session.facts.zone)} />
      ))}
      {next ? (
        <NextCard session={next} now={now} />
      ) : (
        <EmptyState icon={CalendarDays} title={<Trans>No more sessions are planned</Trans>}>
          <Trans>A new one appears here by itself.</Trans>
        </EmptyState>
      )}
      <HoursCard runs={runs} href="/me/record" />
      {later.length > 0 && (
        <section>
          <h2 class={styles.heading}>
            <Trans>Then</Trans>
          </h2>
          <List>
            {later.slice(0, NAMED).map((session) => (
              <SessionLine key={session.session} session={session} now={now} />
            ))}
            {more > 0 && (
              <ListRow href="/me/record" trailing={<Icon icon={ChevronRight} size={20} />}>
                <Plural value={more} one="# more session" other="# more sessions" />
              </ListRow>
            )}
          </List>
        </section>
      )}
    </>
  )
}

function NoRuns({ filling }: { filling: boolean }) {
  return filling ? (
    <EmptyState icon={CalendarDays} title={<Trans>Your course is on its way</Trans>}>
      <Trans>The phone is receiving it from the hub for the first time. Keep Teren open.</Trans>
    </EmptyState>
  ) : (
    <EmptyState icon={CalendarDays} title={<Trans>You are in no course now</Trans>}>
      <Trans>When your trainer adds you to one, it appears here by itself.</Trans>
    </EmptyState>
  )
}
