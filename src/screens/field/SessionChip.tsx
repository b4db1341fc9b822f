import { Trans, useLingui } from '@lingui/react/macro'
import { Check, CircleDashed, Clock, type IconNode, MessageSquare, Undo2, X } from 'lucide'
import { unreachable } from '#domain/result.ts'
import { REGISTER_STATE_WORDS } from '#screens/shared/words/attendance.ts'
import type { SessionRow } from '#store/api.ts'
import { type ChipTone, StatusChip } from '#ui/StatusChip.tsx'

interface SessionChipProps {
  session: SessionRow
  /** ms UTC. */
  now: number
}

/** What became of a session's register, in icon, word and colour. Nothing for what has not begun. */
export function SessionChip({ session, now }: SessionChipProps) {
  const { i18n } = useLingui()
  if (session.cancelled) {
    return (
      <StatusChip tone="plain" icon={X}>
        <Trans>Cancelled</Trans>
      </StatusChip>
    )
  }
  if (session.state === 'not-started' && session.endsAt > now) return null
  const { tone, icon } = looks(session)
  return (
    <StatusChip tone={tone} icon={icon}>
      {session.state === 'not-started' ? <Trans>No record</Trans> : i18n._(REGISTER_STATE_WORDS[session.state])}
    </StatusChip>
  )
}

function looks({ state }: SessionRow): { tone: ChipTone; icon: IconNode } {
  switch (state) {
    case 'not-started':
      return { tone: 'unset', icon: CircleDashed }
    case 'in-progress':
      return { tone: 'accent', icon: Clock }
    case 'submitted':
    case 'accepted':
      return { tone: 'present', icon: Check }
    case 'returned':
      return { tone: 'late', icon: Undo2 }
    case 'did-not-take-place':
      return { tone: 'excused', icon: MessageSquare }
    default:
      return unreachable(state)
  }
}
