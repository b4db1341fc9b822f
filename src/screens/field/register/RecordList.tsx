import { Trans, useLingui } from '@lingui/react/macro'
import { itemOf } from '#domain/claims.ts'
import type { MemberId } from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import { STATUS_WORDS } from '#screens/shared/words/attendance.ts'
import { refusalWords } from '#screens/shared/words/refusals.ts'
import type { RegisterView } from '#store/api.ts'
import { formatMoment, formatWallTime } from '#text/format.ts'
import styles from './RecordList.module.css'
import type { PersonRecord } from './records.ts'

interface RecordListProps {
  records: PersonRecord[]
  view: RegisterView
  me: MemberId
  facts: SessionFacts
  now: number
}

/** Who stated what and when, and whether it is saved, sent and received; nothing is overwritten (F6). */
export function RecordList({ records, view, me, facts, now }: RecordListProps) {
  return (
    <ul class={styles.records}>
      {records.map((record) => (
        <li class={styles.record} key={record.key} data-standing={record.standing}>
          <RecordWords record={record} view={view} me={me} facts={facts} now={now} />
        </li>
      ))}
    </ul>
  )
}

function RecordWords({ record, view, me, facts, now }: Omit<RecordListProps, 'records'> & { record: PersonRecord }) {
  const { t, i18n } = useLingui()
  const { recorded } = record
  const { claim, recorder, receivedAt, key } = recorded
  const item = itemOf(recorded)
  const who = recorder === me ? t`You` : (view.members.get(recorder) ?? t`Somebody`)
  const status = 'status' in claim ? i18n._(STATUS_WORDS[claim.status]) : t`Present (everyone)`
  const own = 'ownStatus' in claim ? view.ownStatuses.get(claim.ownStatus ?? '') : undefined
  const spans = 'spans' in claim ? (claim.spans ?? []) : []
  const note = 'about' in claim && claim.about ? view.notes.get(claim.about) : undefined
  const planned = view.session.facts.agenda.find(({ id }) => id === item)
  const refusal = view.refused.get(key)
  const marked = formatMoment(claim.at, now, facts.zone)
  return (
    <>
      <p class={styles.what}>
        <b>{own ? `${own.name} · ${status}` : status}</b>
        {item !== null && <>: {planned?.title ?? t`an item that is not in the agenda any more`}</>}
        {spans.map(({ from, to }) => (
          <span key={`${from}-${to}`}>
            {' '}
            {formatWallTime(from ?? facts.start)}–{formatWallTime(to ?? facts.end)}
          </span>
        ))}
        {record.standing === 'correction' && (
          <>
            {' · '}
            <Trans>correction to decide</Trans>
          </>
        )}
        {record.standing === 'replaced' && (
          <>
            {' · '}
            <Trans>replaced</Trans>
          </>
        )}
        {record.standing === 'withdrawn' && (
          <>
            {' · '}
            <Trans>taken back</Trans>
          </>
        )}
      </p>
      {note && <p>{note}</p>}
      <p class={styles.origin}>
        <Trans>
          {who}, {marked}
        </Trans>
        {' · '}
        {view.unsaved.has(key) ? (
          <b class={styles.bad}>
            <Trans>not saved</Trans>
          </b>
        ) : refusal ? (
          <b class={styles.bad}>
            <Trans>refused by the hub</Trans>: {i18n._(refusalWords(refusal).happened)}
          </b>
        ) : view.waiting.has(key) || receivedAt === undefined ? (
          <Trans>saved on this phone, waiting to send</Trans>
        ) : (
          <Trans>received {formatMoment(receivedAt, now, facts.zone)}</Trans>
        )}
      </p>
    </>
  )
}
