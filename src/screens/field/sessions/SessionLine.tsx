import type { SessionRow } from '#store/api.ts'
import { formatWallTime } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { ListRow } from '#ui/ListRow.tsx'
import { SessionChip } from '../SessionChip.tsx'
import { useSessionLine } from '../sessionLine.ts'
import styles from './SessionLine.module.css'

interface SessionLineProps {
  session: SessionRow
  now: number
}

/** One session in the list of all: time, title, which one it is, and what became of it. */
export function SessionLine({ session, now }: SessionLineProps) {
  const line = useSessionLine()
  return (
    <ListRow
      href={`/sessions/${session.session}`}
      leading={formatWallTime(session.facts.start)}
      detail={
        <>
          {line(session)}
          <span class={styles.chip}>
            <SessionChip session={session} now={now} />
          </span>
        </>
      }
    >
      <b lang={langOf(session.title)}>{localText(session.title)}</b>
    </ListRow>
  )
}
