import { Plural, Trans } from '@lingui/react/macro'
import { Clock, Languages, ListOrdered } from 'lucide'
import type { ModuleRow } from '#store/api.ts'
import { formatMinutes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { Icon } from '#ui/Icon.tsx'
import { DownloadButton } from '../DownloadButton.tsx'
import { DownloadLine } from '../DownloadLine.tsx'
import type { Downloads } from '../downloads.model.ts'
import { languageNames } from '../languageNames.ts'
import styles from './ModuleCard.module.css'

interface ModuleCardProps {
  row: ModuleRow
  downloads: Downloads
}

/** One module: what it is about, how far one is in it, and whether it can be read without a network. */
export function ModuleCard({ row, downloads }: ModuleCardProps) {
  const { module, title, summary, minutes, lessonCount, lessonsRead, languages } = row
  return (
    <article class={styles.card}>
      <a class={styles.about} href={`/learn/${module}`}>
        <h2 class={styles.title} lang={langOf(title)}>
          {localText(title)}
        </h2>
        <p class={styles.summary} lang={langOf(summary)}>
          {localText(summary)}
        </p>
        <p class={styles.facts}>
          <span>
            <Icon icon={Clock} size={16} />
            {formatMinutes(minutes)}
          </span>
          <span>
            <Icon icon={ListOrdered} size={16} />
            <Plural value={lessonCount} one="# lesson" other="# lessons" />
          </span>
          <span>
            <Icon icon={Languages} size={16} />
            {languageNames(languages)}
          </span>
        </p>
        {lessonsRead > 0 && (
          <p class={styles.read}>
            <span class={styles.bar} aria-hidden="true">
              <i style={{ inlineSize: `${(100 * lessonsRead) / Math.max(1, lessonCount)}%` }} />
            </span>
            <Trans>
              {lessonsRead} of {lessonCount} lessons read
            </Trans>
          </p>
        )}
      </a>
      <div class={styles.here}>
        <DownloadLine row={row} />
        <DownloadButton row={row} downloads={downloads} />
      </div>
    </article>
  )
}
