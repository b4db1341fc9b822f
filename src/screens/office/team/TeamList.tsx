import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Clock, TriangleAlert } from 'lucide'
import type { ProgrammeRow } from '#store/api.ts'
import type { TeamRow } from '#store/officeApi.ts'
import { StatusChip } from '#ui/StatusChip.tsx'
import styles from './Team.module.css'
import { TEAM_ROLE_WORDS } from './teamWords.ts'

interface TeamListProps {
  rows: readonly TeamRow[]
  programmes: readonly ProgrammeRow[]
  chosen: string | null
}

export function TeamList({ rows, programmes, chosen }: TeamListProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul role="list">
      {rows.map((row) => (
        <li key={row.member} class={styles.item}>
          <a
            class={styles.row}
            href={`/office/team/${row.member}`}
            data-row
            aria-current={row.member === chosen ? 'true' : undefined}
          >
            <span class={styles.middle}>
              <b>{row.displayName}</b>
              <span class={styles.detail}>
                <RowWords row={row} of={programmes.length} />
              </span>
            </span>
            {row.isRefused ? (
              <StatusChip tone="absent" icon={TriangleAlert}>
                <Trans>Refused</Trans>
              </StatusChip>
            ) : (
              row.isWaiting && (
                <StatusChip tone="late" icon={Clock}>
                  <Trans>Waiting</Trans>
                </StatusChip>
              )
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}

function RowWords({ row, of }: { row: TeamRow; of: number }) {
  const { i18n } = useLingui()
  const active = row.signIns.filter(({ state }) => state === 'active').length
  const held = row.programmes.length
  return (
    <>
      {i18n._(TEAM_ROLE_WORDS[row.role])}
      {row.role === 'trainer' && of > 0 && (
        <>
          {' · '}
          {held >= of ? (
            <Trans>all programmes</Trans>
          ) : held === 0 ? (
            <Trans>no programme</Trans>
          ) : (
            <Plural value={held} one="# programme" other="# programmes" />
          )}
        </>
      )}
      {' · '}
      {active === 0 ? <Trans>not signed in</Trans> : <Plural value={active} one="# device" other="# devices" />}
    </>
  )
}
