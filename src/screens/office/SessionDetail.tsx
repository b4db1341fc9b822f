import { useModel } from '@preact/signals'
import type { RunId, SessionId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { NobodySignedIn } from '../shared/NobodySignedIn.tsx'
import { useApp } from '../shared/services.ts'
import { Desk } from './Desk.tsx'
import { NotOnThisDevice } from './NotOnThisDevice.tsx'
import { RunHead } from './RunHead.tsx'
import { RunModel } from './run.model.ts'
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
  const page = model.page.value
  const run = page.state === 'ready' ? page.value.view.session.run : null
  return (
    <Desk
      seat={seat}
      place="programmes"
      page="detail"
      list={
        run === null ? (
          page.state === 'loading' && <Skeleton shape="rows" count={5} />
        ) : (
          <RunBeside key={run} seat={seat} run={run} chosen={session} />
        )
      }
      detail={
        page.state === 'ready' ? (
          <SessionRegister page={page.value} now={model.now.value} />
        ) : page.state === 'missing' ? (
          <NotOnThisDevice filling={seat.connection.value.filling} />
        ) : (
          <Skeleton shape="rows" count={8} />
        )
      }
    />
  )
}

interface RunBesideProps {
  seat: Seat
  run: RunId
  chosen: SessionId
}

/** The other sessions of the run, beside the open one. */
function RunBeside({ seat, run, chosen }: RunBesideProps) {
  const model = useModel(() => new RunModel(seat, run))
  const view = model.view.value
  if (view.state !== 'ready') return <Skeleton shape="rows" count={5} />
  return (
    <>
      <RunHead view={view.value} main={false} backHref="/office" />
      <SessionPane sessions={view.value.sessions} names={model.names.value} now={model.now.value} chosen={chosen} />
    </>
  )
}
