import { Trans, useLingui } from '@lingui/react/macro'
import type { MemberId } from '#domain/ids.ts'
import { REGISTER_STATE_WORDS } from '#screens/shared/words/attendance.ts'
import type { SessionRow } from '#store/api.ts'
import { dayIn, formatFromNow, formatList, formatNearDay, formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { CountsLine } from './CountsLine.tsx'
import { standingOf } from './programmes.model.ts'
import styles from './Rows.module.css'
import { StripeRow, type StripeTone } from './StripeRow.tsx'

interface SessionRowLinkProps {
  session: SessionRow
  names: ReadonlyMap<MemberId, string>
  now: number
  selected: boolean
  /** The list holds several runs: say which. */
  withRun?: boolean
}

function toneOf(session: SessionRow, now: number): StripeTone {
  const standing = standingOf(session, now)
  if (standing === 'cancelled') return 'ahead'
  return session.counts.disagreements > 0 ? 'doubt' : standing
}

/** One session: its state, when and where, who teaches, and the numbers of its register. */
export function SessionRowLink({ session, names, now, selected, withRun }: SessionRowLinkProps) {
  const { i18n } = useLingui()
  const { facts, state, index } = session
  const standing = standingOf(session, now)
  const when = `${formatNearDay(facts.date, dayIn(now, facts.zone))}, ${formatWallTimes(facts.start, facts.end)}`
  const trainers = session.trainers.map((member) => names.get(member)).filter((name) => name !== undefined)
  const where = [trainers.length > 0 ? formatList(trainers) : '', session.place].filter(Boolean).join(' · ')
  return (
    <StripeRow
      tone={toneOf(session, now)}
      state={
        standing === 'missed' ? (
          <Trans>Nothing recorded</Trans>
        ) : standing === 'cancelled' ? (
          <Trans>Cancelled</Trans>
        ) : (
          i18n._(REGISTER_STATE_WORDS[state])
        )
      }
      trailing={
        standing === 'missed'
          ? formatFromNow(session.endsAt, now)
          : session.lastClaimAt !== null && <LastRecord at={session.lastClaimAt} now={now} />
      }
      title={withRun ? localText(session.title) : when}
      href={`/office/sessions/${session.session}`}
      selected={selected}
    >
      <span class={styles.detail}>
        {withRun && (
          <>
            {when}
            {' · '}
            {session.runNumber !== null && (
              <>
                <Trans>run {session.runNumber}</Trans>
                {' · '}
              </>
            )}
          </>
        )}
        <Trans>
          session {index} of {session.ofSessions}
        </Trans>
        {where !== '' && ` · ${where}`}
      </span>
      {state !== 'not-started' && state !== 'did-not-take-place' && <CountsLine counts={session.counts} />}
    </StripeRow>
  )
}

interface LastRecordProps {
  at: number
  now: number
}

function LastRecord({ at, now }: LastRecordProps) {
  const when = formatFromNow(at, now)
  return <Trans>last record {when}</Trans>
}
