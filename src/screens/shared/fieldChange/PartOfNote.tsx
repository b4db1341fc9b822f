import { Trans } from '@lingui/react/macro'
import type { RegisterView } from '#store/api.ts'
import { formatDay, formatWallTimes } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'

/** Of which session this one is the rest, if of any. */
export function PartOfNote({ view: { partOf } }: { view: RegisterView }) {
  if (partOf === null) return null
  const day = formatDay(partOf.date)
  const times = formatWallTimes(partOf.start, partOf.end)
  return (
    <Banner tone="note">
      <Trans>
        Second part of the session of {day}, {times}. What was marked there stays there.
      </Trans>
    </Banner>
  )
}
