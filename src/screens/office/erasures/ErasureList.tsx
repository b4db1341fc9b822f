import { Trans } from '@lingui/react/macro'
import { CircleCheck, CircleX, Clock, EyeOff, TriangleAlert, UserX } from 'lucide'
import type { ErasureRow } from '#store/officeApi.ts'
import { formatDay, formatMoment } from '#text/format.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { PaneNote } from '../PaneNote.tsx'
import styles from './Erasures.module.css'

interface ErasureListProps {
  rows: readonly ErasureRow[]
  chosen: string | null
  now: number
}

/** Every decision on erasing somebody's data, latest first. */
export function ErasureList({ rows, chosen, now }: ErasureListProps) {
  if (rows.length === 0) {
    return (
      <PaneNote>
        <EmptyState icon={UserX} title={<Trans>Nothing was decided yet</Trans>}>
          <Trans>
            When somebody wants their data erased, open them in the list of a run and choose “Erase their data”.
          </Trans>
        </EmptyState>
      </PaneNote>
    )
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul role="list">
      {rows.map((row) => (
        <li key={`${row.person} ${row.at}`} class={styles.item}>
          <Row row={row} chosen={chosen} now={now} />
        </li>
      ))}
    </ul>
  )
}

function Row({ row, chosen, now }: { row: ErasureRow; chosen: string | null; now: number }) {
  const inside = (
    <>
      <span class={styles.middle}>
        <b>{row.personName || <Trans>Person whose data was erased</Trans>}</b>
        <span class={styles.detail}>
          <When row={row} now={now} />
        </span>
        {row.reason && <span class={styles.detail}>{row.reason}</span>}
      </span>
      <Outcome row={row} />
    </>
  )
  return row.personName ? (
    <a
      class={styles.row}
      href={`/office/erasures/${row.person}`}
      data-row
      aria-current={row.person === chosen ? 'true' : undefined}
    >
      {inside}
    </a>
  ) : (
    <div class={styles.row}>{inside}</div>
  )
}

function When({ row, now }: { row: ErasureRow; now: number }) {
  const when = formatMoment(row.at, now)
  const name = row.byName
  if (row.state === 'waiting') return <Trans>Decided here, waits for the hub</Trans>
  if (row.state === 'refused') return <Trans>Refused by the hub</Trans>
  return name ? (
    <Trans>
      {name}, {when}
    </Trans>
  ) : (
    when
  )
}

function Outcome({ row }: { row: ErasureRow }) {
  if (row.state === 'refused')
    return (
      <StatusChip tone="absent" icon={TriangleAlert}>
        <Trans>Refused</Trans>
      </StatusChip>
    )
  switch (row.outcome) {
    case 'done':
      return (
        <StatusChip
          tone={row.state === 'waiting' ? 'late' : 'present'}
          icon={row.state === 'waiting' ? Clock : CircleCheck}
        >
          <Trans>Erased</Trans>
        </StatusChip>
      )
    case 'restricted': {
      const day = formatDay(row.until ?? '')
      return (
        <StatusChip tone="excused" icon={EyeOff}>
          <Trans>Kept until {day}</Trans>
        </StatusChip>
      )
    }
    case 'refused':
      return (
        <StatusChip tone="absent" icon={CircleX}>
          <Trans>Not erased</Trans>
        </StatusChip>
      )
  }
}
