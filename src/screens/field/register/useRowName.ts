import { useLingui } from '@lingui/react/macro'
import type { RowView } from './rowView.ts'

/** How a person of the register is called, also where no name is to be seen. */
export function useRowName({ name, standing }: Pick<RowView, 'name' | 'standing'>): string {
  const { t } = useLingui()
  if (name) return name
  if (standing === 'erased') return t`Person whose data was erased`
  if (standing === 'restricted') return t`Person who is not shown`
  return t`Name not known on this phone`
}
