import { Trans } from '@lingui/react/macro'
import type { ComponentChildren } from 'preact'
import type { SessionRow } from '#store/api.ts'
import { formatDay, formatFromNow, formatNearDay, formatNumber, formatWallTimes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { SessionChip } from '../SessionChip.tsx'
import { useSessionLine } from '../sessionLine.ts'
import styles from './SessionCard.module.css'

interface SessionCardProps {
  session: SessionRow
  now: number
  /** null while nobody knows what day it is. */
  today: string | null
  /** The one to open now: an accent outline and the primary button. */
  next?: boolean
  /** What more is said of it. */
  children?: ComponentChildren
}

const HOUR_MS = 3_600_000

/** One session of the day. The next one carries the screen's primary button; another is one link. */
export function SessionCard({ session, now, today, next, children }: SessionCardProps) {
  const line = useSessionLine()
  const { facts, rosterSize } = session
  const href = `/sessions/${session.session}`
  const times = formatWallTimes(facts.start, facts.end)
  return (
    <Card {...(next ? { next } : { href })}>
      <div class={styles.first}>
        <b class={styles.times}>
          {facts.date === today
            ? times
            : `${today === null ? formatDay(facts.date) : formatNearDay(facts.date, today)}, ${times}`}
        </b>
        {next ? <WhenChip session={session} now={now} /> : <SessionChip session={session} now={now} />}
      </div>
      <h2 class={styles.title} lang={langOf(session.title)}>
        {localText(session.title)}
      </h2>
      <p class={styles.line}>{line(session)}</p>
      {children}
      {next && (
        <div class={styles.action}>
          <Button variant="primary" href={href} wide>
            {rosterSize > 0 ? <Trans>Open register · {formatNumber(rosterSize)}</Trans> : <Trans>Open register</Trans>}
          </Button>
        </div>
      )}
    </Card>
  )
}

function WhenChip({ session, now }: { session: SessionRow; now: number }) {
  const { startsAt, endsAt, state } = session
  if (state === 'returned') return <SessionChip session={session} now={now} />
  if (startsAt <= now && now < endsAt) {
    return (
      <StatusChip tone="accent">
        <Trans>Now</Trans>
      </StatusChip>
    )
  }
  if (startsAt > now) {
    if (startsAt - now > 12 * HOUR_MS) return null
    return (
      <StatusChip tone="accent">
        <Trans>starts {formatFromNow(startsAt, now)}</Trans>
      </StatusChip>
    )
  }
  return (
    <StatusChip tone="late">
      <Trans>ended {formatFromNow(endsAt, now)}</Trans>
    </StatusChip>
  )
}
