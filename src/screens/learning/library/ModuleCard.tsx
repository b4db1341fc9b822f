import { Trans } from '@lingui/react/macro'
import { ModuleFacts } from '#screens/shared/modules/ModuleFacts.tsx'
import type { ModuleRow } from '#store/learningApi.ts'
import { langOf, localText } from '#text/localText.ts'
import { DownloadButton } from '../DownloadButton.tsx'
import { DownloadLine } from '../DownloadLine.tsx'
import type { Downloads } from '../downloads.model.ts'
import styles from './ModuleCard.module.css'

interface ModuleCardProps {
  row: ModuleRow
  downloads: Downloads
}

/** One module: what it is about, how far one is in it, and whether it can be read without a network. */
export function ModuleCard({ row, downloads }: ModuleCardProps) {
  const { module, title, summary, lessonCount, lessonsRead } = row
  return (
    <article class={styles.card}>
      <a class={styles.about} href={`/learn/${module}`}>
        <h2 class={styles.title} lang={langOf(title)}>
          {localText(title)}
        </h2>
        <p class={styles.summary} lang={langOf(summary)}>
          {localText(summary)}
        </p>
        <ModuleFacts of={row} />
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
