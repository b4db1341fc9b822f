import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck } from 'lucide'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from './Desk.tsx'
import { MissedModel } from './missed.model.ts'
import { PaneHead } from './PaneHead.tsx'
import { PaneNote } from './PaneNote.tsx'
import { SessionRowLink } from './SessionRowLink.tsx'
import { ToLookAt } from './ToLookAt.tsx'

/** Sessions whose time has passed with nothing recorded: neither marks nor *did not take place*. */
export function Missed() {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <Desk
      key={seat.info.value.member}
      seat={seat}
      place="missed"
      page="list"
      list={{
        head: (
          <PaneHead
            main
            title={<Trans>Nothing recorded</Trans>}
            subtitle={
              <Trans>The time has passed. Nobody recorded attendance or said that it did not take place.</Trans>
            }
          />
        ),
        body: <MissedList seat={seat} />,
      }}
      detail={{
        head: <PaneHead main={false} title={<Trans>To look at</Trans>} />,
        body: <ToLookAt seat={seat} />,
      }}
    />
  )
}

interface MissedListProps {
  seat: Seat
}

function MissedList({ seat }: MissedListProps) {
  const model = useModel(() => new MissedModel(seat))
  const sessions = model.sessions.value
  const names = model.names.value
  const now = model.now.value
  if (sessions.state !== 'ready')
    return (
      <PaneNote>
        <Skeleton shape="rows" count={5} />
      </PaneNote>
    )
  if (sessions.value.length === 0) {
    return (
      <PaneNote>
        <EmptyState icon={CircleCheck} title={<Trans>Every past session has a record</Trans>}>
          <Trans>Sessions appear here by themselves when their time has passed and nothing has arrived.</Trans>
        </EmptyState>
      </PaneNote>
    )
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul role="list">
      {sessions.value.map((session) => (
        <SessionRowLink key={session.session} session={session} names={names} now={now} selected={false} withRun />
      ))}
    </ul>
  )
}
