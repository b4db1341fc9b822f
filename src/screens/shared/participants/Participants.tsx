import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { KeyRound, Printer, Users, WifiOff } from 'lucide'
import type { RunId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { formatNumber } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { useOffline } from '../useOffline.ts'
import { CodeSheet } from './CodeSheet.tsx'
import { NotKept } from './NotKept.tsx'
import { ParticipantLine } from './ParticipantLine.tsx'
import styles from './Participants.module.css'
import { PrintedCards } from './PrintedCards.tsx'
import { ParticipantsModel, type ParticipantsScreen } from './participants.model.ts'

interface ParticipantsProps {
  run: RunId
  /** Whence it was opened. */
  backHref: string
}

/** Codes with which the people of a run join on their own phones (L3). */
export function Participants(props: ParticipantsProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatParticipants seat={seat} {...props} />
}

function SeatParticipants({ seat, run, backHref }: ParticipantsProps & { seat: Seat }) {
  const { t } = useLingui()
  const model = useModel(() => new ParticipantsModel(seat, run))
  const offline = useOffline()
  const isReached = !offline && seat.connection.value.state === 'connected'
  const info = seat.info.value
  const title = model.title.value
  const shown = model.shown.value
  return (
    <>
      <div class={styles.screen}>
        <Page
          top={
            <>
              <TopBar
                backHref={backHref}
                title={t`Codes for participants`}
                subtitle={title && localText(title.title)}
              />
              <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
            </>
          }
          bottom={<Actions model={model} />}
        >
          <People model={model} isReached={isReached} isOffline={offline} />
        </Page>
        {shown && <CodeSheet model={model} row={shown} info={info} isReached={isReached} />}
      </div>
      <PrintedCards rows={model.printed.value} info={info} now={model.now.value} />
    </>
  )
}

interface PeopleProps {
  model: ParticipantsScreen
  isReached: boolean
  isOffline: boolean
}

function People({ model, isReached, isOffline }: PeopleProps) {
  const { t } = useLingui()
  const rows = model.rows.value
  if (rows.state === 'loading') return <Skeleton shape="rows" count={8} />
  if (rows.state === 'missing') {
    return (
      <EmptyState icon={Users} title={<Trans>This run is not on this phone</Trans>}>
        <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
      </EmptyState>
    )
  }
  if (rows.value.length === 0) {
    return (
      <EmptyState icon={Users} title={<Trans>Nobody is on the list of this run</Trans>}>
        <Trans>Add people to the run first. Then make their codes here.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      <p class={styles.lead}>
        <Trans>
          With a code a person joins on their own phone and sees there: times and places, own hours, lessons. A code
          works once, within a week.
        </Trans>
      </p>
      <Notes model={model} isReached={isReached} isOffline={isOffline} />
      <List label={t`People of the run`}>
        {rows.value.map((row) => (
          <ParticipantLine
            key={row.person.person}
            row={row}
            now={model.now.value}
            onOpen={() => model.open(row.person.person)}
          />
        ))}
      </List>
    </>
  )
}

/** What stands between asking and having. */
function Notes({ model, isReached, isOffline }: PeopleProps) {
  const asked = model.asked.value.length
  return (
    <>
      <NotKept model={model} />
      {asked > 0 && !isReached ? (
        <Banner tone="warning" icon={WifiOff} role="status">
          <Plural
            value={asked}
            one="# code is asked for. The hub makes it; it comes here as soon as this phone has a network."
            other="# codes are asked for. The hub makes them; they come here as soon as this phone has a network."
          />
        </Banner>
      ) : (
        isOffline && (
          <Banner tone="warning" icon={WifiOff} role="status">
            <Trans>No network now. The hub makes the codes: ask for them here, and they come with the network.</Trans>
          </Banner>
        )
      )}
    </>
  )
}

function Actions({ model }: { model: ParticipantsScreen }) {
  const { t } = useLingui()
  const [without, given] = [model.without.value.length, model.given.value.length]
  if (without === 0) {
    return given === 0 ? null : (
      <BottomBar>
        <Button variant="primary" icon={Printer} onClick={() => print()}>
          <Trans>Print cards · {formatNumber(given)}</Trans>
        </Button>
      </BottomBar>
    )
  }
  return (
    <BottomBar>
      {given > 0 && (
        <Button
          variant="square"
          icon={Printer}
          label={t`Print cards · ${formatNumber(given)}`}
          onClick={() => print()}
        />
      )}
      <Button variant="primary" icon={KeyRound} busy={model.making.value} onClick={() => void model.makeAll()}>
        <Trans>Make codes · {formatNumber(without)}</Trans>
      </Button>
    </BottomBar>
  )
}
