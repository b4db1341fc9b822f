import { Trans } from '@lingui/react/macro'
import type { SheetRow } from './sheet.model.ts'

/** How somebody is called on paper, also where no name is to be seen. */
export function PersonWords({ row: { row, numberInRun } }: { row: Pick<SheetRow, 'row' | 'numberInRun'> }) {
  if (row?.displayName) return <>{row.displayName}</>
  if (row?.standing === 'erased') return <Trans>Person whose data was erased</Trans>
  if (row?.standing === 'restricted') return <Trans>Person who is not shown</Trans>
  return numberInRun === null ? <Trans>Name not known on this phone</Trans> : <Trans>Person {numberInRun}</Trans>
}
