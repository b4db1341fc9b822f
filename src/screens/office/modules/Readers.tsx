import { Trans } from '@lingui/react/macro'
import { CircleCheck } from 'lucide'
import type { Loadable } from '#store/api.ts'
import type { LibraryRow, ModuleReader } from '#store/learningApi.ts'
import { formatNumber } from '#text/format.ts'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import styles from './ModulePane.module.css'

interface ReadersProps {
  readers: Loadable<ModuleReader[]>
  of: Pick<LibraryRow, 'lessonCount'>
}

/** How far participants are, as their phones have sent it. What they answered is for their trainers to talk about. */
export function Readers({ readers, of }: ReadersProps) {
  if (readers.state === 'missing') return null
  return (
    <section class={styles.readers} aria-labelledby="readers">
      <h2 class={styles.heading} id="readers">
        <Trans>Participants who have begun</Trans>
      </h2>
      {readers.state === 'loading' ? (
        <Skeleton shape="rows" count={2} />
      ) : readers.value.length === 0 ? (
        <p class={styles.quiet}>
          <Trans>Nobody yet. They appear here when their phones have reached the hub.</Trans>
        </p>
      ) : (
        <List>
          {readers.value.map((reader) => (
            <ListRow key={reader.person} trailing={<HowFar reader={reader} lessonCount={of.lessonCount} />}>
              {reader.displayName || <Trans>Somebody</Trans>}
            </ListRow>
          ))}
        </List>
      )}
    </section>
  )
}

function HowFar({ reader, lessonCount }: { reader: ModuleReader; lessonCount: number }) {
  const count = formatNumber(lessonCount)
  const read = formatNumber(Math.min(reader.lessonsRead, lessonCount))
  if (reader.lessonsRead < lessonCount) {
    return (
      <Trans>
        {read} of {count} lessons
      </Trans>
    )
  }
  return (
    <StatusChip tone="present" icon={CircleCheck}>
      <Trans>Read to the end</Trans>
    </StatusChip>
  )
}
