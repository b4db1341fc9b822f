import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { CircleCheck, ClipboardCheck, Gavel, type IconNode, ListChecks, Pencil, PenLine, QrCode, Undo2 } from 'lucide'
import type { ComponentChildren } from 'preact'
import { CLOCK_OFFSET_SHOWN_MS } from '#domain/clockOffset.ts'
import type { MemberId } from '#domain/ids.ts'
import type { RegisterView } from '#store/api.ts'
import { dayIn, formatShortDay, formatSpan, formatTime } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { PersonWords } from '../print/PersonWords.tsx'
import { HappenedWords } from './HappenedWords.tsx'
import styles from './History.module.css'
import { namedIn } from './history.model.ts'
import type { Happened, HistoryEntry } from './history.ts'

interface HistoryListProps {
  entries: readonly HistoryEntry[]
  view: RegisterView
  me: MemberId
  now: number
  /** What this device's clock is off by, ms; null: never measured. */
  ownOffsetMs: number | null
  /** Whether it is said of each thing whom it is about; not where only one person is looked at. */
  withNames: boolean
}

/** What happened, one thing after the other, in words for whoever was not there. */
export function HistoryList({ entries, view, me, now, ownOffsetMs, withNames }: HistoryListProps) {
  return (
    <ol class={styles.entries}>
      {entries.map((entry) => (
        <li class={styles.entry} key={entry.id} data-kind={entry.what.kind}>
          <span class={styles.icon}>
            <Icon icon={ICONS[iconOf(entry.what)]} size={20} />
          </span>
          <div class={styles.words}>
            {withNames && entry.persons.length === 1 && <Names entry={entry} view={view} />}
            <HappenedWords what={entry.what} count={entry.persons.length} facts={view.session.facts} />
            {withNames && entry.persons.length > 1 && <Names entry={entry} view={view} />}
            <OriginLine entry={entry} zone={view.session.facts.zone} me={me} now={now} ownOffsetMs={ownOffsetMs} />
          </div>
        </li>
      ))}
    </ol>
  )
}

const ICONS = {
  mark: Pencil,
  bulk: ListChecks,
  badge: QrCode,
  back: Undo2,
  submitted: ClipboardCheck,
  accepted: CircleCheck,
  decided: Gavel,
  signed: PenLine,
} satisfies Record<string, IconNode>

function iconOf(what: Happened): keyof typeof ICONS {
  switch (what.kind) {
    case 'mark':
      return what.way === 'bulk' || what.way === 'badge' ? what.way : 'mark'
    case 'taken-back':
    case 'submission-taken-back':
    case 'returned':
    case 'undone':
      return 'back'
    case 'submitted':
    case 'accepted':
      return what.kind
    case 'decided':
    case 'decided-held':
      return 'decided'
    case 'signed':
      return 'signed'
    case 'not-held':
    case 'class-book':
      return 'mark'
  }
}

function Names({ entry: { persons }, view }: { entry: HistoryEntry; view: RegisterView }) {
  return (
    <p class={persons.length === 1 ? styles.name : styles.names} translate={false} dir="auto">
      {persons.map((person, at) => (
        <span key={person}>
          {at > 0 && ', '}
          <PersonWords row={namedIn(view, person)} />
        </span>
      ))}
    </p>
  )
}

interface OriginLineProps {
  entry: HistoryEntry
  zone: string
  me: MemberId
  now: number
  ownOffsetMs: number | null
}

/** Who, on which device, when, and when the hub had it. */
function OriginLine({ entry, zone, me, now, ownOffsetMs }: OriginLineProps) {
  const { t } = useLingui()
  const { by, byName, deviceName, at, receivedAt, place } = entry
  // What the hub does not have was stated here.
  const offset = place === 'received' ? entry.clockOffsetMs : ownOffsetMs
  const who = by === me ? t`You` : (byName ?? t`Somebody unknown to this device`)
  const moment = (when: number) => `${formatShortDay(dayIn(when, zone), dayIn(now, zone))}, ${formatTime(when, zone)}`
  const [stated, received] = [moment(at), receivedAt === null ? null : moment(receivedAt)]
  const isWrong = offset !== null && Math.abs(offset) > CLOCK_OFFSET_SHOWN_MS
  return (
    <>
      <p class={styles.origin}>
        <Part>{deviceName === null ? who : t`${who}, on ${deviceName}`}</Part>
        {' · '}
        <Part>{stated}</Part>
        {' · '}
        {place === 'received' && received !== null ? (
          <Part>
            <Trans>received by the hub {received}</Trans>
          </Part>
        ) : place === 'unsaved' ? (
          <b class={styles.bad}>
            <Trans>not saved</Trans>
          </b>
        ) : place === 'refused' ? (
          <a class={styles.bad} href="/waiting">
            <Trans>refused by the hub</Trans>
          </a>
        ) : (
          <b class={styles.waiting}>
            <Trans>not received by the hub yet</Trans>
          </b>
        )}
      </p>
      {isWrong && <ClockLine minutes={Math.round(offset / 60_000)} really={moment(at - offset)} />}
    </>
  )
}

const Part = ({ children }: { children: ComponentChildren }) => <span class={styles.part}>{children}</span>

/** A phone's clock is shown where it matters (F11). */
function ClockLine({ minutes, really }: { minutes: number; really: string }) {
  const span = formatSpan(Math.abs(minutes))
  return (
    <p class={styles.clock}>
      {minutes > 0 ? (
        <Trans>
          The clock of this device was {span} fast. It was really about {really}.
        </Trans>
      ) : (
        <Trans>
          The clock of this device was {span} slow. It was really about {really}.
        </Trans>
      )}
    </p>
  )
}

/** How many things happened. */
export const HistoryCount = ({ count }: { count: number }) => (
  <Plural
    value={count}
    one="# entry, in the order the hub received it"
    other="# entries, in the order the hub received them"
  />
)
