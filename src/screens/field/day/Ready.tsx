import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CalendarDays, CircleCheck, RefreshCw, TriangleAlert } from 'lucide'
import type { SessionId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { platformOf } from '#screens/shared/phone/platform.ts'
import { signsOf } from '#screens/shared/phone/storage.ts'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { SessionCard } from '../today/SessionCard.tsx'
import { CheckRow } from './CheckRow.tsx'
import { type Check, type CheckState, ReadyModel } from './ready.model.ts'
import { Verdict } from './Verdict.tsx'

interface ReadyProps {
  /** null: the next one. */
  session: SessionId | null
}

/** Whether this phone has what a session in a room without a network needs, and how to get what is missing (F12). */
export function Ready({ session }: ReadyProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatReady key={seat.info.value.member} seat={seat} session={session} />
}

function SeatReady({ seat, session }: ReadyProps & { seat: Seat }) {
  const { t } = useLingui()
  const { services } = useApp()
  const model = useModel(
    () =>
      new ReadyModel({
        ...{ seat, session, services, signs: signsOf(globalThis), platform: platformOf(navigator) },
        storage: 'storage' in navigator ? navigator.storage : undefined,
      }),
  )
  const { at, trusted } = model.now.value
  const [view, checks] = [model.view.value, model.checks.value]
  const canFetch = checks?.some(({ kind, state }) => (kind === 'letters' || kind === 'reader') && state === 'missing')
  return (
    <Page
      top={
        <>
          <TopBar title={t`Ready for the room?`} backHref={session === null ? '/today' : `/sessions/${session}`} />
          <SavingLine saving={seat.saving.value} now={at} href="/waiting" />
        </>
      }
      bottom={
        canFetch && (
          <BottomBar>
            <Button
              variant="primary"
              wide
              icon={RefreshCw}
              busy={model.fetching.value}
              onClick={() => void model.fetchMissing()}
            >
              <Trans>Fetch what is missing</Trans>
            </Button>
          </BottomBar>
        )
      }
    >
      {view.state === 'loading' || checks === null ? (
        <Skeleton shape="cards" count={3} />
      ) : view.state === 'missing' ? (
        <EmptyState icon={CalendarDays} title={<Trans>No session of yours is here for the next days</Trans>}>
          <p>
            <Trans>Sessions come to this phone when it reaches the hub.</Trans>
          </p>
        </EmptyState>
      ) : (
        <>
          <RoomVerdict checks={checks} />
          <SessionCard session={view.value} now={at} today={trusted ? model.today.value : null} />
          <List label={t`What the room needs`}>
            {checks.map((check) => (
              <CheckRow key={check.kind} check={check} now={at} />
            ))}
          </List>
        </>
      )}
    </Page>
  )
}

function RoomVerdict({ checks }: { checks: Check[] }) {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length
  const [missing, look] = [count('missing'), count('look')]
  if (missing > 0) {
    return (
      <Verdict
        tone="todo"
        icon={TriangleAlert}
        title={<Plural value={missing} one="# thing is missing" other="# things are missing" />}
      >
        <Trans>Get it while there is a network.</Trans>
      </Verdict>
    )
  }
  return (
    <Verdict tone="good" icon={CircleCheck} title={<Trans>Ready, also without a network</Trans>}>
      {look > 0 && <Plural value={look} one="Have a look at # thing below." other="Have a look at # things below." />}
    </Verdict>
  )
}
