import { Trans, useLingui } from '@lingui/react/macro'
import type { Outcome } from '#domain/register.ts'
import { RECORD_WORDS } from '#screens/shared/words/attendance.ts'
import { formatMinutes } from '#text/format.ts'

interface OutcomeWordsProps {
  outcome: Outcome | null
  /** What the hub calls it. */
  own?: string | null
}

/** A value in the middle of a line: Present, 2 h 30 min. */
export function OutcomeWords({ outcome, own }: OutcomeWordsProps) {
  const { i18n } = useLingui()
  if (outcome === null) return <Trans>not recorded</Trans>
  const status = i18n._(RECORD_WORDS[outcome.status])
  return (
    <>
      {own ? `${own} · ${status}` : status}
      {outcome.status === 'present' && <>, {formatMinutes(outcome.minutes)}</>}
    </>
  )
}
