import { Trans } from '@lingui/react/macro'
import { BookOpen, Download, Pause, Play, RotateCw } from 'lucide'
import type { ModuleRow } from '#store/learningApi.ts'
import { formatBytes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import type { Downloads } from './downloads.model.ts'

interface DownloadButtonProps {
  row: ModuleRow
  downloads: Downloads
  /** primary: it is the one next thing on the screen. */
  variant?: 'primary' | 'quiet'
}

/** The next thing to do with a module: get it, go on with that, or open it. */
export function DownloadButton({ row, downloads, variant = 'quiet' }: DownloadButtonProps) {
  const { module, held, download } = row
  const size = formatBytes(row.bytes)
  // On a screen with several modules the same word stands on several buttons.
  const which = <VisuallyHidden>{localText(row.title)}</VisuallyHidden>
  const get = () => void downloads.download(module)
  switch (download?.state) {
    case 'coming':
      return (
        <Button icon={Pause} onClick={() => void downloads.pause(module)}>
          <Trans>Pause</Trans> {which}
        </Button>
      )
    case 'paused':
      return (
        <Button variant={variant} icon={Play} onClick={get}>
          <Trans>Go on</Trans> {which}
        </Button>
      )
    case 'stopped':
      return (
        <Button variant={variant} icon={RotateCw} onClick={get}>
          <Trans>Try again</Trans> {which}
        </Button>
      )
  }
  if (!held) {
    return (
      <Button variant={variant} icon={Download} onClick={get}>
        <Trans>Download · {size}</Trans> {which}
      </Button>
    )
  }
  if (!held.isNewest) {
    return (
      <Button icon={Download} onClick={get}>
        <Trans>Get the newer version</Trans> {which}
      </Button>
    )
  }
  return (
    <Button variant={variant} icon={BookOpen} href={`/learn/${module}`}>
      <Trans>Open</Trans> {which}
    </Button>
  )
}
