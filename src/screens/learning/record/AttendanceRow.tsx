import { Trans, useLingui } from '@lingui/react/macro'
import { dayIn, formatMinutes, formatShortDay, formatWallTimes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import type { MySession } from '../myRuns.ts'
import styles from './AttendanceRow.module.css'
import { ATTENDANCE_LOOKS, ATTENDANCE_WORDS, attendanceOf, STANDING_WORDS } from './attendance.ts'

/** One session that has begun: whether this person was there, for how long, and whether that is confirmed. */
export function AttendanceRow({ session, now }: { session: MySession; now: number }) {
  const { i18n } = useLingui()
  const { facts, title, place, mine } = session
  const kind = attendanceOf(session, now)
  const counts = mine !== null && (kind === 'present' || kind === 'absent' || kind === 'excused')
  return (
    <ListRow
      leading={formatShortDay(facts.date, dayIn(now, facts.zone))}
      detail={
        <>
          {[formatWallTimes(facts.start, facts.end), place].filter(Boolean).join(' · ')}
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
      <span lang={langOf(title)}>{localText(title)}</span>
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
