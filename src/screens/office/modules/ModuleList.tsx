import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { ModuleFacts } from '#screens/shared/modules/ModuleFacts.tsx'
import type { LibraryRow } from '#store/learningApi.ts'
import { langOf, localText } from '#text/localText.ts'
import { StripeRow, type StripeTone } from '../StripeRow.tsx'
import { type ModuleState, moduleState } from './modules.model.ts'

interface ModuleListProps {
  rows: readonly LibraryRow[]
  chosen: string | null
}

const STATES: Record<ModuleState, { tone: StripeTone; words: MessageDescriptor }> = {
  added: { tone: 'confirmed', words: msg`In the hub` },
  'being-added': { tone: 'open', words: msg`Being added` },
  'being-withdrawn': { tone: 'open', words: msg`Being withdrawn` },
  offered: { tone: 'ahead', words: msg`Not added` },
}

export function ModuleList({ rows, chosen }: ModuleListProps) {
  const { i18n } = useLingui()
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul role="list">
      {rows.map((row) => {
        const { tone, words } = STATES[moduleState(row)]
        return (
          <StripeRow
            key={row.module}
            tone={tone}
            state={i18n._(words)}
            title={<span lang={langOf(row.title)}>{localText(row.title)}</span>}
            href={`/office/modules/${row.module}`}
            selected={row.module === chosen}
          >
            <ModuleFacts of={row} />
          </StripeRow>
        )
      })}
    </ul>
  )
}
