import { useLingui } from '@lingui/react/macro'
import type { SessionRow } from '#store/api.ts'

/** 2nd line of a session: its run, which session of it, and where. */
export function useSessionLine(): (session: SessionRow) => string {
  const { t } = useLingui()
  return ({ runNumber, index, ofSessions, place }) => {
    const run = runNumber === null ? '' : t`Run ${runNumber}`
    const nth = ofSessions > 1 ? t`session ${index} of ${ofSessions}` : ''
    return [run, nth, place].filter(Boolean).join(' · ')
  }
}
