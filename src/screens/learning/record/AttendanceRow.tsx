import { Trans, useLingui } from '@lingui/react/macro'
import type { LocalText } from '#store/api.ts'
import { dayIn, formatMinutes, formatShortDay } from '#text/format.ts'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import type { MySession } from '../myRuns.ts'
import { sessionWords } from '../sessionWords.ts'
import styles from './AttendanceRow.module.css'
import { ATTENDANCE_LOOKS, ATTENDANCE_WORDS, attendanceOf, STANDING_WORDS } from './attendance.ts'

interface AttendanceRowProps {
  session: MySession
  now: number
  /** Not said again in each line. */
  runTitle: LocalText
}

/** One session that has begun: whether this person was there, for how long, and whether that is confirmed. */
export function AttendanceRow({ session, now, runTitle }: AttendanceRowProps) {
  const { i18n } = useLingui()
  const { facts, mine } = session
  const [first, ...rest] = sessionWords(session, runTitle)
  const kind = attendanceOf(session, now)
  const counts = mine !== null && (kind === 'present' || kind === 'absent' || kind === 'excused')
  return (
    <ListRow
      leading={formatShortDay(facts.date, dayIn(now, facts.zone))}
      detail={
        <>
          {rest.join(' · ')}
          <span class={styles.state}>
            <StatusChip tone={ATTENDANCE_LOOKS[kind].tone} icon={ATTENDANCE_LOOKS[kind].icon}>
              {i18n._(ATTENDANCE_WORDS[kind])}
            </StatusChip>
            {kind === 'present' && mine && <Minutes minutes={mine.minutes} of={mine.ofMinutes} />}
          </span>
          {counts && <span class={styles.standing}>{i18n._(STANDING_WORDS[mine.standing])}</span>}
        </>
      }
    >
      {first}
    </ListRow>
  )
}

function Minutes({ minutes, of }: { minutes: number; of: number }) {
  const [there, whole] = [formatMinutes(minutes), formatMinutes(of)]
  return (
    <span class={styles.minutes}>
      {minutes === of ? (
        there
      ) : (
        <Trans>
          {there} of {whole}
        </Trans>
      )}
    </span>
  )
}
