import { Trans } from '@lingui/react/macro'
import { formatMinutes } from '#text/format.ts'
import styles from './ItemLines.module.css'
import { OutcomeChip } from './OutcomeChip.tsx'
import type { ItemReport } from './sessionReport.ts'

/** What counts for one person, item by item of the agenda. */
export function ItemLines({ items }: { items: ItemReport[] }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul class={styles.items} role="list">
      {items.map(({ item, title, outcome, disagreement, decision, records }) => (
        <li class={styles.item} key={item} data-decided={decision !== null || undefined}>
          <span class={styles.title}>
            {title ?? <Trans>an item that is not in the agenda any more</Trans>}
            {decision && (
              <span class={styles.decided}>
                <Trans>Decided by a coordinator.</Trans>
              </span>
            )}
          </span>
          {outcome?.status === 'present' && <span class={styles.minutes}>{formatMinutes(outcome.minutes)}</span>}
          <OutcomeChip outcome={outcome} disagreement={disagreement} records={records} />
        </li>
      ))}
    </ul>
  )
}
