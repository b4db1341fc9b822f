import type { SessionRow } from '#store/api.ts'
import { formatNumber, formatWallTime, formatWeekday } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'

interface WeekListProps {
  sessions: SessionRow[]
  /** Lead with the time instead of the day. */
  times?: boolean
}

/** Sessions in one line each: day, title, how many people. */
export function WeekList({ sessions, times }: WeekListProps) {
  return (
    <List>
      {sessions.map((session) => (
        <ListRow
          key={session.session}
          href={`/sessions/${session.session}`}
          leading={times ? formatWallTime(session.facts.start) : formatWeekday(session.facts.date)}
          trailing={session.rosterSize > 0 && formatNumber(session.rosterSize)}
        >
          <span lang={langOf(session.title)}>{localText(session.title)}</span>
        </ListRow>
      ))}
    </List>
  )
}
