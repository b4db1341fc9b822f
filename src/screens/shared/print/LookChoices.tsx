import { Trans } from '@lingui/react/macro'
import { Segmented } from '#ui/Segmented.tsx'
import type { SheetLook } from './SheetPaper.tsx'

const EMPTY_ROWS = ['0', '5', '10'] as const

interface LookChoicesProps {
  look: SheetLook
  onChange: (part: Partial<SheetLook>) => void
}

/** What stands on a sheet, and what is left to be written by hand. */
export function LookChoices({ look, onChange }: LookChoicesProps) {
  return (
    <>
      <Segmented
        label={<Trans>What stands on it</Trans>}
        options={[
          { value: 'recorded', text: <Trans>What was recorded</Trans> },
          { value: 'blank', text: <Trans>Names only, to fill in by hand</Trans> },
        ]}
        value={look.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <Segmented
        label={<Trans>Empty rows at the end</Trans>}
        options={EMPTY_ROWS.map((count) => ({ value: count, text: count }))}
        value={EMPTY_ROWS.find((count) => Number(count) === look.emptyRows) ?? '0'}
        onChange={(count) => onChange({ emptyRows: Number(count) })}
      />
    </>
  )
}
