import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { BookOpen, CalendarDays, CircleCheck, DoorOpen, Play, Smartphone } from 'lucide'
import { AtRisk } from '#screens/shared/AtRisk.tsx'
import { Erased } from '#screens/shared/Erased.tsx'
import { Lost } from '#screens/shared/Lost.tsx'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { UpdateOffer } from '#screens/shared/update/UpdateOffer.tsx'
import type { Seat } from '#store/api.ts'
import { formatDay } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NearestSessions } from './NearestSessions.tsx'
import { SessionCard } from './SessionCard.tsx'
import styles from './Today.module.css'
import { TodayModel, type TodayScreen, type TodayView } from './today.model.ts'
import { WeekList } from './WeekList.tsx'
import { WithoutRecord } from './WithoutRecord.tsx'

/** The first screen of the day: the next session, then the rest. */
export function Today() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatToday key={seat.info.value.member} seat={seat} />
}

function SeatToday({ seat }: { seat: Seat }) {
  const model = useModel(() => new TodayModel(seat))
  const now = model.now.value
  const today = model.today.value
  return (
    <Page
      top={
        <>
          <TopBar large title={<Trans>Today</Trans>} aside={now.trusted && formatDay(today, today)} />
          <SavingLine saving={seat.saving.value} now={now.at} href="/waiting" />
        </>
      }
    >
      <UpdateOffer />
      <Lost />
      <Erased />
      <AtRisk />
      {now.trusted ? <TodayContent model={model} seat={seat} /> : <NearestSessions model={model} seat={seat} />}
      <nav class={styles.links}>
        <Button icon={Play} href="/start">
          <Trans>Start a session now</Trans>
        </Button>
        <Button icon={DoorOpen} href="/day/ready">
          <Trans>Ready for the room?</Trans>
        </Button>
        <Button icon={CircleCheck} href="/day/close">
          <Trans>Close the day</Trans>
        </Button>
        <Button icon={CalendarDays} href="/sessions">
          <Trans>All sessions</Trans>
        </Button>
        <Button icon={BookOpen} href="/learn">
          <Trans>Learn</Trans>
        </Button>
        <Button icon={Smartphone} href="/phone">
          <Trans>This phone</Trans>
        </Button>
      </nav>
    </Page>
  )
}

function TodayContent({ model, seat }: { model: TodayScreen; seat: Seat }) {
  const view = model.view.value
  if (view.state !== 'ready') return <Skeleton shape="cards" count={3} />
  return (
    <>
      <TodaySessions view={view.value} model={model} filling={seat.connection.value.filling} />
      {view.value.week.length > 0 && (
        <section>
          <h2 class={styles.heading}>
            <Trans>In the next days</Trans>
          </h2>
          <WeekList sessions={view.value.week} />
        </section>
      )}
      <WithoutRecord sessions={model.withoutRecord.value} today={model.today.value} />
    </>
  )
}

function TodaySessions({ view, model, filling }: { view: TodayView; model: TodayScreen; filling: boolean }) {
  const now = model.now.value.at
  const today = model.today.value
  if (view.next === null && view.today.length === 0 && view.others.length === 0) {
    return <NothingToday filling={filling} />
  }
  return (
    <>
      {view.next && <SessionCard session={view.next} now={now} today={today} next />}
      {view.today.map((session) => (
        <SessionCard key={session.session} session={session} now={now} today={today} />
      ))}
      {view.others.length > 0 && (
        <section>
          <h2 class={styles.heading}>
            <Trans>Held by colleagues today</Trans>
          </h2>
          <WeekList sessions={view.others} times />
        </section>
      )}
    </>
  )
}

function NothingToday({ filling }: { filling: boolean }) {
  return filling ? (
    <EmptyState title={<Trans>Your sessions are on their way</Trans>}>
      <p>
        <Trans>The phone is receiving them from the hub for the first time. Keep Teren open.</Trans>
      </p>
    </EmptyState>
  ) : (
    <EmptyState icon={CalendarDays} title={<Trans>You have no session today</Trans>}>
      <p>
        <Trans>You can open any session on any date from the list of all sessions.</Trans>
      </p>
    </EmptyState>
  )
}
