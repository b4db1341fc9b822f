import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { RunId, SessionId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import styles from '../forms/FormDesk.module.css'
import { FormDesk } from '../forms/FormDesk.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { RunSessions } from '../run/RunSessions.tsx'
import { TeamModel } from '../team/team.model.ts'
import { SessionForm } from './SessionForm.tsx'
import { SessionFormModel } from './sessionForm.model.ts'
import { SessionPlanModel, type SessionPlanView } from './sessionPlan.model.ts'

interface SessionFormPageProps {
  run: string
  /** Without one: sessions that are to be planned. */
  session?: string
}

/** One session of a run that is changed, or several that are planned. */
export function SessionFormPage({ run, session }: SessionFormPageProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  const ids = { run: run as RunId, session: session === undefined ? null : (session as SessionId) }
  return (
    <FormDesk
      seat={seat}
      backHref={session === undefined ? `/office/runs/${run}` : `/office/sessions/${session}`}
      title={session === undefined ? <Trans>Plan sessions</Trans> : <Trans>Change the session</Trans>}
      list={RunSessions({ seat, run: ids.run, chosen: ids.session })}
    >
      {(office) => <SessionOf key={`${run} ${session}`} seat={seat} office={office} {...ids} />}
    </FormDesk>
  )
}

interface SessionOfProps {
  seat: Seat
  office: Office
  run: RunId
  session: SessionId | null
}

function SessionOf({ seat, office, run, session }: SessionOfProps) {
  const found = useModel(() => new SessionPlanModel(seat, office, run, session)).view.value
  if (found.state === 'loading') return <Skeleton shape="rows" count={4} />
  if (found.state === 'missing') return <NotOnThisDevice filling={seat.connection.value.filling} />
  return <FormOf seat={seat} office={office} view={found.value} />
}

interface FormOfProps {
  seat: Seat
  office: Office
  view: SessionPlanView
}

function FormOf({ seat, office, view }: FormOfProps) {
  const { route } = useLocation()
  const now = seat.now().at
  const draft = useKeptDraft('session', view.session?.row.session ?? `new ${view.run.run}`)
  const model = useModel(() => new SessionFormModel({ office, draft, view, now }))
  const team = useModel(() => new TeamModel(office)).rows.value
  const back = view.session ? `/office/sessions/${view.session.row.session}` : `/office/runs/${view.run.run}`
  return (
    <>
      <p class={styles.about}>{localText(view.run.title)}</p>
      <SessionForm model={model} view={view} team={team} now={now} backHref={back} onSaved={() => route(back)} />
    </>
  )
}
