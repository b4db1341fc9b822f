import { Trans } from '@lingui/react/macro'
import { clockDifference } from '#screens/shared/waiting/waiting.model.ts'
import type { Seat } from '#store/api.ts'
import { formatSpan } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'

/** Days and times are typed as the wall clock of the place shows them: a phone's wrong clock changes none, and is said
 *  (F11). */
export function ClockNote({ seat }: { seat: Seat }) {
  const minutes = clockDifference(seat.connection.value.clockOffsetMs)
  if (minutes === null && seat.now().trusted) return null
  const span = minutes === null ? null : formatSpan(Math.abs(minutes))
  return (
    <Banner tone="warning">
      {span === null || minutes === null ? (
        <Trans>This phone’s clock may be wrong. Look at the day twice.</Trans>
      ) : minutes > 0 ? (
        <Trans>This phone’s clock is {span} ahead. Look at the day and the times twice.</Trans>
      ) : (
        <Trans>This phone’s clock is {span} behind. Look at the day and the times twice.</Trans>
      )}
    </Banner>
  )
}
