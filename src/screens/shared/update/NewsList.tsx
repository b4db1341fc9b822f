import { Trans } from '@lingui/react/macro'
import { Sparkle } from 'lucide'
import type { Loadable } from '#store/api.ts'
import { formatDay } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { VersionNews } from '../services.ts'
import styles from './NewsList.module.css'

/** What is new, version by version, the newest first. */
export function NewsList({ news }: { news: Loadable<VersionNews[]> }) {
  if (news.state === 'loading') return <Skeleton shape="rows" count={3} />
  if (news.state === 'missing' || news.value.length === 0) {
    return (
      <p class={styles.quiet}>
        <Trans>What is new cannot be read now.</Trans>
      </p>
    )
  }
  return (
    <>
      {news.value.map(({ version, day, points }) => (
        <section class={styles.version} key={version} aria-label={version}>
          <div class={styles.head}>
            {news.value.length > 1 && <h3 class={styles.number}>{version}</h3>}
            <p class={styles.quiet}>{formatDay(day)}</p>
          </div>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
          <ul class={styles.points} role="list">
            {points.map((point) => (
              <li class={styles.point} key={point}>
                <Icon icon={Sparkle} size={16} />
                <span>{point}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
