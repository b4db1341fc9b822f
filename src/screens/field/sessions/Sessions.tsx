import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { formatDay, formatNearDay } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Field } from '#ui/Field.tsx'
import { List } from '#ui/List.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { SessionLine } from './SessionLine.tsx'
import styles from './Sessions.module.css'
import { SessionsModel, type SessionsScreen } from './sessions.model.ts'

/** Any session on any date (F5): by day, with a jump to a date and a filter. */
export function Sessions() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatSessions key={seat.info.value.member} seat={seat} />
}

function SeatSessions({ seat }: { seat: Seat }) {
  const model = useModel(() => new SessionsModel(seat))
  return (
    <Page
      top={
        <>
          <TopBar backHref="/today" title={<Trans>All sessions</Trans>} />
          <SavingLine saving={seat.saving.value} now={model.now.value.at} href="/waiting" />
        </>
      }
    >
      <search class={styles.tools}>
        <Field
          type="search"
          label={<Trans>Title or place</Trans>}
          value={model.filter.value}
          onInput={(text) => model.setFilter(text)}
        />
        <Field
          type="date"
          label={<Trans>From a date</Trans>}
          value={model.jumped.value}
          onInput={(day) => model.jump(day)}
        />
      </search>
      <SessionDays model={model} />
    </Page>
  )
}

function SessionDays({ model }: { model: SessionsScreen }) {
  const view = model.view.value
  const searching = model.searching.value
  const today = model.today.value
  if (view.state !== 'ready') return <Skeleton shape="rows" count={8} />
  const { days, leftOut } = view.value
  return (
    <>
      {!searching && (
        <Button variant="plain" onClick={() => model.earlier()}>
          <Trans>Earlier than {formatDay(model.from.value, today)}</Trans>
        </Button>
      )}
      {days.map(({ day, sessions }) => (
        <section key={day} class={styles.day}>
          <h2 class={styles.heading} data-today={day === today || undefined}>
            {formatNearDay(day, today)}
          </h2>
          <List>
            {sessions.map((session) => (
              <SessionLine key={session.session} session={session} now={model.now.value.at} />
            ))}
          </List>
        </section>
      ))}
      {days.length === 0 &&
        (searching ? (
          <EmptyState title={<Trans>No session is called that</Trans>}>
            <p>
              <Trans>Try a part of the title or of the place.</Trans>
            </p>
          </EmptyState>
        ) : (
          <EmptyState title={<Trans>No sessions in this time</Trans>}>
            <p>
              <Trans>Look earlier or later, or choose a date.</Trans>
            </p>
          </EmptyState>
        ))}
      {leftOut > 0 && (
        <p class={styles.more}>
          <Plural
            value={leftOut}
            one="# more session. Write more of the title."
            other="# more sessions. Write more of the title."
          />
        </p>
      )}
      {!searching && (
        <Button variant="plain" onClick={() => model.later()}>
          <Trans>Later than {formatDay(model.to.value, today)}</Trans>
        </Button>
      )}
    </>
  )
}
