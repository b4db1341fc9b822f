import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { EllipsisVertical, FileQuestionMark, Search, X } from 'lucide'
import { useEffect } from 'preact/hooks'
import type { SessionId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useDraft, useHabit } from '#screens/shared/useDraft.ts'
import type { Seat } from '#store/api.ts'
import { dayIn, formatDay, formatNearDay, formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { LazyAgenda } from './LazyAgenda.tsx'
import { LazyPresence } from './LazyPresence.tsx'
import { LazySheets } from './LazySheets.tsx'
import { RegisterBar } from './RegisterBar.tsx'
import styles from './RegisterList.module.css'
import { RegisterList } from './RegisterList.tsx'
import { RegisterStatus } from './RegisterStatus.tsx'
import { RegisterModel, type RegisterScreen } from './register.model.ts'

/** The attendance register of one session: the heart of the field day. */
export function Register({ session }: { session: string }) {
  const seat = useApp().device.seat.value
  if (seat === null) return <NobodySignedIn />
  return <SeatRegister key={`${seat.info.value.member} ${session}`} seat={seat} session={session as SessionId} />
}

function SeatRegister({ seat, session }: { seat: Seat; session: SessionId }) {
  const draft = useDraft('register', session)
  const habit = useHabit('register')
  const model = useModel(() => new RegisterModel(seat, session, draft, habit))
  const standing = model.standing.value
  const saving = <RegisterSaving model={model} seat={seat} session={session} />
  if (standing === 'loading') {
    return (
      <Page top={<LoadingTop saving={saving} />} flush>
        <div class={styles.loading}>
          <Skeleton shape="rows" count={9} />
        </div>
      </Page>
    )
  }
  if (standing === 'missing') return <MissingSession saving={saving} filling={seat.connection.value.filling} />
  return (
    <>
      <Page
        flush
        top={
          <>
            <RegisterTop model={model} />
            {saving}
            <Agenda model={model} />
          </>
        }
        bottom={<RegisterBar model={model} />}
      >
        <RegisterList model={model} seat={seat} />
      </Page>
      <RegisterSaid model={model} />
      <LazySheets model={model} seat={seat} session={session} />
    </>
  )
}

function LoadingTop({ saving }: { saving: preact.JSX.Element }) {
  return (
    <>
      <TopBar backHref="/today" title={<Trans>Attendance register</Trans>} />
      {saving}
    </>
  )
}

// Each follows what it shows and nothing else, so that a tap does not draw the page.

interface RegisterSavingProps {
  model: RegisterScreen
  seat: Seat
  session: SessionId
}

/** Beside it a place is kept for who else is here: nothing moves under a thumb when somebody comes. */
function RegisterSaving({ model, seat, session }: RegisterSavingProps) {
  return (
    <div class={styles.saving}>
      <SavingLine saving={seat.saving.value} now={model.now.value.at} href="/waiting" />
      <RegisterPresence model={model} seat={seat} session={session} />
    </div>
  )
}

function RegisterPresence({ model, seat, session }: RegisterSavingProps) {
  const run = model.run.value
  useEffect(() => (run === null ? undefined : seat.opens({ run, session })), [seat, run, session])
  const { state, others } = seat.connection.value
  const present = state === 'connected' ? others.get(session) : undefined
  return present?.length ? <LazyPresence model={model} present={present} /> : null
}

function RegisterSaid({ model }: { model: RegisterScreen }) {
  return <RegisterStatus said={model.said.value} />
}

function Agenda({ model }: { model: RegisterScreen }) {
  return model.agenda.value.length > 0 && model.rows.value.length > 0 ? <LazyAgenda model={model} /> : null
}

function RegisterTop({ model }: { model: RegisterScreen }) {
  const { t } = useLingui()
  const heading = model.heading.value
  if (heading === null) return null
  const { title, facts, index, ofSessions, place } = heading
  const today = dayIn(model.now.value.at, facts.zone)
  const when = facts.date === today ? '' : formatNearDay(facts.date, today)
  const nth = ofSessions > 1 ? t`Session ${index}` : ''
  const searching = model.searching.value
  return (
    <TopBar
      backHref="/today"
      title={localText(title)}
      subtitle={
        <>
          {/* On paper *today* says nothing. */}
          <span class={styles.printed}>{formatDay(facts.date)} · </span>
          <span class={styles.screened}>{when && `${when} · `}</span>
          {[nth, formatWallTimes(facts.start, facts.end), place].filter(Boolean).join(' · ')}
        </>
      }
      actions={
        <>
          <IconButton
            icon={searching ? X : Search}
            label={searching ? t`Close search` : t`Search the list`}
            onClick={() => model.toggleSearch()}
          />
          <IconButton icon={EllipsisVertical} label={t`More`} onClick={() => model.openSheet({ kind: 'more' })} />
        </>
      }
    />
  )
}

function MissingSession({ saving, filling }: { saving: preact.JSX.Element; filling: boolean }) {
  return (
    <Page top={<LoadingTop saving={saving} />}>
      <EmptyState
        icon={FileQuestionMark}
        title={<Trans>This session is not on this phone</Trans>}
        action={
          <Button variant="primary" href="/sessions">
            <Trans>All sessions</Trans>
          </Button>
        }
      >
        {filling ? (
          <p>
            <Trans>The phone is still receiving from the hub. It appears here when it has arrived.</Trans>
          </p>
        ) : (
          <p>
            <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
          </p>
        )}
      </EmptyState>
    </Page>
  )
}
