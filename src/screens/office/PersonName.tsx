import { Trans } from '@lingui/react/macro'
import type { PersonRow } from '#store/api.ts'

interface PersonNameProps {
  /** null: this device knows nothing of them. */
  row: PersonRow | null
  /** In their run; null for somebody who never was on its list. */
  number: number | null
}

/** How a person is called wherever the office names one: by what the hub decided, or by number, for whoever may not see names or has not got this
 *  one yet (S4). */
export function PersonName({ row, number }: PersonNameProps) {
  if (row?.displayName) return <>{row.displayName}</>
  if (row?.standing === 'erased') return <Trans>Person whose data was erased</Trans>
  if (row?.standing === 'restricted') return <Trans>Person who is not shown</Trans>
  return number === null ? <Trans>Somebody unknown to this device</Trans> : <Trans>Person {number}</Trans>
}
