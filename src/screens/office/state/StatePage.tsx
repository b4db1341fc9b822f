import { Trans } from '@lingui/react/macro'
import { type Model, useModel } from '@preact/signals'
import { ListChecks, RefreshCw } from 'lucide'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { formatMoment } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { HubFacts } from './HubFacts.tsx'
import { PhoneList } from './PhoneList.tsx'
import { StateModel } from './state.model.ts'

interface StatePageProps {
  /** Which of the two panes the address means. */
  page: 'list' | 'detail'
}

/** Whether anything about the hub needs somebody: backups, phones with unsent work, what was refused. */
export function StatePage({ page }: StatePageProps) {
  const seat = useApp().device.seat.value
  return seat ? <State key={seat.info.value.member} seat={seat} page={page} /> : <NobodySignedIn />
}

function State({ seat, page }: StatePageProps & { seat: Seat }) {
  const { services } = useApp()
  const model = useModel(() => new StateModel(services, seat.info.value.member))
  const view = model.view.value
  const { at } = seat.now()
  const isList = page === 'list'
  const when = view.state === 'ready' ? formatMoment(view.value.at, at) : null
  return (
    <Desk
      seat={seat}
      place="state"
      page={page}
      list={{
        head: (
          <PaneHead
            main={isList}
            title={<Trans>State of the hub</Trans>}
            subtitle={when !== null && <Trans>As of {when}</Trans>}
            aside={
              <Button icon={RefreshCw} variant="quiet" onClick={() => void model.ask()}>
                <Trans>Look again</Trans>
              </Button>
            }
          />
        ),
        body: (
          <>
            {view.state === 'ready' ? <HubFacts state={view.value} /> : <NotThere model={model} isQuiet={!isList} />}
            <PaneNote>
              <Button icon={ListChecks} href="/office/statuses">
                <Trans>Own statuses of attendance</Trans>
              </Button>
            </PaneNote>
          </>
        ),
      }}
      detail={{
        head: (
          <PaneHead
            main={!isList}
            {...(isList ? {} : { backHref: '/office/state' })}
            title={<Trans>Phones</Trans>}
            subtitle={<Trans>What each said when it was last heard. The oldest unsent work comes first.</Trans>}
          />
        ),
        body: view.state === 'ready' ? <PhoneList state={view.value} /> : <NotThere model={model} isQuiet={isList} />,
      }}
    />
  )
}

/** isQuiet: the other pane says why. */
function NotThere({ model, isQuiet }: { model: Model<InstanceType<typeof StateModel>>; isQuiet: boolean }) {
  const view = model.view.value
  if (view.state !== 'failed')
    return (
      <PaneNote>
        <Skeleton shape="rows" count={4} />
      </PaneNote>
    )
  if (isQuiet) return null
  return (
    <PaneNote>
      <Failure why={view.why} again={() => void model.ask()} />
    </PaneNote>
  )
}

const Failure = ({ why, again }: { why: 'unreachable' | 'refused'; again: () => void }) =>
  why === 'refused' ? (
    <ErrorNote title={<Trans>The hub tells this to its coordinators only</Trans>}>
      <Trans>If you are one, sign in again.</Trans>
    </ErrorNote>
  ) : (
    <ErrorNote
      title={<Trans>The hub cannot be reached now</Trans>}
      safe={<Trans>This page asks the hub each time; nothing of it is kept on this device.</Trans>}
      action={
        <Button onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      }
    />
  )
