import { Trans } from '@lingui/react/macro'
import { isByItem, itemRegister } from '#domain/itemRegister.ts'
import type { Register } from '#domain/register.ts'
import { formatWallTimes } from '#text/format.ts'
import styles from './AgendaTable.module.css'
import { CountsLine } from './CountsLine.tsx'

/** The items of the agenda, and where the session was marked by item, the numbers of each. */
export function AgendaTable({ register }: { register: Register }) {
  const { agenda } = register.facts
  const byItem = register.rows.some(isByItem)
  if (agenda.length === 0) return null
  return (
    <section class={styles.agenda} aria-labelledby="session-agenda">
      <h2 class={styles.heading} id="session-agenda">
        <Trans>Agenda</Trans>
      </h2>
      <ol class={styles.items}>
        {agenda.map((item) => (
          <li class={styles.item} key={item.id}>
            <span class={styles.times}>{formatWallTimes(item.start, item.end)}</span>
            <span class={styles.title}>{item.title}</span>
            {byItem && <CountsLine counts={itemRegister(register, item).counts} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
