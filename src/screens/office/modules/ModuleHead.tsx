import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import type { ModuleId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { langOf, localText } from '#text/localText.ts'
import { PaneHead } from '../PaneHead.tsx'
import { ModuleModel } from './modules.model.ts'

interface ModuleHeadProps {
  seat: Seat
  module: ModuleId
}

/** A module's name above what is known of it. */
export function ModuleHead({ seat, module }: ModuleHeadProps) {
  const row = useModel(() => new ModuleModel(seat, module)).row.value
  const what = <Trans>Learning module</Trans>
  if (row.state !== 'ready') return <PaneHead main backHref="/office/modules" title={what} />
  const { title } = row.value
  return (
    <PaneHead
      main
      backHref="/office/modules"
      eyebrow={what}
      title={<span lang={langOf(title)}>{localText(title)}</span>}
    />
  )
}
