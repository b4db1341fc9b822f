import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Check, CircleDashed, Clock, TriangleAlert } from 'lucide'
import { type BackupStanding, backupStanding } from '#domain/safekeeping.ts'
import type { HubState } from '#screens/shared/services.ts'
import { formatMoment, formatNumber } from '#text/format.ts'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { standingOf } from './state.model.ts'

interface HubFactsProps {
  state: HubState
}

type Code = HubState['refused'][number]['code']

/** Why the hub did not take a change, as a heap of them is named. */
const REASONS: Record<Code, MessageDescriptor> = {
  malformed: msg`could not be read`,
  'too-large': msg`too large`,
  'unknown-document': msg`in something that is not there`,
  'no-right': msg`without the right to it`,
  'insert-only': msg`would have overwritten a record`,
  'key-taken': msg`said twice, differently`,
  needs: msg`built on something missing; sent again by themselves`,
  fork: msg`from a copied phone; sent again by themselves`,
  erased: msg`about somebody who was erased`,
  ended: msg`after the sign-in was ended`,
  'not-possible': msg`not possible any more`,
  'disk-full': msg`the hub’s disk was full`,
  'slow-down': msg`too many at once`,
  failed: msg`the hub failed`,
}

/** What whoever looks after the hub asks first: a line each, calm where nothing is to be done. */
export function HubFacts({ state }: HubFactsProps) {
  const { at, startedAt, version, restores, differing, refused } = state
  const since = formatMoment(startedAt, at)
  return (
    <PaneNote>
      <List>
        <PhonesRow state={state} />
        <BackupRow state={state} />
        <ListRow
          detail={refused.length === 0 ? <Trans>None since {since}</Trans> : <Reasons refused={refused} />}
          trailing={
            refused.length === 0 ? (
              <Fine />
            ) : (
              <StatusChip tone="late" icon={TriangleAlert}>
                <RefusedCount value={refused.reduce((sum, { changes }) => sum + changes, 0)} />
              </StatusChip>
            )
          }
        >
          <Trans>Refused changes</Trans>
        </ListRow>
        <ListRow
          detail={
            differing.lastAt === null ? (
              <Trans>Phones compare their copies once a day. All were the same since {since}.</Trans>
            ) : (
              <DifferingWords documents={differing.documents} when={formatMoment(differing.lastAt, at)} />
            )
          }
          trailing={
            differing.lastAt === null ? (
              <Fine />
            ) : (
              <StatusChip tone="late" icon={TriangleAlert}>
                <Trans>Fetched anew</Trans>
              </StatusChip>
            )
          }
        >
          <Trans>Copies that differed</Trans>
        </ListRow>
        <ListRow
          detail={
            <>
              <Trans>
                Version {version}, running since {since}
              </Trans>
              {restores > 0 && (
                <>
                  {' · '}
                  <Plural value={restores} one="put back from a backup # time" other="put back from a backup # times" />
                </>
              )}
            </>
          }
        >
          <Trans>The hub’s server</Trans>
        </ListRow>
      </List>
    </PaneNote>
  )
}

const RefusedCount = ({ value }: { value: number }) => <Plural value={value} one="# refused" other="# refused" />

const Fine = () => (
  <StatusChip tone="present" icon={Check}>
    <Trans>In order</Trans>
  </StatusChip>
)

function PhonesRow({ state: { phones, at } }: HubFactsProps) {
  const standings = phones.map((phone) => standingOf(phone, at))
  const count = standings.filter((standing) => standing === 'waiting' || standing === 'long').length
  const unknown = standings.filter((standing) => standing === 'unknown').length
  return (
    <ListRow
      href="/office/state/phones"
      detail={
        <>
          <Plural value={phones.length} one="# sign-in" other="# sign-ins" />
          {count > 0 && (
            <>
              {' · '}
              <Plural value={count} one="# with unsent work" other="# with unsent work" />
            </>
          )}
          {unknown > 0 && (
            <>
              {' · '}
              <Plural value={unknown} one="# not heard from yet" other="# not heard from yet" />
            </>
          )}
        </>
      }
      trailing={
        count === 0 && unknown > 0 ? (
          <StatusChip tone="unset" icon={CircleDashed}>
            <Trans>Not known of all</Trans>
          </StatusChip>
        ) : count === 0 ? (
          <StatusChip tone="present" icon={Check}>
            <Trans>All sent</Trans>
          </StatusChip>
        ) : (
          <StatusChip
            tone={standings.includes('long') ? 'absent' : 'late'}
            icon={standings.includes('long') ? TriangleAlert : Clock}
          >
            <Trans>Unsent work</Trans>
          </StatusChip>
        )
      }
    >
      <Trans>Phones</Trans>
    </ListRow>
  )
}

/** What there is to say of it, and to do, stands under Safekeeping. */
function BackupRow({ state: { backup, at } }: HubFactsProps) {
  const standing = backupStanding({ ...backup, lastAt: backup.takenAt }, at)
  const when = backup.takenAt === null ? null : formatMoment(backup.takenAt, at)
  return (
    <ListRow
      href="/office/safekeeping"
      detail={
        when !== null ? (
          <Trans>The last one was taken {when}</Trans>
        ) : standing === 'due' ? (
          <Trans>The first one will be taken soon.</Trans>
        ) : (
          <Trans>None are taken.</Trans>
        )
      }
      trailing={<BackupChip standing={standing} />}
    >
      <Trans>Backups</Trans>
    </ListRow>
  )
}

function BackupChip({ standing }: { standing: BackupStanding }) {
  switch (standing) {
    case 'taken':
    case 'by-hand':
      return <Fine />
    case 'due':
      return (
        <StatusChip tone="unset" icon={CircleDashed}>
          <Trans>Not yet</Trans>
        </StatusChip>
      )
    case 'failed':
    case 'late':
    case 'none':
      return (
        <StatusChip tone="absent" icon={TriangleAlert}>
          {standing === 'none' ? <Trans>None</Trans> : standing === 'late' ? <Trans>Old</Trans> : <Trans>Failed</Trans>}
        </StatusChip>
      )
  }
}

function Reasons({ refused }: Pick<HubState, 'refused'>) {
  const { i18n } = useLingui()
  return (
    <>
      {refused.map(({ code, changes }, at) => (
        <span key={code}>
          {at > 0 && ' · '}
          {formatNumber(changes)} × {i18n._(REASONS[code])}
        </span>
      ))}
    </>
  )
}

const DifferingWords = ({ documents, when }: { documents: number; when: string }) => (
  <Plural
    value={documents}
    one={`# copy was another than the hub’s, and was fetched anew; last ${when}`}
    other={`# copies were others than the hub’s, and were fetched anew; last ${when}`}
  />
)
