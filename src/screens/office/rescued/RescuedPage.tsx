import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck, Clock, TriangleAlert } from 'lucide'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import { ChangeText } from '#screens/shared/words/ChangeText.tsx'
import { storeFailureWords } from '#screens/shared/words/failures.ts'
import type { ChangeItem, Seat } from '#store/api.ts'
import type { Office, RescuedRow } from '#store/officeApi.ts'
import { dayIn, formatMoment, formatShortDay } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { PaneNote } from '../PaneNote.tsx'
import styles from './Rescued.module.css'
import { RescuedModel, type RescuedScreen } from './rescued.model.ts'

/** What was recorded on devices whose sign-in was ended before it was sent (S7): read, and decided on. */
export function RescuedPage() {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <Desk
      key={seat.info.value.member}
      seat={seat}
      place="rescued"
      page="list"
      list={{
        head: <PaneHead main title={<Trans>Rescued work</Trans>} />,
        body: <WithOffice seat={seat}>{(office) => <Work seat={seat} office={office} />}</WithOffice>,
      }}
      detail={{
        head: <PaneHead main={false} title={<Trans>What this is</Trans>} />,
        body: <About />,
      }}
    />
  )
}

function About() {
  return (
    <div class={styles.about}>
      <p>
        <Trans>
          Work that was recorded before a sign-in was ended, and not sent in time. Its phone gave it, or somebody
          carried it here as a file.
        </Trans>
      </p>
      <p>
        <Trans>
          It counts for nothing until you decide. Taken up, it stands in the registers under the name of whoever
          recorded it, as if it had been sent then. A register that was submitted since shows it as corrections.
        </Trans>
      </p>
    </div>
  )
}

interface WorkProps {
  seat: Seat
  office: Office
}

function Work({ seat, office }: WorkProps) {
  const { i18n } = useLingui()
  const model = useModel(() => new RescuedModel(seat, office))
  const rows = model.rows.value
  const failure = model.saving.failure.value && storeFailureWords(model.saving.failure.value)
  if (rows.state !== 'ready')
    return (
      <PaneNote>
        <Skeleton shape="rows" count={4} />
      </PaneNote>
    )
  if (rows.value.length === 0)
    return (
      <PaneNote>
        <EmptyState icon={CircleCheck} title={<Trans>No Rescued work waits</Trans>}>
          <Trans>
            Where a sign-in was ended, what was recorded there before can still be carried to the hub. Then it waits
            here for you.
          </Trans>
        </EmptyState>
      </PaneNote>
    )
  return (
    <div class={styles.list}>
      {failure && (
        <ErrorNote title={i18n._(failure.happened)} safe={failure.safe && i18n._(failure.safe)}>
          {i18n._(failure.todo)}
        </ErrorNote>
      )}
      {rows.value.map((row, at) => (
        <Piece key={`${row.member} ${row.device}`} row={row} model={model} isNext={at === 0} />
      ))}
      <DiscardSheet model={model} />
    </div>
  )
}

interface PieceProps {
  row: RescuedRow
  model: RescuedScreen
  /** What is decided on first. */
  isNext: boolean
}

/** All that one device had, each change in words, and the decision. */
function Piece({ row, model, isNext }: PieceProps) {
  const now = model.now.value
  const when = formatMoment(row.broughtAt, now)
  const changes = row.changes.length + row.untold
  return (
    <article class={styles.piece} aria-label={row.displayName}>
      <header class={styles.head}>
        <h2 class={styles.name}>{row.displayName}</h2>
        <p class={styles.quiet}>
          {row.label && `${row.label} · `}
          <Trans>brought in {when}</Trans>
          {' · '}
          <Plural value={changes} one="# change" other="# changes" />
        </p>
      </header>
      {row.isRefused && (
        <Banner tone="error" icon={TriangleAlert} href="/waiting">
          <Trans>The hub refused your decision. See why.</Trans>
        </Banner>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul class={styles.changes} role="list">
        {row.changes.map((change) => (
          <li key={change.id} class={styles.change}>
            <ChangeText {...change} />
            <Where change={change} now={now} />
          </li>
        ))}
        {row.untold > 0 && (
          <li class={styles.change}>
            <Plural value={row.untold} one="and # more change" other="and # more changes" />
          </li>
        )}
      </ul>
      {row.asked === null ? (
        <div class={styles.buttons}>
          <Button
            variant={isNext ? 'primary' : 'quiet'}
            busy={model.saving.busy.value}
            onClick={() => void model.takeUp(row)}
          >
            <Trans>Take up</Trans>
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              model.discarding.value = row
            }}
          >
            <Trans>Discard</Trans>
          </Button>
        </div>
      ) : (
        <Banner tone="info" icon={Clock} role="status">
          {row.asked === 'take-up' ? (
            <Trans>Taken up when the hub is reached.</Trans>
          ) : (
            <Trans>Discarded when the hub is reached.</Trans>
          )}
        </Banner>
      )}
    </article>
  )
}

/** Of which session. */
function Where({ change, now }: { change: ChangeItem; now: number }) {
  const parts = [
    change.sessionTitle && localText(change.sessionTitle),
    change.sessionDay && formatShortDay(change.sessionDay, dayIn(now)),
  ].filter((part): part is string => Boolean(part))
  return parts.length === 0 ? null : <span class={styles.quiet}>{parts.join(' · ')}</span>
}

function DiscardSheet({ model }: { model: RescuedScreen }) {
  const row = model.discarding.value
  if (!row) return null
  const close = () => {
    model.discarding.value = null
  }
  return (
    <Sheet
      title={<Trans>Discard this work?</Trans>}
      subtitle={row.displayName}
      onClose={close}
      footer={
        <div class={styles.buttons}>
          <Button onClick={close}>
            <Trans>Keep it</Trans>
          </Button>
          <Button variant="danger" onClick={() => void model.discard()}>
            <Trans>Discard</Trans>
          </Button>
        </div>
      }
    >
      <p>
        <Trans>
          It counts for nothing, and is listed here no more. Bringing the same file in again changes nothing.
        </Trans>
      </p>
    </Sheet>
  )
}
