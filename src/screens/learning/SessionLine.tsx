import { Trans } from '@lingui/react/macro'
import { CalendarClock, X } from 'lucide'
import { dayIn, formatShortDay, formatWallTimes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import type { MySession } from './myRuns.ts'
import styles from './SessionLine.module.css'

/** One coming session in a list: day, title, time and place; cancelled or moved where it is. */
export function SessionLine({ session, now }: { session: MySession; now: number }) {
  const { facts, title, place, cancelled, was } = session
  const today = dayIn(now, facts.zone)
  return (
    <ListRow
      leading={formatShortDay(facts.date, today)}
      detail={
        <>
          {[formatWallTimes(facts.start, facts.end), place].filter(Boolean).join(' · ')}
          {(cancelled || was) && (
            <span class={styles.chip}>
              {cancelled ? (
                <StatusChip tone="absent" icon={X}>
                  <Trans>Cancelled</Trans>
                </StatusChip>
              ) : (
                <StatusChip tone="late" icon={CalendarClock}>
                  <Trans>Moved</Trans>
                </StatusChip>
              )}
            </span>
          )}
        </>
      }
    >
      <span class={styles.title} data-cancelled={cancelled ? true : undefined} lang={langOf(title)}>
        {localText(title)}
      </span>
    </ListRow>
  )
}
