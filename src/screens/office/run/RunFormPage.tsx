import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { RunId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { deviceZone, proposedTimes } from '#screens/shared/proposedTimes.ts'
import { useApp } from '#screens/shared/services.ts'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { FormDesk } from '../forms/FormDesk.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { SessionFieldsModel } from '../session/sessionFields.model.ts'
import { TeamModel } from '../team/team.model.ts'
import { CatalogueModel } from './catalogue.model.ts'
import { RunForm } from './RunForm.tsx'
import { RunFormModel } from './runForm.model.ts'

interface RunFormPageProps {
  kind: 'new' | 'place' | 'edit'
  run?: string
}

/** A run that is made, changed, or given a place after it was started on the spot. */
export function RunFormPage({ kind, run }: RunFormPageProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  const titles = {
    new: <Trans>New run</Trans>,
    place: <Trans>Place this run</Trans>,
    edit: <Trans>Change the run</Trans>,
  }
  return (
    <FormDesk
      seat={seat}
      backHref={kind === 'edit' ? `/office/runs/${run}` : '/office'}
      title={titles[kind]}
      run={run === undefined ? null : (run as RunId)}
    >
      {(office) => <RunOf key={`${kind} ${run}`} seat={seat} office={office} kind={kind} run={run} />}
    </FormDesk>
  )
}

interface RunOfProps {
  kind: RunFormPageProps['kind']
  run: string | undefined
  seat: Seat
  office: Office
}

function RunOf({ seat, office, kind, run }: RunOfProps) {
  const catalogue = useModel(() => new CatalogueModel(seat, office)).view.value
  const team = useModel(() => new TeamModel(office)).rows.value
  if (catalogue === null) return <Skeleton shape="rows" count={6} />
  const row = catalogue.runs.find((one) => one.run === run)
  if (kind !== 'new' && !row) return <NotOnThisDevice filling={seat.connection.value.filling} />
  return <FormOf seat={seat} office={office} kind={kind} row={row} catalogue={catalogue} team={team} />
}

interface FormOfProps {
  seat: Seat
  office: Office
  kind: RunFormPageProps['kind']
  row: CatalogueView['runs'][number] | undefined
  catalogue: CatalogueView
  team: Parameters<typeof RunForm>[0]['team']
}

type CatalogueView = NonNullable<InstanceType<typeof CatalogueModel>['view']['value']>

function FormOf({ seat, office, kind, row, catalogue, team }: FormOfProps) {
  const { t } = useLingui()
  const { route, query } = useLocation()
  const draft = useKeptDraft('run', kind, row?.run ?? query.programme ?? '')
  const now = seat.now().at
  const session = useModel(() => {
    const zone = deviceZone()
    const facts = { ...proposedTimes(now, zone), zone, breaks: [], mode: 'on-site' as const, agenda: [] }
    return new SessionFieldsModel({
      draft,
      first: { facts, place: '', trainers: [], title: null },
      newId: office.newId,
    })
  })
  const model = useModel(() => {
    const { programmes, courses, runs } = catalogue
    const what =
      kind === 'new' || !row
        ? ({ kind: 'new', programme: query.programme, course: query.course, session } as const)
        : { kind, run: row }
    return new RunFormModel({ office, draft, what, programmes, courses, runs })
  })
  const page = `/office/runs/${model.id()}`
  return (
    <RunForm
      model={model}
      programmes={catalogue.programmes}
      courses={catalogue.courses}
      team={team}
      now={now}
      session={kind === 'new' ? session : null}
      isPlaced={kind === 'edit'}
      {...(row ? { about: localText(row.title) } : {})}
      submit={kind === 'new' ? t`Make the run` : kind === 'place' ? t`Place the run` : t`Save the run`}
      cancelHref={kind === 'edit' ? page : '/office'}
      onSaved={() => route(kind === 'new' ? `${page}/people/add` : page)}
    />
  )
}
