import { Trans } from '@lingui/react/macro'
import { CalendarClock, MapPin, Smartphone, User } from 'lucide'
import {
  dayIn,
  formatFromNow,
  formatList,
  formatNearDay,
  formatShortDay,
  formatTime,
  formatWallTime,
  formatWallTimes,
} from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { Card } from '#ui/Card.tsx'
import { Icon } from '#ui/Icon.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import shared from '../learning.module.css'
import type { MySession } from '../myRuns.ts'
import styles from './NextCard.module.css'

const SOON_MS = 12 * 3_600_000

/** The next session: when, where, with whom, and what has changed about it. */
export function NextCard({ session, now }: { session: MySession; now: number }) {
  const { facts, title, place, trainers, was } = session
  const today = dayIn(now, facts.zone)
  return (
    <Card next>
      <div class={styles.first}>
        <b class={styles.when}>
          {formatNearDay(facts.date, today)},{' '}
          <span class={styles.times}>{formatWallTimes(facts.start, facts.end)}</span>
        </b>
        <NearChip session={session} now={now} />
      </div>
      <h2 class={styles.title} lang={langOf(title)}>
        {localText(title)}
      </h2>
      <ul class={shared.icons}>
        {was && (
          <li data-tone="late">
            <Icon icon={CalendarClock} size={20} />
            <Was session={session} today={today} />
          </li>
        )}
        {place !== '' && (
          <li>
            <Icon icon={MapPin} size={20} />
            <span>{place}</span>
          </li>
        )}
        <OnThisPhone session={session} />
        {trainers.length > 0 && (
          <li>
            <Icon icon={User} size={20} />
            <span>{formatList(trainers)}</span>
          </li>
        )}
      </ul>
    </Card>
  )
}

function NearChip({ session: { startsAt }, now }: { session: MySession; now: number }) {
  if (startsAt <= now) {
    return (
      <StatusChip tone="accent">
        <Trans>Now</Trans>
      </StatusChip>
    )
  }
  if (startsAt - now > SOON_MS) return null
  const fromNow = formatFromNow(startsAt, now)
  return (
    <StatusChip tone="accent">
      <Trans>starts {fromNow}</Trans>
    </StatusChip>
  )
}

function Was({ session: { was, facts, place }, today }: { session: MySession; today: string }) {
  if (!was) return null
  const isSameTime = was.date === facts.date && was.start === facts.start && was.end === facts.end
  if (isSameTime) {
    const before = was.place || '–'
    return (
      <span>
        <Trans>
          <b>New place.</b> Before: {before}
        </Trans>
      </span>
    )
  }
  const before = `${formatShortDay(was.date, today)} ${formatWallTimes(was.start, was.end)}`
  return (
    <span>
      {was.place === place ? (
        <Trans>
          <b>New time.</b> Before: {before}
        </Trans>
      ) : (
        <Trans>
          <b>New time and place.</b> Before: {before}
        </Trans>
      )}
    </span>
  )
}

/** Who joins from another zone goes by another clock. */
function OnThisPhone({ session: { facts, startsAt, endsAt } }: { session: MySession }) {
  if (facts.mode === 'on-site' || formatTime(startsAt) === formatWallTime(facts.start)) return null
  const times = `${formatTime(startsAt)}–${formatTime(endsAt)}`
  return (
    <li>
      <Icon icon={Smartphone} size={20} />
      <span>
        <Trans>{times} on your phone’s clock</Trans>
      </span>
    </li>
  )
}
