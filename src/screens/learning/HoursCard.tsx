import { Trans } from '@lingui/react/macro'
import { CircleCheck, Hourglass } from 'lucide'
import { formatMinutes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { Card } from '#ui/Card.tsx'
import { Icon } from '#ui/Icon.tsx'
import styles from './HoursCard.module.css'
import shared from './learning.module.css'
import type { MyRun } from './myRuns.ts'

interface HoursCardProps {
  run: MyRun
  /** With the run's title: there are several. */
  named?: boolean
  /** Makes the whole card a link. */
  href?: string
}

/** How long a person was there, of how long the run is; a bar, and the same in words. */
export function HoursCard({ run: { title, number, hours }, named, href }: HoursCardProps) {
  const link = href === undefined ? {} : { href }
  const name = number === null ? localText(title) : `${localText(title)} · ${number}`
  if (hours === null) {
    return (
      <Card {...link}>
        <h2 class={styles.heading}>{named ? <span lang={langOf(title)}>{name}</span> : <Trans>My hours</Trans>}</h2>
        <p class={styles.none}>
          <Trans>Your hours come with the next contact with the hub.</Trans>
        </p>
      </Card>
    )
  }
  const { confirmed, toReview, of } = hours
  const share = (minutes: number) => `${of === 0 ? 0 : Math.min(100, (100 * minutes) / of)}%`
  const there = formatMinutes(confirmed + toReview)
  const whole = formatMinutes(of)
  return (
    <Card {...link}>
      <h2 class={styles.heading}>{named ? <span lang={langOf(title)}>{name}</span> : <Trans>My hours</Trans>}</h2>
      <p class={styles.sum}>
        <Trans>
          <b>{there}</b> of {whole}
        </Trans>
      </p>
      <span class={styles.bar} aria-hidden="true">
        <span class={styles.confirmed} style={{ inlineSize: share(confirmed) }} />
        <span class={styles.toReview} style={{ inlineSize: share(toReview) }} />
      </span>
      <ul class={shared.icons}>
        <li>
          <Icon icon={CircleCheck} size={20} />
          <Minutes minutes={confirmed} confirmed />
        </li>
        {toReview > 0 && (
          <li>
            <Icon icon={Hourglass} size={20} />
            <Minutes minutes={toReview} />
          </li>
        )}
      </ul>
    </Card>
  )
}

function Minutes({ minutes, confirmed }: { minutes: number; confirmed?: boolean }) {
  const time = formatMinutes(minutes)
  return <span>{confirmed ? <Trans>{time} confirmed</Trans> : <Trans>{time} not confirmed yet</Trans>}</span>
}
