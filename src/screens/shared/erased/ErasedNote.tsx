import { Plural, Trans } from '@lingui/react/macro'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { useApp } from '../services.ts'

/** The one time that something goes which the hub never had (S1): says so until it was read. */
export function ErasedNote() {
  const { device } = useApp()
  const seat = device.seat.value
  const hub = device.erasedBy.value
  const changes = seat?.erased.value ?? 0
  return (
    <>
      {hub !== null && (
        <Banner tone="info" role="status" action={<Read onClick={() => device.forgetErased()} />}>
          <Trans>{hub} has erased your data. Nothing of it is left on this device.</Trans>
        </Banner>
      )}
      {seat && changes > 0 && (
        <Banner tone="info" role="status" action={<Read onClick={() => seat.forgetErased()} />}>
          <Plural
            value={changes}
            one="The hub has erased a person’s data. # change about them that was not sent has left this device too."
            other="The hub has erased a person’s data. # changes about them that were not sent have left this device too."
          />
        </Banner>
      )}
    </>
  )
}

function Read({ onClick }: { onClick: () => Promise<void> }) {
  return (
    <Button onClick={() => void onClick()}>
      <Trans>OK</Trans>
    </Button>
  )
}
