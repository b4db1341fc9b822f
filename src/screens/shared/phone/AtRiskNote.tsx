import { Trans } from '@lingui/react/macro'
import { Banner } from '#ui/Banner.tsx'

/** A calm word where work is made: some of it waits for long, and the browser has not promised to keep it. */
export function AtRiskNote() {
  return (
    <Banner tone="warning" href="/phone">
      <Trans>
        Some of your work has waited here for more than a day, and the browser may clear it. Find a network, or see how
        to protect it.
      </Trans>
    </Banner>
  )
}
