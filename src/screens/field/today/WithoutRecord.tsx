import { Plural, Trans } from '@lingui/react/macro'
import type { SessionRow } from '#store/api.ts'
import { formatNearDayInline, formatWallTime } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'

const SHOWN = 3

interface WithoutRecordProps {
  sessions: SessionRow[]
  today: string
}

/** Sessions whose time has passed with nothing recorded: not the same as nobody came (F5). */
export function WithoutRecord({ sessions, today }: WithoutRecordProps) {
  const more = sessions.length - SHOWN
  return (
    <>
      {sessions.slice(0, SHOWN).map((session) => (
        <Banner key={session.session} tone="warning" href={`/sessions/${session.session}`}>
          <Trans>
            Nothing recorded: <b>{localText(session.title)}</b>, {formatNearDayInline(session.facts.date, today)}{' '}
            {formatWallTime(session.facts.start)}
          </Trans>
        </Banner>
      ))}
      {more > 0 && (
        <Banner tone="warning" href="/sessions">
          <Plural value={more} one="# more session without a record" other="# more sessions without a record" />
        </Banner>
      )}
    </>
  )
}
