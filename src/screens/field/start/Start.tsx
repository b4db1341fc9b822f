import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Play } from 'lucide'
import { useLocation } from 'preact-iso'
import { Form, Pair } from '#screens/shared/form/Form.tsx'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { PasteNames } from '#screens/shared/pasted/PasteNames.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { RunRow, Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { Choices } from '#ui/Choices.tsx'
import { Field } from '#ui/Field.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Select } from '#ui/Select.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NO_RUN, StartModel, type StartScreen, type Who } from './start.model.ts'

const FORM = 'start-session'

/** A session that nobody planned: a title, a place, and its register is open. */
export function Start() {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <WithOffice seat={seat} waiting={<StartPage seat={seat} />}>
      {(office) => <StartWith key={seat.info.value.member} seat={seat} office={office} />}
    </WithOffice>
  )
}

interface StartPageProps {
  seat: Seat
  children?: preact.ComponentChildren
  bottom?: preact.ComponentChildren
}

function StartPage({ seat, children, bottom }: StartPageProps) {
  return (
    <Page
      top={
        <>
          <TopBar backHref="/today" title={<Trans>Start a session now</Trans>} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={bottom}
    >
      {children}
    </Page>
  )
}

function StartWith({ seat, office }: { seat: Seat; office: Office }) {
  const { route } = useLocation()
  const draft = useKeptDraft('start')
  const model = useModel(() => new StartModel({ seat, office, draft }))
  async function begin() {
    const session = await model.begin()
    if (session !== null) route(`/sessions/${session}`, true)
  }
  return (
    <StartPage
      seat={seat}
      bottom={
        <BottomBar>
          <Button variant="primary" icon={Play} wide type="submit" form={FORM} busy={model.saving.busy.value}>
            <StartWords model={model} />
          </Button>
        </BottomBar>
      }
    >
      <Form id={FORM} saving={model.saving} onSubmit={() => void begin()}>
        <What model={model} />
        <WhenAndWhere model={model} />
        {model.isNew.value && <WhoComes model={model} />}
      </Form>
    </StartPage>
  )
}

function StartWords({ model }: { model: StartScreen }) {
  const undecided = model.undecided.value
  const expects = model.expects.value
  if (model.isToCheck.value) return <Trans>Check the list</Trans>
  if (undecided > 0)
    return <Plural value={undecided} one="Decide about # person first" other="Decide about # people first" />
  return expects > 0 ? (
    <Plural value={expects} one="Open the register · # person" other="Open the register · # people" />
  ) : (
    <Trans>Open the register</Trans>
  )
}

function useRunName() {
  const { t } = useLingui()
  return ({ title, number }: RunRow): string => {
    const name = localText(title)
    return number === null ? name : t`${name} · run ${number}`
  }
}

function What({ model }: { model: StartScreen }) {
  const { t } = useLingui()
  const nameOf = useRunName()
  const runs = model.runs.value
  return (
    <>
      {runs.length > 0 && (
        <Select
          label={<Trans>Belongs to</Trans>}
          hint={model.isNew.value && <Trans>The office gives it its place later.</Trans>}
          value={model.run.value}
          onChange={(run) => {
            model.run.value = run
          }}
          options={[
            { value: NO_RUN, text: t`No planned run` },
            ...runs.map((run) => ({ value: run.run as string, text: nameOf(run) })),
          ]}
        />
      )}
      <Field
        label={model.isNew.value ? <Trans>What it is</Trans> : <Trans>What it is, if not as planned</Trans>}
        hint={<Trans>As it shall stand on the attendance sheet</Trans>}
        value={model.title.value}
        onInput={(title) => {
          model.title.value = title
        }}
        maxLength={200}
        error={model.isUntitled.value && <Trans>Write what it is.</Trans>}
      />
    </>
  )
}

function WhenAndWhere({ model }: { model: StartScreen }) {
  const fault = model.timeFault.value
  return (
    <>
      <Field
        label={<Trans>Place</Trans>}
        value={model.place.value}
        onInput={(place) => {
          model.place.value = place
        }}
        maxLength={200}
      />
      <Pair>
        <Field
          type="time"
          label={<Trans>From</Trans>}
          value={model.start.value}
          onInput={(start) => {
            model.start.value = start
          }}
          error={fault === 'not-a-time' && <Trans>Fill in both times.</Trans>}
        />
        <Field
          type="time"
          label={<Trans>To</Trans>}
          value={model.end.value}
          onInput={(end) => {
            model.end.value = end
          }}
          error={fault !== null && fault !== 'not-a-time' && <Trans>No time is left between these two.</Trans>}
        />
      </Pair>
    </>
  )
}

function WhoComes({ model }: { model: StartScreen }) {
  const { t } = useLingui()
  const nameOf = useRunName()
  const runs = model.runs.value
  const who = model.who.value
  return (
    <>
      <Choices<Who>
        label={<Trans>Who comes</Trans>}
        chosen={{ one: who }}
        onChange={(next) => {
          model.who.value = next
        }}
        options={[
          {
            value: 'walk-ins',
            text: <Trans>Whoever walks in</Trans>,
            detail: <Trans>You add them in the register</Trans>,
          },
          { value: 'list', text: <Trans>People of a list that I paste</Trans> },
          ...(runs.length > 0 ? [{ value: 'run' as const, text: <Trans>The people of a run</Trans> }] : []),
        ]}
      />
      {who === 'list' && (
        <PasteNames
          model={model.pasted}
          missing={model.isListMissing.value && <Trans>Paste or write names first.</Trans>}
        />
      )}
      {who === 'run' && (
        <Select
          label={<Trans>Of which run</Trans>}
          value={model.ofRun.value}
          onChange={(run) => {
            model.ofRun.value = run
          }}
          options={[
            { value: NO_RUN, text: t`Choose one …` },
            ...runs.map((run) => ({ value: run.run as string, text: nameOf(run) })),
          ]}
          error={model.isRunMissing.value && <Trans>Choose whose people come.</Trans>}
        />
      )}
    </>
  )
}
