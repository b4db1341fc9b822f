import { Plural, Trans } from '@lingui/react/macro'
import { Check, ChevronRight, CircleDashed, Clock, KeyRound, X } from 'lucide'
import { formatMoment } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import styles from './Participants.module.css'
import type { CodeRow } from './participants.model.ts'

interface ParticipantLineProps {
  row: CodeRow
  now: number
  onOpen: () => void
}

/** One person of the run: whether they have joined, and whether there is a code to hand over. The code itself is seen
 *  only when it is opened: others look at this list too. */
export function ParticipantLine({ row, now, onOpen }: ParticipantLineProps) {
  const { person, signedIn } = row
  return (
    <ListRow
      onClick={onOpen}
      trailing={<Icon icon={ChevronRight} size={20} />}
      detail={
        <span class={styles.state}>
          {signedIn > 0 && (
            <StatusChip tone="present" icon={Check}>
              <Plural value={signedIn} one="Joined" other="Joined on # phones" />
            </StatusChip>
          )}
          <Code row={row} now={now} />
        </span>
      }
    >
      <b>{person.displayName || <Trans>Name not received yet</Trans>}</b>
    </ListRow>
  )
}

function Code({ row: { code, signedIn, invitation }, now }: Pick<ParticipantLineProps, 'row' | 'now'>) {
  switch (code) {
    case 'given':
      return <Given until={formatMoment(invitation?.expiresAt ?? now, now)} />
    case 'asked':
      return (
        <StatusChip tone="late" icon={Clock}>
          <Trans>Waiting for the hub</Trans>
        </StatusChip>
      )
    case 'refused':
      return (
        <StatusChip tone="absent" icon={X}>
          <Trans>The hub gave no code</Trans>
        </StatusChip>
      )
    case 'none':
      return signedIn > 0 ? null : (
        <StatusChip tone="unset" icon={CircleDashed}>
          <Trans>No code yet</Trans>
        </StatusChip>
      )
  }
}

const Given = ({ until }: { until: string }) => (
  <StatusChip tone="accent" icon={KeyRound}>
    <Trans>Code until {until}</Trans>
  </StatusChip>
)
