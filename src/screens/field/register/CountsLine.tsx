import { Plural } from '@lingui/react/macro'
import type { RegisterCounts } from '#domain/register.ts'
import styles from './CountsLine.module.css'

/** Numbers in one line: 18 present | 2 absent | 1 excused | 4 not marked. What is zero is left out. */
export function CountsLine({ counts }: { counts: RegisterCounts }) {
  const { present, absent, excused, notRecorded, disagreements } = counts
  return (
    <div class={styles.counts}>
      <p class={styles.line}>
        {(present > 0 || notRecorded === 0) && (
          <span class={styles.count} data-tone="present">
            <Plural value={present} one="# present" other="# present" />
          </span>
        )}
        {absent > 0 && (
          <span class={styles.count} data-tone="absent">
            <Plural value={absent} one="# absent" other="# absent" />
          </span>
        )}
        {excused > 0 && (
          <span class={styles.count} data-tone="excused">
            <Plural value={excused} one="# excused" other="# excused" />
          </span>
        )}
        {disagreements > 0 && (
          <span class={styles.count} data-tone="late">
            <Plural value={disagreements} one="# differs" other="# differ" />
          </span>
        )}
        {notRecorded > 0 && (
          <span class={styles.count}>
            <Plural value={notRecorded} one="# not marked" other="# not marked" />
          </span>
        )}
      </p>
    </div>
  )
}
