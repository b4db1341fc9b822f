import { Trans } from '@lingui/react/macro'
import { ChevronRight, CircleCheck, Hourglass } from 'lucide'
import { formatMinutes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { Card } from '#ui/Card.tsx'
import { Icon } from '#ui/Icon.tsx'
import styles from './HoursCard.module.css'
import shared from './learning.module.css'
import type { MyRun } from './myRuns.ts'

interface HoursCardProps {
  /** Named each, where there are several. */
  runs: readonly MyRun[]
  /** Makes the whole card a link. */
  href?: string
}

/** How long a person was there, of how long the run is; a bar, and the same in words. */
export function HoursCard({ runs, href }: HoursCardProps) {
  return (
    <Card {...(href === undefined ? {} : { href })}>
      <h2 class={styles.heading}>
        <Trans>My hours</Trans>
        {href !== undefined && <Icon icon={ChevronRight} size={20} />}
      </h2>
      {runs.map((run) => (
        <RunHours key={run.run} run={run} named={runs.length > 1} />
      ))}
    </Card>
  )
}

function RunHours({ run: { title, number, hours }, named }: { run: MyRun; named: boolean }) {
  return (
    <div class={styles.run}>
      {named && (
        <h3 class={styles.name} lang={langOf(title)}>
          {localText(title)}
          {number !== null && ` · ${number}`}
        </h3>
      )}
      {hours === null ? (
        <p class={styles.none}>
          <Trans>Your hours come with the next contact with the hub.</Trans>
        </p>
      ) : (
        <Hours {...hours} />
      )}
    </div>
  )
}

function Hours({ confirmed, toReview, of }: NonNullable<MyRun['hours']>) {
  const share = (minutes: number) => `${of === 0 ? 0 : Math.min(100, (100 * minutes) / of)}%`
  const there = formatMinutes(confirmed + toReview)
  const [yes, notYet, whole] = [formatMinutes(confirmed), formatMinutes(toReview), formatMinutes(of)]
  return (
    <>
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
        {confirmed > 0 && (
          <li>
            <Icon icon={CircleCheck} size={20} />
            <span>
              <Trans>{yes} confirmed</Trans>
            </span>
          </li>
        )}
        {toReview > 0 && (
          <li>
            <Icon icon={Hourglass} size={20} />
            <span>
              <Trans>{notYet} not confirmed yet</Trans>
            </span>
          </li>
        )}
      </ul>
    </>
  )
}
