import { Trans } from '@lingui/react/macro'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'

interface WithdrawSheetProps {
  onWithdraw: () => void
  onClose: () => void
}

/** Says what becomes of the module on phones, and of what people did in it. */
export function WithdrawSheet({ onWithdraw, onClose }: WithdrawSheetProps) {
  return (
    <Sheet
      title={<Trans>Withdraw this module?</Trans>}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button variant="danger" onClick={onWithdraw}>
            <Trans>Withdraw it</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          It leaves Learn for everybody in the hub. A phone that has downloaded it drops it when it next reaches the
          hub; until then it can be read there.
        </Trans>
      </p>
      <p>
        <Trans>What people read and answered is kept. If you add the module again, they go on where they were.</Trans>
      </p>
    </Sheet>
  )
}
