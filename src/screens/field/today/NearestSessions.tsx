import { Trans } from '@lingui/react/macro'
import type { Seat } from '#store/api.ts'
import { formatDay, formatTime } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { SessionCard } from './SessionCard.tsx'
import type { TodayScreen } from './today.model.ts'

/** While no hub has told the time: the nearest sessions by the phone's clock, with their dates, and a line about
 *  that clock (F5, F11). */
export function NearestSessions({ model, seat }: { model: TodayScreen; seat: Seat }) {
  const { at } = model.now.value
  const today = model.today.value
  const sessions = model.nearest.value
  // A phone that is still being read has said nothing of its clock, nor of what is on it.
  if (sessions === null) return <Skeleton shape="cards" count={3} />
  // It was measured once and cannot be right any more.
  const isSetBack = seat.connection.value.clockOffsetMs !== null
  return (
    <>
      <Banner tone="warning">
        {isSetBack ? (
          <Trans>
            This phone’s clock stands before the last contact with the hub: {formatDay(today)}, {formatTime(at)}. These
            are the sessions nearest to that contact.
          </Trans>
        ) : (
          <Trans>
            This phone says: {formatDay(today)}, {formatTime(at)}. The hub has not confirmed it yet. These are the
            sessions nearest to that time.
          </Trans>
        )}
      </Banner>
      {sessions.length === 0 && (
        <EmptyState
          title={
            seat.connection.value.filling ? (
              <Trans>Your sessions are on their way</Trans>
            ) : (
              <Trans>No sessions on this phone yet</Trans>
            )
          }
        >
          <p>
            <Trans>They appear when the phone reaches the hub. Once they are here, no network is needed.</Trans>
          </p>
        </EmptyState>
      )}
      {sessions.map((session) => (
        // Its day always stands on the card: what is today is not known.
        <SessionCard key={session.session} session={session} now={at} today={null} />
      ))}
    </>
  )
}
