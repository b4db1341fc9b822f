import { Trans } from '@lingui/react/macro'
import type { CameraRefusal } from '#screens/shared/scanner.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import type { CameraState } from './scan.model.ts'

interface CameraNoteProps {
  camera: Extract<CameraState, { kind: 'refused' } | { kind: 'unreadable' }>
  onRetry: () => void
}

/** Why no badge can be read now, and what to do. Names can be typed whatever it is. */
export function CameraNote({ camera, onRetry }: CameraNoteProps) {
  const canRetry = camera.kind === 'unreadable' || (camera.why !== 'insecure' && camera.why !== 'none')
  return (
    <ErrorNote
      title={camera.kind === 'unreadable' ? <Trans>Badges cannot be read yet</Trans> : <Why why={camera.why} />}
      safe={<Trans>Nothing is lost. You can type names or mark on the list meanwhile.</Trans>}
      action={
        canRetry && (
          <Button onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        )
      }
    >
      {camera.kind === 'unreadable' ? (
        <Trans>What reads them comes with the network, once. Connect this phone, then try again.</Trans>
      ) : (
        <WhatToDo why={camera.why} />
      )}
    </ErrorNote>
  )
}

function Why({ why }: { why: CameraRefusal }) {
  switch (why) {
    case 'refused':
      return <Trans>The camera is not allowed</Trans>
    case 'none':
      return <Trans>No camera was found</Trans>
    case 'busy':
      return <Trans>Another app has the camera</Trans>
    case 'insecure':
      return <Trans>No camera without https</Trans>
    case 'failed':
      return <Trans>The camera did not start</Trans>
  }
}

function WhatToDo({ why }: { why: CameraRefusal }) {
  switch (why) {
    case 'refused':
      return (
        <Trans>
          Allow the camera for this site in the browser’s settings: by the sign beside the address, or in the phone’s
          settings for this app. Then try again.
        </Trans>
      )
    case 'none':
      return <Trans>Scan with a phone that has one, or type the names.</Trans>
    case 'busy':
      return <Trans>Close the other app, then try again.</Trans>
    case 'insecure':
      return <Trans>Open Teren by an address that begins with https.</Trans>
    case 'failed':
      return <Trans>Try again. If it fails again, restart the phone, or type the names.</Trans>
  }
}
