import { Plural, Trans } from '@lingui/react/macro'
import { formatMoment } from '#text/format.ts'
import styles from './SavingLine.module.css'

interface SavingLineProps {
  /** Counts of changes; `receivedAt` is the hub's last acknowledgement, ms UTC. */
  saving: { unsaved: number; waiting: number; refused: number; receivedAt: number | null }
  /** ms UTC: what *today* is judged by. */
  now: number
  /** The page that explains each change. */
  href: string
}

/** Where the work is, always in the same place under the title: not saved, refused, waiting, or received (F2, F3). */
export function SavingLine({ saving, now, href }: SavingLineProps) {
  const { unsaved, waiting, refused, receivedAt } = saving
  const state = unsaved > 0 ? 'unsaved' : refused > 0 ? 'refused' : waiting > 0 ? 'waiting' : 'received'
  return (
    <a class={styles.line} href={href} data-state={state}>
      <span class={styles.sign} aria-hidden="true" />
      <span class={styles.words} role="status">
        {unsaved > 0 && (
          <b>
            <Plural value={unsaved} one="# change is not saved" other="# changes are not saved" />
          </b>
        )}
        {unsaved > 0 && (refused > 0 || waiting > 0) && ' · '}
        {refused > 0 && (
          <b>
            <Plural value={refused} one="# change refused by the hub" other="# changes refused by the hub" />
          </b>
        )}
        {refused > 0 && waiting > 0 && ' · '}
        {waiting > 0 && (
          <Trans>
            Saved on this phone · waiting to send:{' '}
            <b>
              <Plural value={waiting} one="# change" other="# changes" />
            </b>
          </Trans>
        )}
        {state === 'received' &&
          (receivedAt === null ? (
            <Trans>Nothing waits to be sent</Trans>
          ) : (
            <Trans>
              All received by the hub <b>{formatMoment(receivedAt, now)}</b>
            </Trans>
          ))}
      </span>
    </a>
  )
}
