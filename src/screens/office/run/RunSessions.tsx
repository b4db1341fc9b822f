import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import type { RunId, SessionId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { Pane } from '../Desk.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { RunHead } from '../RunHead.tsx'
import { RunModel } from '../run.model.ts'
import { SessionPane } from '../SessionPane.tsx'

interface RunSessionsProps {
  seat: Seat
  run: RunId
  chosen: SessionId | null
}

/** The pane of a run's sessions, beside whatever is done about one of them. */
export const RunSessions = (props: RunSessionsProps): Pane => ({
  head: <Head key={props.run} {...props} />,
  body: <Body key={props.run} {...props} />,
})

function Head({ seat, run }: RunSessionsProps) {
  const { view } = useModel(() => new RunModel(seat, run))
  return view.value.state === 'ready' ? (
    <RunHead view={view.value.value} main={false} backHref={`/office/runs/${run}`} />
  ) : (
    <PaneHead main={false} title={<Trans>Run</Trans>} />
  )
}

function Body({ seat, run, chosen }: RunSessionsProps) {
  const model = useModel(() => new RunModel(seat, run))
  const { value } = model.view
  if (value.state !== 'ready')
    return (
      <PaneNote>
        <Skeleton shape="rows" count={5} />
      </PaneNote>
    )
  return <SessionPane sessions={value.value.sessions} names={model.names.value} now={model.now.value} chosen={chosen} />
}
