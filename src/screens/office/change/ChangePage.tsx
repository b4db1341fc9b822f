import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { ChartNoAxesColumnIncreasing } from 'lucide'
import type { RunId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { langOf, localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { useWide } from '../useWide.ts'
import styles from './Change.module.css'
import { ChangePicture } from './ChangePicture.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { Choosing } from './Choosing.tsx'
import { ChangeModel, type ChangeScreen } from './change.model.ts'
import { SaveTable } from './SaveTable.tsx'

interface ChangePageProps {
  run: RunId
}

/** What people can do at one moment against another: of a run, of its course, of its programme. */
export function ChangePage({ run }: ChangePageProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <WithOffice key={seat.info.value.member} seat={seat}>
      {(office) => <Report seat={seat} office={office} run={run} />}
    </WithOffice>
  )
}

interface ReportProps extends ChangePageProps {
  seat: Seat
  office: Office
}

function Report({ seat, office, run }: ReportProps) {
  const model = useModel(() => new ChangeModel(seat, office, run))
  const isDrawn = model.rows.value.some(({ figures, scale }) => figures !== null && scale !== null)
  const title = model.title.value
  return (
    <Desk
      seat={seat}
      place="programmes"
      page="list"
      list={{
        head: (
          <PaneHead
            main
            backHref={`/office/runs/${run}`}
            title={<Trans>What changed</Trans>}
            subtitle={title && <span lang={langOf(title)}>{localText(title)}</span>}
            aside={model.rows.value.length > 0 && <SaveTable model={model} now={seat.now().at} />}
          />
        ),
        body: <Body seat={seat} model={model} isDrawn={isDrawn} />,
      }}
      detail={{
        head: <PaneHead main={false} title={<Trans>The same, drawn</Trans>} />,
        body: isDrawn ? (
          <div class={styles.pane}>
            <ChangePicture model={model} />
          </div>
        ) : (
          <PaneNote>
            <EmptyState icon={ChartNoAxesColumnIncreasing} title={<Trans>Nothing to draw yet</Trans>}>
              <Trans>It is drawn once five people were assessed at both moments.</Trans>
            </EmptyState>
          </PaneNote>
        ),
      }}
    />
  )
}

function Body({ seat, model, isDrawn }: { seat: Seat; model: ChangeScreen; isDrawn: boolean }) {
  const wide = useWide()
  if (model.row.value.state === 'missing')
    return (
      <PaneNote>
        <NotOnThisDevice filling={seat.connection.value.filling} />
      </PaneNote>
    )
  if (model.row.value.state === 'loading' || model.found.value.state === 'loading')
    return (
      <PaneNote>
        <Skeleton shape="rows" count={6} />
      </PaneNote>
    )
  return (
    <div class={styles.pane}>
      <Choosing model={model} />
      {model.form.value === null ? (
        <EmptyState icon={ChartNoAxesColumnIncreasing} title={<Trans>Nobody was assessed here yet</Trans>}>
          <Trans>Trainers do it in the register of a session, under More: once at the start and once at the end.</Trans>
        </EmptyState>
      ) : (
        <>
          <Notes model={model} />
          <ChangeTable model={model} />
          {isDrawn && !wide && <ChangePicture model={model} />}
        </>
      )}
    </div>
  )
}

/** What the figures are of, and what they are not. */
function Notes({ model }: { model: ChangeScreen }) {
  const others = model.change.value?.otherVersions ?? 0
  return (
    <>
      {model.from.value === 'then' && (
        <Banner tone="info">
          <Trans>
            What people said at the end about the start. Asked in this way they answer otherwise than at the start
            itself: it is never mixed with it.
          </Trans>
        </Banner>
      )}
      {others > 0 && (
        <Banner tone="info">
          <Trans>Assessed by another version of this form, and so in none of these figures: {others}</Trans>
        </Banner>
      )}
      <p class={styles.quiet}>
        <Trans>
          Compared are people whom the same assessor judged at both moments, by what was answered both times. Not
          answered is never 0.
        </Trans>{' '}
        {model.isAnyUntold.value && (
          <Trans>Of fewer than five people nothing is told, so that nobody can be recognised.</Trans>
        )}
      </p>
    </>
  )
}
