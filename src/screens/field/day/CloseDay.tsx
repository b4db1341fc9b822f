import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CalendarDays, CircleAlert, CircleCheck, Clock, TriangleAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import { unreachable } from '#domain/result.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { formatDay, formatMoment, formatSpan } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { SessionCard } from '../today/SessionCard.tsx'
import { CloseDayModel, type ClosingSession, type Gap, type Verdict as OfDay } from './close.model.ts'
import styles from './Day.module.css'
import { Verdict } from './Verdict.tsx'

/** What was recorded today, what is missing and what waits, each with the way to it (F12). */
export function CloseDay() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatCloseDay key={seat.info.value.member} seat={seat} />
}

function SeatCloseDay({ seat }: { seat: Seat }) {
  const { t } = useLingui()
  const model = useModel(() => new CloseDayModel(seat))
  const { at, trusted } = model.now.value
  const [day, verdict, today] = [model.day.value, model.verdict.value, model.today.value]
  return (
    <Page
      top={
        <>
          <TopBar title={t`Close the day`} backHref="/today" />
          <SavingLine saving={seat.saving.value} now={at} href="/waiting" />
        </>
      }
    >
      {day.state !== 'ready' || verdict === null ? (
        <Skeleton shape="cards" count={3} />
      ) : (
        <>
          <DayVerdict verdict={verdict} seat={seat} />
          {!trusted && (
            <Banner tone="warning" icon={Clock}>
              <Trans>
                The hub has not confirmed this phone’s clock. These are the sessions of {formatDay(today)}, as the phone
                says.
              </Trans>
            </Banner>
          )}
          <ClockRow minutes={model.clockMinutes.value} />
          <Sending seat={seat} now={at} />
          <Sessions heading={<Trans>Your sessions today</Trans>} list={day.value.today} now={at} today={today} />
          {day.value.today.length === 0 && (
            <EmptyState icon={CalendarDays} title={<Trans>You have no session today</Trans>} />
          )}
          <Sessions heading={<Trans>Left open from before</Trans>} list={day.value.before} now={at} today={today} />
        </>
      )}
    </Page>
  )
}

function DayVerdict({ verdict, seat }: { verdict: OfDay; seat: Seat }) {
  switch (verdict.kind) {
    case 'unsaved':
      return (
        <Verdict
          tone="bad"
          icon={CircleAlert}
          title={<Plural value={verdict.changes} one="# change is not saved yet" other="# changes are not saved yet" />}
        >
          <Trans>Do not close Teren before it is saved.</Trans>
        </Verdict>
      )
    case 'missing':
      return (
        <Verdict
          tone="todo"
          icon={TriangleAlert}
          title={
            <Plural value={verdict.sessions} one="# session is not finished" other="# sessions are not finished" />
          }
        >
          <Trans>Tap a session to complete it.</Trans>
        </Verdict>
      )
    case 'refused':
      return (
        <Verdict
          tone="bad"
          icon={CircleAlert}
          title={<Plural value={verdict.changes} one="# change was refused" other="# changes were refused" />}
        >
          <Trans>All is recorded, but the hub did not take everything. Read why.</Trans>
        </Verdict>
      )
    case 'unsure':
      return (
        <Verdict tone="plain" icon={Clock} title={<Trans>Not known yet whether that is all</Trans>}>
          {seat.connection.value.filling ? (
            <Trans>Your sessions are still on their way to this phone.</Trans>
          ) : (
            <Trans>Nothing is missing below. Which day it is will be sure at the next contact with the hub.</Trans>
          )}
        </Verdict>
      )
    case 'ahead':
      return (
        <Verdict tone="plain" icon={Clock} title={<Trans>Nothing is missing so far</Trans>}>
          <Plural
            value={verdict.sessions}
            one="# session is still to come today."
            other="# sessions are still to come today."
          />
        </Verdict>
      )
    case 'waiting':
      return (
        <Verdict tone="good" icon={CircleCheck} title={<Trans>All is recorded</Trans>}>
          <Trans>It is safe on this phone. The hub does not have all of it yet.</Trans>
        </Verdict>
      )
    case 'received':
      return (
        <Verdict tone="good" icon={CircleCheck} title={<Trans>The day is closed</Trans>}>
          <Trans>All is recorded, and the hub has received it. You can close Teren.</Trans>
        </Verdict>
      )
    default:
      return unreachable(verdict)
  }
}

function ClockRow({ minutes }: { minutes: number | null }) {
  if (minutes === null) return null
  const span = formatSpan(Math.abs(minutes))
  return (
    <Banner tone="warning" icon={Clock} href="/waiting">
      {minutes > 0 ? (
        <Trans>This phone’s clock is {span} ahead. Please set it.</Trans>
      ) : (
        <Trans>This phone’s clock is {span} behind. Please set it.</Trans>
      )}
    </Banner>
  )
}

/** What the hub does not have; the page behind lists it and sends it. */
function Sending({ seat, now }: { seat: Seat; now: number }) {
  const { unsaved, waiting, refused, receivedAt } = seat.saving.value
  const isEnded = seat.info.value.state === 'ended'
  const received = receivedAt === null ? null : formatMoment(receivedAt, now)
  return (
    <section class={styles.section} aria-labelledby="day-sending">
      <h2 class={styles.heading} id="day-sending">
        <Trans>What waits</Trans>
      </h2>
      <List>
        {unsaved > 0 && (
          <ListRow href="/waiting" detail={<Trans>Only on the screen. Tap to save again.</Trans>}>
            <Plural value={unsaved} one="# change is not saved" other="# changes are not saved" />
          </ListRow>
        )}
        {refused > 0 && (
          <ListRow href="/waiting" detail={<Trans>Kept here with the reason, until you decide.</Trans>}>
            <Plural value={refused} one="# change was refused" other="# changes were refused" />
          </ListRow>
        )}
        {waiting > 0 && (
          <ListRow
            href="/waiting"
            detail={
              isEnded ? (
                <Trans>It is sent when you have signed in again with a new link.</Trans>
              ) : (
                <Trans>It is sent by itself when there is a network.</Trans>
              )
            }
          >
            <Plural value={waiting} one="# change waits to be sent" other="# changes wait to be sent" />
          </ListRow>
        )}
        {unsaved + waiting + refused === 0 && (
          <ListRow href="/waiting" detail={received && <Trans>Last received {received}</Trans>}>
            <Trans>Nothing waits to be sent</Trans>
          </ListRow>
        )}
      </List>
    </section>
  )
}

interface SessionsProps {
  heading: ComponentChildren
  list: ClosingSession[]
  now: number
  today: string
}

function Sessions({ heading, list, now, today }: SessionsProps) {
  if (list.length === 0) return null
  return (
    <section class={styles.section}>
      <h2 class={styles.heading}>{heading}</h2>
      {list.map(({ session, gaps }) => (
        <SessionCard key={session.session} session={session} now={now} today={today}>
          <Recorded session={session} />
          {/* Where it is over, the card says by itself that there is no record. */}
          <Gaps gaps={gaps.filter(({ kind }) => kind !== 'no-record' || session.endsAt > now)} />
        </SessionCard>
      ))}
    </section>
  )
}

function Gaps({ gaps }: { gaps: Gap[] }) {
  if (gaps.length === 0) return null
  return (
    <div class={styles.gaps}>
      {gaps.map((gap) => (
        <StatusChip key={gap.kind} tone="late" icon={TriangleAlert}>
          <GapWords gap={gap} />
        </StatusChip>
      ))}
    </div>
  )
}

function Recorded({ session: { state, counts } }: Pick<ClosingSession, 'session'>) {
  const { present, absent, excused } = counts
  if (state === 'not-started' || state === 'did-not-take-place' || present + absent + excused === 0) return null
  return (
    <p class={styles.counts}>
      <Plural value={present} one="# present" other="# present" />
      {absent > 0 && (
        <>
          {' · '}
          <Plural value={absent} one="# absent" other="# absent" />
        </>
      )}
      {excused > 0 && (
        <>
          {' · '}
          <Plural value={excused} one="# excused" other="# excused" />
        </>
      )}
    </p>
  )
}

function GapWords({ gap }: { gap: Gap }) {
  switch (gap.kind) {
    case 'no-record':
      return <Trans>Nothing recorded</Trans>
    case 'not-marked':
      return <Plural value={gap.count} one="# not marked" other="# not marked" />
    case 'differ':
      return <Plural value={gap.count} one="# differs" other="# differ" />
    case 'not-submitted':
      return <Trans>Not submitted</Trans>
    case 'returned':
      return <Trans>To be submitted again</Trans>
    default:
      return unreachable(gap)
  }
}
