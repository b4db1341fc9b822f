import { Trans } from '@lingui/react/macro'
import { CalendarClock, X } from 'lucide'
import type { LocalText } from '#store/api.ts'
import { dayIn, formatShortDay } from '#text/format.ts'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import type { MySession } from './myRuns.ts'
import styles from './SessionLine.module.css'
import { sessionWords } from './sessionWords.ts'

interface SessionLineProps {
  session: MySession
  now: number
  /** The run's title, where it stands above the list: it is not said again in each line. */
  runTitle?: LocalText
}

/** One coming session in a list: day, title, time and place; cancelled or moved where it is. */
export function SessionLine({ session, now, runTitle }: SessionLineProps) {
  const { facts, cancelled, was } = session
  const today = dayIn(now, facts.zone)
  const [first, ...rest] = sessionWords(session, runTitle)
  return (
    <ListRow
      leading={formatShortDay(facts.date, today)}
      detail={
        <>
          {rest.join(' · ')}
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
      <span class={styles.title} data-cancelled={cancelled ? true : undefined}>
        {first}
      </span>
    </ListRow>
  )
}
