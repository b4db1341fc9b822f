import { Trans } from '@lingui/react/macro'
import { formatNumber } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import styles from './Phone.module.css'
import type { StorageFacts } from './phone.model.ts'

interface StorageLinesProps {
  facts: StorageFacts
  onKeep: () => void
}

const BYTES_IN_MB = 1_000_000

/** Less than one is said as one: nobody needs it finer. */
const megabytes = (bytes: number): string => formatNumber(Math.max(1, Math.round(bytes / BYTES_IN_MB)))

/** Room used, and whether the browser may clear it. */
export function StorageLines({ facts, onKeep }: StorageLinesProps) {
  const used = facts.usedBytes === null ? null : megabytes(facts.usedBytes)
  const free = facts.freeBytes === null ? null : megabytes(facts.freeBytes)
  return (
    <>
      {used !== null && (
        <p>
          {free === null ? (
            <Trans>Teren uses {used} MB.</Trans>
          ) : (
            <Trans>
              Teren uses {used} MB. The browser allows {free} MB more.
            </Trans>
          )}
        </p>
      )}
      {facts.kept ? (
        <p class={styles.quiet}>
          <Trans>The browser has promised not to clear it.</Trans>
        </p>
      ) : (
        <div class={styles.ask}>
          <p class={styles.quiet}>
            <Trans>The browser may clear it when the phone runs short of room.</Trans>
          </p>
          <Button onClick={onKeep}>
            <Trans>Ask to keep it</Trans>
          </Button>
        </div>
      )}
    </>
  )
}
