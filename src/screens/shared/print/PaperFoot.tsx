import { Trans } from '@lingui/react/macro'
import { momentOnPaper } from './words.ts'

interface PaperFootProps {
  /** When it was printed, ms UTC. */
  now: number
  demonstration: boolean | undefined
  page: number
  of: number
}

/** Under every page: since when it may have changed, and whether one is missing. */
export function PaperFoot({ now, demonstration, page, of }: PaperFootProps) {
  const printed = momentOnPaper(now)
  return (
    <>
      <span>
        <Trans>Printed on {printed} from Teren</Trans>
        {demonstration && (
          <>
            {' · '}
            <Trans>Demonstration: made-up people</Trans>
          </>
        )}
      </span>
      <span>
        <Trans>
          Page {page} of {of}
        </Trans>
      </span>
    </>
  )
}
