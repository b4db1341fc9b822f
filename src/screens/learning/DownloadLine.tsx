import { Trans, useLingui } from '@lingui/react/macro'
import type { IconNode } from 'lucide'
import { CircleCheck, CircleDashed, CloudDownload, Pause, TriangleAlert, WifiOff } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useOffline } from '#screens/shared/useOffline.ts'
import type { ModuleDownload, ModuleRow } from '#store/learningApi.ts'
import { formatBytes } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import styles from './DownloadLine.module.css'
import { TROUBLE_WORDS } from './troubleWords.ts'

interface DownloadLineProps {
  row: Pick<ModuleRow, 'bytes' | 'held' | 'download'>
}

/** What of a module is on this phone, as icon and words; on its way also as a bar. */
export function DownloadLine({ row }: DownloadLineProps) {
  const { bytes, held, download } = row
  const size = formatBytes(held?.bytes ?? bytes)
  const newSize = formatBytes(bytes)
  return (
    <div class={styles.lines}>
      {held ? (
        <Line icon={CircleCheck} tone="here">
          <Trans>On this phone · {size}</Trans>
        </Line>
      ) : (
        !download && (
          <Line icon={CloudDownload}>
            <Trans>Not on this phone</Trans>
          </Line>
        )
      )}
      {held && !held.isNewest && !download && (
        <Line icon={CloudDownload}>
          <Trans>There is a newer version · {newSize}</Trans>
        </Line>
      )}
      {download && <Coming download={download} />}
    </div>
  )
}

function Coming({ download }: { download: ModuleDownload }) {
  const { i18n, t } = useLingui()
  const offline = useOffline()
  const { received, bytes, state, trouble } = download
  const part = formatBytes(received)
  const whole = formatBytes(bytes)
  const words = trouble && TROUBLE_WORDS[trouble]
  const waits = state === 'coming' && (trouble === 'unreachable' || offline)
  return (
    <>
      {state === 'stopped' ? (
        <Line icon={TriangleAlert} tone="stopped">
          <Trans>
            Not downloaded · {part} of {whole}
          </Trans>
        </Line>
      ) : state === 'paused' ? (
        <Line icon={Pause}>
          <Trans>
            Paused · {part} of {whole}
          </Trans>
        </Line>
      ) : waits ? (
        <Line icon={WifiOff} tone="waits">
          <Trans>
            Waits for a network · {part} of {whole}
          </Trans>
        </Line>
      ) : (
        <Line icon={CircleDashed}>
          <Trans>
            Downloading · {part} of {whole}
          </Trans>
        </Line>
      )}
      <progress class={styles.bar} max={bytes} value={received} aria-label={t`Downloaded`} />
      {words && trouble !== 'unreachable' && (
        <p class={styles.trouble} role="status">
          {i18n._(words.happened)} {words.todo && i18n._(words.todo)}
        </p>
      )}
    </>
  )
}

interface LineProps {
  icon: IconNode
  tone?: 'here' | 'waits' | 'stopped'
  children: ComponentChildren
}

function Line({ icon, tone, children }: LineProps) {
  return (
    <p class={styles.line} data-tone={tone}>
      <Icon icon={icon} size={20} />
      <span>{children}</span>
    </p>
  )
}
