import { Trans } from '@lingui/react/macro'
import { Banner } from '#ui/Banner.tsx'

/** Said when there is little room left, before something is lost by it. */
export function RoomNote() {
  return (
    <Banner tone="warning" role="status">
      <Trans>There is little room left. Delete photos or apps from the phone, so that Teren can go on saving.</Trans>
    </Banner>
  )
}
