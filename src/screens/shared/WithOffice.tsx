import { useLingui } from '@lingui/react/macro'
import type { ComponentChild } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { startFailureWords } from './failed/startFailureWords.ts'

interface WithOfficeProps {
  seat: Seat
  /** Nothing is shown while it is loaded, nor if it cannot be: it is only an addition. */
  quiet?: boolean
  /** Instead of rows' shape. */
  waiting?: ComponentChild
  children: (office: Office) => ComponentChild
}

/** Draws what needs the office's half of the store, once it is loaded: from the service worker's cache, hence offline
 *  too. */
export function WithOffice({ seat, quiet, waiting, children }: WithOfficeProps) {
  const { i18n } = useLingui()
  const [office, setOffice] = useState<Office | 'failed' | null>(null)
  useEffect(() => {
    let shown = true
    seat.office().then(
      (loaded) => shown && setOffice(loaded),
      () => shown && setOffice('failed'),
    )
    return () => {
      shown = false
    }
  }, [seat])
  if (quiet && (office === null || office === 'failed')) return null
  if (office === null) return <>{waiting ?? <Skeleton shape="rows" count={4} />}</>
  if (office !== 'failed') return <>{children(office)}</>
  const { happened, safe, todo } = startFailureWords({ kind: 'not-loaded' })
  return (
    <ErrorNote title={i18n._(happened)} safe={safe && i18n._(safe)}>
      {i18n._(todo)}
    </ErrorNote>
  )
}
