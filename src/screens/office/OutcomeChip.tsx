import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ArrowRightLeft, Check, CircleDashed, Clock, MessageSquare, X } from 'lucide'
import type { Outcome } from '#domain/register.ts'
import { RECORD_WORDS } from '#screens/shared/words/attendance.ts'
import { formatMinutes } from '#text/format.ts'
import { StatusChip } from '#ui/StatusChip.tsx'

interface OutcomeChipProps {
  outcome: Outcome | null
  /** What the hub calls it. */
  own?: string | null
  disagreement: boolean
  /** How many records stand. */
  records: number
}

/** What counts for one person, as icon, word and colour. */
export function OutcomeChip({ outcome, own, disagreement, records }: OutcomeChipProps) {
  const { i18n } = useLingui()
  if (outcome === null) {
    return (
      <StatusChip tone="unset" icon={CircleDashed}>
        <Trans>Not recorded</Trans>
      </StatusChip>
    )
  }
  if (disagreement) {
    return (
      <StatusChip tone="two" icon={ArrowRightLeft}>
        <Plural value={records} one="# record" other="# records" />
      </StatusChip>
    )
  }
  if (outcome.status === 'absent') {
    return (
      <StatusChip tone="absent" icon={X}>
        {own ?? i18n._(RECORD_WORDS.absent)}
      </StatusChip>
    )
  }
  if (outcome.status === 'excused') {
    return (
      <StatusChip tone="excused" icon={MessageSquare}>
        {own ?? i18n._(RECORD_WORDS.excused)}
      </StatusChip>
    )
  }
  const late = formatMinutes(outcome.lateMinutes)
  const early = formatMinutes(outcome.leftEarlyMinutes)
  if (outcome.lateMinutes === 0 && outcome.leftEarlyMinutes === 0) {
    return (
      <StatusChip tone="present" icon={Check}>
        {own ?? i18n._(RECORD_WORDS.present)}
      </StatusChip>
    )
  }
  return (
    <StatusChip tone="late" icon={Clock}>
      {outcome.leftEarlyMinutes === 0 ? (
        <Trans>{late} late</Trans>
      ) : outcome.lateMinutes === 0 ? (
        <Trans>left {early} early</Trans>
      ) : (
        <Trans>
          {late} late, left {early} early
        </Trans>
      )}
    </StatusChip>
  )
}
