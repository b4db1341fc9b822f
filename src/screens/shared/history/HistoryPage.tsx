import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { FileQuestion, History as HistoryIcon } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { formatDay } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { Select } from '#ui/Select.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { PersonWords } from '../print/PersonWords.tsx'
import { useApp } from '../services.ts'
import styles from './History.module.css'
import { HistoryCount, HistoryList } from './HistoryList.tsx'
import { type NamedPerson, PersonHistoryModel, SessionHistoryModel } from './history.model.ts'

interface HistoryPageProps {
  session: SessionId
  /** Whose is shown first; null: everybody's. */
  person: PersonId | null
}

/** What happened in a session: who stated what, when and on which device, when the hub had it, and what became of it. */
export function HistoryPage({ session, person }: HistoryPageProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SessionPage seat={seat} session={session} person={person} />
}

function SessionPage({ seat, session, person }: HistoryPageProps & { seat: Seat }) {
  const model = useModel(() => new SessionHistoryModel(seat, session, person))
  const found = model.history.value
  const title = found.state === 'ready' ? found.value.view.session : null
  return (
    <Frame
      backHref={seat.info.value.role === 'trainer' ? `/sessions/${session}` : `/office/sessions/${session}`}
      subtitle={
        title && (
          <>
            <span lang={langOf(title.title)}>{localText(title.title)}</span> · {formatDay(title.facts.date)}
          </>
        )
      }
      state={found.state}
    >
      {found.state === 'ready' && (
        <>
          <PersonChoice people={model.people.value} chosen={model.chosen.value} onChange={model.choose} />
          {found.value.entries.length === 0 ? (
            <NothingYet />
          ) : (
            <>
              <p class={styles.lead} role="status">
                <HistoryCount count={found.value.entries.length} />
              </p>
              <HistoryList
                entries={found.value.entries}
                view={found.value.view}
                me={seat.info.value.member}
                now={model.now.value}
                ownOffsetMs={seat.connection.value.clockOffsetMs}
                withNames={model.chosen.value === null}
              />
            </>
          )}
        </>
      )}
    </Frame>
  )
}

interface PersonChoiceProps {
  people: readonly NamedPerson[]
  chosen: PersonId | null
  onChange: (person: PersonId | null) => void
}

function PersonChoice({ people, chosen, onChange }: PersonChoiceProps) {
  const { t } = useLingui()
  const text = ({ row, numberInRun }: NamedPerson) => {
    if (row?.displayName) return row.displayName
    if (row?.standing === 'erased') return t`Person whose data was erased`
    if (row?.standing === 'restricted') return t`Person who is not shown`
    return numberInRun === null ? t`Name not known on this phone` : t`Person ${numberInRun}`
  }
  return (
    <Select
      label={<Trans>About whom</Trans>}
      value={chosen ?? ''}
      onChange={(person) => onChange(person === '' ? null : (person as PersonId))}
      options={[
        { value: '', text: t`Everybody` },
        ...people.map((each) => ({ value: each.person as string, text: text(each) })),
      ]}
    />
  )
}

interface PersonHistoryPageProps {
  run: RunId
  person: PersonId
}

/** What was stated of one person in a run, session by session. */
export function PersonHistoryPage({ run, person }: PersonHistoryPageProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <PersonPage seat={seat} run={run} person={person} />
}

function PersonPage({ seat, run, person }: PersonHistoryPageProps & { seat: Seat }) {
  const model = useModel(() => new PersonHistoryModel(seat, run, person))
  const found = model.history.value
  const named = model.named.value
  const { role, member } = seat.info.value
  return (
    <Frame
      backHref={role === 'coordinator' ? `/office/runs/${run}/people/${person}` : `/office/runs/${run}/people`}
      subtitle={
        named && (
          <span translate={false} dir="auto">
            <PersonWords row={named} />
          </span>
        )
      }
      state={found.state}
    >
      {found.state === 'ready' &&
        (found.value.length === 0 ? (
          <NothingYet />
        ) : (
          found.value.map(({ view, entries }) => (
            <section class={styles.session} key={view.session.session}>
              <h2 class={styles.sessionTitle}>{formatDay(view.session.facts.date)}</h2>
              <p class={styles.lead} lang={langOf(view.session.title)}>
                {localText(view.session.title)}
              </p>
              <HistoryList
                entries={entries}
                view={view}
                me={member}
                now={model.now.value}
                ownOffsetMs={seat.connection.value.clockOffsetMs}
                withNames={false}
              />
            </section>
          ))
        ))}
    </Frame>
  )
}

interface FrameProps {
  backHref: string
  subtitle: ComponentChildren
  state: 'loading' | 'missing' | 'ready'
  children: ComponentChildren
}

function Frame({ backHref, subtitle, state, children }: FrameProps) {
  return (
    <Page top={<TopBar backHref={backHref} title={<Trans>History</Trans>} subtitle={subtitle} />}>
      {state === 'loading' ? (
        <Skeleton shape="rows" count={6} />
      ) : state === 'missing' ? (
        <EmptyState icon={FileQuestion} title={<Trans>This session is not on this phone</Trans>}>
          <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
        </EmptyState>
      ) : (
        <div class={styles.pane}>{children}</div>
      )}
    </Page>
  )
}

function NothingYet() {
  return (
    <EmptyState icon={HistoryIcon} title={<Trans>Nothing was recorded yet</Trans>}>
      <Trans>Every mark, change and decision will stand here, with who made it and when.</Trans>
    </EmptyState>
  )
}
