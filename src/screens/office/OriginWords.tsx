import { Trans, useLingui } from '@lingui/react/macro'
import { Fragment } from 'preact'
import { CLOCK_OFFSET_SHOWN_MS } from '#domain/clockOffset.ts'
import type { SessionFacts } from '#domain/session.ts'
import { dayIn, formatShortDay, formatSpan, formatTime } from '#text/format.ts'
import styles from './SessionRegister.module.css'
import type { Origin } from './sessionReport.ts'

interface OriginWordsProps {
  origin: Origin
  facts: SessionFacts
}

const MINUTE_MS = 60_000

/** A moment beside a session: the day is said where it is another. */
export function momentBeside(at: number, { date, zone }: SessionFacts): string {
  const day = dayIn(at, zone)
  const time = formatTime(at, zone)
  return day === date ? time : `${formatShortDay(day, date)} ${time}`
}

/** Who stated it on which device, when by the phone's clock, and when the hub had it. */
export function OriginWords({ origin, facts }: OriginWordsProps) {
  const { t } = useLingui()
  const marked = momentBeside(origin.at, facts)
  const received = origin.receivedAt === null ? null : momentBeside(origin.receivedAt, facts)
  const name = origin.recorderName ?? t`Somebody unknown to this device`
  const parts = [
    <span key="who" class={styles.recorder}>
      {origin.deviceName === null ? name : `${name}, ${origin.deviceName}`}
    </span>,
    <span key="at" class={styles.part}>
      <Trans>marked {marked}</Trans>
    </span>,
    <PlaceWords key="place" origin={origin} received={received} />,
  ]
  const offset = origin.clockOffsetMs
  if (offset !== null && Math.abs(offset) > CLOCK_OFFSET_SHOWN_MS) {
    parts.push(<ClockWords key="clock" minutes={Math.round(offset / MINUTE_MS)} />)
  }
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={part.key}>
          {at > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </>
  )
}

interface PlaceWordsProps {
  origin: Origin
  received: string | null
}

function PlaceWords({ origin, received }: PlaceWordsProps) {
  switch (origin.place) {
    case 'received':
      return (
        <span class={styles.part}>
          {received === null ? <Trans>received</Trans> : <Trans>received {received}</Trans>}
        </span>
      )
    case 'waiting':
      return (
        <b class={styles.local}>
          <Trans>only on this device, waiting to send</Trans>
        </b>
      )
    case 'refused':
      return (
        <a class={styles.refused} href="/waiting">
          <Trans>refused by the hub</Trans>
        </a>
      )
    case 'unsaved':
      return (
        <b class={styles.refused}>
          <Trans>not saved</Trans>
        </b>
      )
  }
}

interface ClockWordsProps {
  minutes: number
}

function ClockWords({ minutes }: ClockWordsProps) {
  const span = formatSpan(Math.abs(minutes))
  return (
    <span class={styles.clock}>
      {minutes > 0 ? <Trans>phone clock {span} ahead</Trans> : <Trans>phone clock {span} behind</Trans>}
    </span>
  )
}
