import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import type { SessionId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from './Desk.tsx'
import { NotOnThisDevice } from './NotOnThisDevice.tsx'
import { NewcomersModel, newcomersOf } from './newcomers/newcomers.model.ts'
import { PaneHead } from './PaneHead.tsx'
import { PaneNote } from './PaneNote.tsx'
import { ProgrammePane } from './ProgrammePane.tsx'
import { RunHead } from './RunHead.tsx'
import { SessionHead } from './SessionHead.tsx'
import { SessionPane } from './SessionPane.tsx'
import { SessionRegister } from './SessionRegister.tsx'
import { SessionModel } from './session.model.ts'

interface SessionDetailProps {
  session: string
}

/** One session's register with every claim: who, when, received when, from which device. */
export function SessionDetail({ session }: SessionDetailProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return <SessionOfSeat key={`${seat.info.value.member} ${session}`} seat={seat} session={session as SessionId} />
}

interface SessionOfSeatProps {
  seat: Seat
  session: SessionId
}

function SessionOfSeat({ seat, session }: SessionOfSeatProps) {
  const model = useModel(() => new SessionModel(seat, session))
  const { newcomers } = useModel(() => new NewcomersModel(seat))
  const page = model.page.value
  const run = model.run.value
  const now = model.now.value
  return (
    <Desk
      seat={seat}
      place="programmes"
      page="detail"
      list={
        page.state === 'missing'
          ? {
              head: <PaneHead main={false} title={<Trans>Programmes</Trans>} />,
              body: <ProgrammePane seat={seat} chosen={null} />,
            }
          : {
              head: run && <RunHead view={run} main={false} backHref="/office" />,
              body: run ? (
                <SessionPane sessions={run.sessions} names={model.names.value} now={now} chosen={session} />
              ) : (
                <PaneNote>
                  <Skeleton shape="rows" count={5} />
                </PaneNote>
              ),
            }
      }
      detail={{
        head:
          page.state === 'ready' ? (
            <SessionHead page={page.value} canPlan={seat.info.value.role === 'coordinator'} now={now} />
          ) : (
            <PaneHead main backHref="/office" title={<Trans>Session</Trans>} />
          ),
        body:
          page.state === 'ready' ? (
            <SessionRegister
              seat={seat}
              now={now}
              page={page.value}
              newcomers={newcomersOf(newcomers.value, page.value.view.session.run)}
            />
          ) : page.state === 'missing' ? (
            <PaneNote>
              <NotOnThisDevice filling={seat.connection.value.filling} />
            </PaneNote>
          ) : (
            <PaneNote>
              <Skeleton shape="rows" count={8} />
            </PaneNote>
          ),
      }}
    />
  )
}
