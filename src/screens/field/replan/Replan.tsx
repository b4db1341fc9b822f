import { Trans, useLingui } from '@lingui/react/macro'
import { createModel, useModel } from '@preact/signals'
import { Check } from 'lucide'
import { useLocation } from 'preact-iso'
import type { SessionId } from '#domain/ids.ts'
import { follow } from '#screens/shared/follow.ts'
import { Form } from '#screens/shared/form/Form.tsx'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { RegisterView, Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { formatDay, formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { ChangeFields } from './ChangeFields.tsx'
import { ClockNote } from './ClockNote.tsx'
import { isReplannable, ReplanModel, type What } from './replan.model.ts'
import { SplitFields } from './SplitFields.tsx'

const FORM = 'replan'

/** A session that goes otherwise than planned: moved, longer, shorter, elsewhere, taught by somebody else, or in two
 *  parts. Whoever teaches it changes it, with or without a network, and the office sees it. */
export function Replan({ session }: { session: SessionId }) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return <SeatReplan key={seat.info.value.member} seat={seat} session={session} />
}

const FoundModel = createModel((seat: Seat, session: SessionId) => ({ view: follow(() => seat.register(session)) }))

interface ReplanProps {
  seat: Seat
  session: SessionId
}

function SeatReplan({ seat, session }: ReplanProps) {
  const register = useModel(() => new FoundModel(seat, session)).view.value
  if (register.state !== 'ready') {
    return (
      <ReplanPage seat={seat} session={session}>
        {register.state === 'loading' ? (
          <Skeleton shape="rows" count={4} />
        ) : (
          <Banner tone="warning">
            <Trans>This session is not on this phone.</Trans>
          </Banner>
        )}
      </ReplanPage>
    )
  }
  return (
    <WithOffice
      seat={seat}
      waiting={
        <ReplanPage seat={seat} session={session}>
          <Skeleton shape="rows" count={4} />
        </ReplanPage>
      }
    >
      {(office) => <ReplanOf seat={seat} office={office} view={register.value} />}
    </WithOffice>
  )
}

interface ReplanPageProps extends ReplanProps {
  children: preact.ComponentChildren
  bottom?: preact.ComponentChildren
}

function ReplanPage({ seat, session, children, bottom }: ReplanPageProps) {
  return (
    <Page
      top={
        <>
          <TopBar backHref={`/sessions/${session}`} title={<Trans>Change the session</Trans>} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={bottom}
    >
      {children}
    </Page>
  )
}

interface ReplanOfProps {
  seat: Seat
  office: Office
  view: RegisterView
}

function ReplanOf({ seat, office, view }: ReplanOfProps) {
  const { route } = useLocation()
  const { t } = useLingui()
  const { session, facts, state, cancelled, title } = view.session
  const draft = useKeptDraft('replan', session)
  const model = useModel(() => new ReplanModel({ office, view, draft }))
  const canChange = isReplannable(state, cancelled) && seat.info.value.state === 'active'
  const faults = model.faults.value
  const [day, times] = [formatDay(facts.date), formatWallTimes(facts.start, facts.end)]

  async function save() {
    if (await model.save()) route(`/sessions/${session}`, true)
  }

  if (!canChange) {
    return (
      <ReplanPage seat={seat} session={session}>
        <Banner tone="info">
          <Trans>
            This session was handed in, cancelled or did not take place. Its times stand as they are. Tell the office
            what was different.
          </Trans>
        </Banner>
      </ReplanPage>
    )
  }
  return (
    <ReplanPage
      seat={seat}
      session={session}
      bottom={
        <BottomBar>
          <Button variant="primary" icon={Check} wide type="submit" form={FORM} busy={model.saving.busy.value}>
            {model.what.value === 'split' ? <Trans>Split the session</Trans> : <Trans>Save the change</Trans>}
          </Button>
        </BottomBar>
      }
    >
      <p>
        <b>{localText(title)}</b>
        <br />
        <Trans>
          Planned: {day}, {times}
        </Trans>
      </p>
      <ClockNote seat={seat} />
      <Form id={FORM} saving={model.saving} onSubmit={() => void save()}>
        <Segmented<What>
          label={<Trans>What is different</Trans>}
          value={model.what.value}
          onChange={(what) => {
            model.what.value = what
          }}
          options={[
            { value: 'change', text: <Trans>Time, place, trainer</Trans> },
            { value: 'split', text: <Trans>Split in two</Trans> },
          ]}
        />
        {model.what.value === 'split' ? (
          <SplitFields model={model} isStarted={state !== 'not-started'} />
        ) : (
          <ChangeFields model={model} view={view} />
        )}
        <Field
          label={<Trans>Why</Trans>}
          hint={<Trans>The office reads it</Trans>}
          value={model.reason.value}
          onInput={(reason) => {
            model.reason.value = reason
          }}
          maxLength={300}
          error={faults.has('reason') && t`Write a reason first.`}
        />
        {faults.has('nothing') && (
          <Banner tone="warning" role="alert">
            <Trans>Nothing is different yet. Change the time, the place or who teaches.</Trans>
          </Banner>
        )}
      </Form>
    </ReplanPage>
  )
}
