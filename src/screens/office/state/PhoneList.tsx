import { Plural, Trans } from '@lingui/react/macro'
import { Check, CircleDashed, Clock, Smartphone, TriangleAlert } from 'lucide'
import type { HubPhone, HubState } from '#screens/shared/services.ts'
import { formatMoment } from '#text/format.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { standingOf } from './state.model.ts'

interface PhoneListProps {
  state: HubState
}

/** Every sign-in with what it still holds back, whose is the oldest first. */
export function PhoneList({ state: { phones, at } }: PhoneListProps) {
  if (phones.length === 0)
    return (
      <PaneNote>
        <EmptyState icon={Smartphone} title={<Trans>Nobody is signed in yet</Trans>}>
          <Trans>As soon as somebody is, you see here whether all of their work has arrived.</Trans>
        </EmptyState>
      </PaneNote>
    )
  return (
    <PaneNote>
      <List>
        {phones.map((phone) => (
          <ListRow
            key={`${phone.member} ${phone.device}`}
            detail={
              <>
                {phone.label || <Trans>A device</Trans>}
                {' · '}
                <Heard phone={phone} at={at} />
                {phone.waiting > 0 && phone.oldestAt !== null && (
                  <>
                    {' · '}
                    <Since at={phone.oldestAt} now={at} />
                  </>
                )}
                {phone.waiting > 0 && phone.refused > 0 && (
                  <>
                    {' · '}
                    <Plural value={phone.refused} one="# refused" other="# refused" />
                  </>
                )}
              </>
            }
            trailing={<Standing phone={phone} at={at} />}
          >
            {phone.displayName}
          </ListRow>
        ))}
      </List>
    </PaneNote>
  )
}

interface PhoneProps {
  phone: HubPhone
  /** The hub's time. */
  at: number
}

function Heard({ phone: { isConnected, heardAt }, at }: PhoneProps) {
  if (isConnected) return <Trans>connected now</Trans>
  if (heardAt === null) return <Trans>not heard from yet</Trans>
  const when = formatMoment(heardAt, at)
  return <Trans>last heard {when}</Trans>
}

function Since({ at, now }: { at: number; now: number }) {
  const since = formatMoment(at, now)
  return <Trans>oldest work from {since}</Trans>
}

function Standing({ phone, at }: PhoneProps) {
  const standing = standingOf(phone, at)
  if (standing === 'sent')
    return (
      <StatusChip tone="present" icon={Check}>
        <Trans>All sent</Trans>
      </StatusChip>
    )
  if (standing === 'refused')
    return (
      <StatusChip tone="late" icon={TriangleAlert}>
        <Plural value={phone.refused} one="# refused" other="# refused" />
      </StatusChip>
    )
  if (standing === 'unknown')
    return (
      <StatusChip tone="unset" icon={CircleDashed}>
        <Trans>Not known</Trans>
      </StatusChip>
    )
  return (
    <StatusChip tone={standing === 'long' ? 'absent' : 'late'} icon={standing === 'long' ? TriangleAlert : Clock}>
      <Plural value={phone.waiting} one="# waiting" other="# waiting" />
    </StatusChip>
  )
}
