import { Trans } from '@lingui/react/macro'
import { MessageSquare } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { SessionFacts } from '#domain/session.ts'
import type { Newcomer } from '#store/officeApi.ts'
import { formatMinutes } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { ClaimLines } from './ClaimLines.tsx'
import { ItemLines } from './ItemLines.tsx'
import { NewcomerMark } from './newcomers/NewcomerMark.tsx'
import { OutcomeChip } from './OutcomeChip.tsx'
import { OutcomeWords } from './OutcomeWords.tsx'
import { PersonName } from './PersonName.tsx'
import styles from './SessionRegister.module.css'
import type { PersonReport } from './sessionReport.ts'

interface PersonRecordsProps {
  report: PersonReport
  number: number
  facts: SessionFacts
  /** They are of those whom a coordinator has to look at. */
  newcomer: Newcomer | undefined
  /** What follows its claims. */
  children?: ComponentChildren
}

/** One person of the register: what counts, and under the name every claim it comes from. */
export function PersonRecords({ report, number, facts, newcomer, children }: PersonRecordsProps) {
  const {
    row,
    number: numberInRun,
    outcome,
    own,
    disagreement,
    decision,
    corrections,
    items,
    claims,
    onRoster,
  } = report
  const standing = claims.filter((line) => line.standing === 'counts' || line.standing === 'open').length
  const notes = claims.filter((line) => line.note !== null)
  return (
    <li class={styles.person} data-person={report.person} data-disagreement={disagreement || undefined}>
      <span class={styles.number} aria-hidden="true">
        {row?.displayName ? number : (numberInRun ?? number)}
      </span>
      <div class={styles.records}>
        <div class={styles.who}>
          <p class={styles.name}>
            <PersonName row={row} number={numberInRun} />
          </p>
          <p class={styles.organisation}>
            {row?.organisationName}
            {!onRoster && (
              <>
                {row?.organisationName ? ' · ' : ''}
                <Trans>not on the list</Trans>
              </>
            )}
          </p>
        </div>
        <div class={styles.outcome}>
          <OutcomeChip outcome={outcome} own={own} disagreement={disagreement} records={standing} />
          {outcome !== null && outcome.status === 'present' && (
            <span class={styles.minutes}>{formatMinutes(outcome.minutes)}</span>
          )}
        </div>
        {newcomer && (
          <p>
            <NewcomerMark newcomer={newcomer} withLink />
          </p>
        )}
        {items.length > 0 && <ItemLines items={items} />}
        {claims.length > 0 && <ClaimLines claims={claims} facts={facts} disagreement={disagreement} />}
        {corrections.map((correction) => (
          <p class={styles.correction} key={correction.claims.map(({ key }) => key).join(' ')}>
            <b>
              <Trans>Correction to decide.</Trans>
            </b>{' '}
            <Trans>
              Counts now: <OutcomeWords outcome={correction.before} />. Would become:{' '}
              <OutcomeWords outcome={correction.after} />.
            </Trans>
          </p>
        ))}
        {decision && (
          <p class={styles.decided}>
            <Trans>Decided by a coordinator.</Trans>
          </p>
        )}
        {children}
        {notes.map(({ key, note }) => (
          <p class={styles.note} key={key}>
            <Icon icon={MessageSquare} size={16} />
            <span>{note}</span>
          </p>
        ))}
      </div>
    </li>
  )
}
