import { Trans } from '@lingui/react/macro'
import { CalendarX } from 'lucide'
import { formatNearDay, formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import type { MySession } from '../myRuns.ts'

/** A session that would have come before the next one and does not take place. */
export function CancelledNote({ session, today }: { session: MySession; today: string }) {
  const { facts, title, cancelled } = session
  const when = `${formatNearDay(facts.date, today)}, ${formatWallTimes(facts.start, facts.end)}`
  const name = localText(title)
  return (
    <Banner tone="error" icon={CalendarX}>
      <p>
        <Trans>
          <b>Cancelled:</b> {name}
        </Trans>
      </p>
      <p>{when}</p>
      {cancelled?.reason && <p>{cancelled.reason}</p>}
    </Banner>
  )
}
