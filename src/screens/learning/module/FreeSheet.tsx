import { Trans } from '@lingui/react/macro'
import type { ModuleRow, ProgressView } from '#store/learningApi.ts'
import { formatBytes } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'

interface FreeSheetProps {
  row: Pick<ModuleRow, 'held'>
  keptBy: ProgressView['keptBy']
  onFree: () => void
  onClose: () => void
}

/** Says what stays before a module leaves this phone. */
export function FreeSheet({ row, keptBy, onFree, onClose }: FreeSheetProps) {
  const size = formatBytes(row.held?.bytes ?? 0)
  return (
    <Sheet
      title={<Trans>Remove this module from the phone?</Trans>}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button variant="danger" onClick={onFree}>
            <Trans>Remove</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>This makes {size} free. You need a network to download it again.</Trans>
      </p>
      <p>
        {keptBy === 'hub' ? (
          <Trans>What you read and answered stays, also what is not sent yet.</Trans>
        ) : (
          <Trans>What you read and answered stays on this phone.</Trans>
        )}
      </p>
    </Sheet>
  )
}
