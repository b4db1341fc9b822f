import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from './Desk.tsx'
import { NotOnThisDevice } from './NotOnThisDevice.tsx'
import { PaneHead } from './PaneHead.tsx'
import { PaneNote } from './PaneNote.tsx'
import { ProgrammePane } from './ProgrammePane.tsx'
import { RunHead } from './RunHead.tsx'
import { RunActions } from './run/RunActions.tsx'
import { RunModel } from './run.model.ts'
import { SessionPane } from './SessionPane.tsx'

interface RunProps {
  run: string
}

/** One run: its sessions with their registers' state. */
export function Run({ run }: RunProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return <RunOfSeat key={`${seat.info.value.member} ${run}`} seat={seat} run={run as RunId} />
}

interface RunOfSeatProps {
  seat: Seat
  run: RunId
}

function RunOfSeat({ seat, run }: RunOfSeatProps) {
  const model = useModel(() => new RunModel(seat, run))
  const view = model.view.value
  return (
    <Desk
      seat={seat}
      place="programmes"
      page="detail"
      list={{
        head: <PaneHead main={false} title={<Trans>Programmes</Trans>} />,
        body: <ProgrammePane seat={seat} chosen={run} />,
      }}
      detail={{
        head:
          view.state === 'ready' ? (
            <RunHead view={view.value} main backHref="/office" />
          ) : (
            <PaneHead main backHref="/office" title={<Trans>Run</Trans>} />
          ),
        body:
          view.state === 'ready' ? (
            <>
              <RunActions seat={seat} run={view.value.run} />
              <SessionPane
                sessions={view.value.sessions}
                names={model.names.value}
                now={model.now.value}
                chosen={null}
              />
            </>
          ) : view.state === 'missing' ? (
            <PaneNote>
              <NotOnThisDevice filling={seat.connection.value.filling} />
            </PaneNote>
          ) : (
            <PaneNote>
              <Skeleton shape="rows" count={5} />
            </PaneNote>
          ),
      }}
    />
  )
}
