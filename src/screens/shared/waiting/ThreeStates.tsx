import { Trans } from '@lingui/react/macro'
import type { SavingStatus } from '#store/api.ts'
import { formatMoment, formatNumber } from '#text/format.ts'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import styles from './Waiting.module.css'

interface ThreeStatesProps {
  saving: SavingStatus
  now: number
  /** The sign-in was ended: nothing is sent. */
  ended: boolean
}

/** The states a change goes through, explained, each with how many are there (F3). */
export function ThreeStates({ saving, now, ended }: ThreeStatesProps) {
  const { unsaved, waiting, refused, receivedAt } = saving
  return (
    <dl class={styles.states}>
      {unsaved > 0 && (
        <div class={styles.state} data-state="unsaved">
          <dt>
            <span class={styles.sign} aria-hidden="true" />
            <Trans>Not saved</Trans>
          </dt>
          <dd class={styles.figure}>{formatNumber(unsaved)}</dd>
          <dd class={styles.meaning}>
            <Trans>Only on the screen. It is lost if you close Teren now.</Trans>
          </dd>
        </div>
      )}
      <div class={styles.state} data-state="saved">
        <dt>
          <span class={styles.sign} aria-hidden="true" />
          <Trans>Saved on this phone</Trans>
        </dt>
        <dd class={styles.figure}>{unsaved === 0 ? <Trans>all</Trans> : <Trans>not all</Trans>}</dd>
        <dd class={styles.meaning}>
          <Trans>Safe here, also when the phone is switched off.</Trans>
        </dd>
      </div>
      <div class={styles.state} data-state="waiting" data-none={waiting === 0 || undefined}>
        <dt>
          <span class={styles.sign} aria-hidden="true" />
          <Trans>Waiting to send</Trans>
        </dt>
        <dd class={styles.figure}>{formatNumber(waiting)}</dd>
        <dd class={styles.meaning}>
          {ended ? (
            <Trans>Saved here. It is sent when you have signed in again with a new link.</Trans>
          ) : (
            <Trans>Saved here. It is sent by itself when there is a network.</Trans>
          )}
        </dd>
      </div>
      {refused > 0 && (
        <div class={styles.state} data-state="refused">
          <dt>
            <span class={styles.sign} aria-hidden="true" />
            <Trans>Refused by the hub</Trans>
          </dt>
          <dd class={styles.figure}>{formatNumber(refused)}</dd>
          <dd class={styles.meaning}>
            <Trans>The hub did not take it. It is kept here with the reason until you decide.</Trans>
          </dd>
        </div>
      )}
      <div class={styles.state} data-state="received">
        <dt>
          <span class={styles.sign} aria-hidden="true" />
          <Trans>Received by the hub</Trans>
        </dt>
        <dd class={styles.figure}>
          {receivedAt === null ? (
            <>
              <span aria-hidden="true">–</span>
              <VisuallyHidden>
                <Trans>nothing yet</Trans>
              </VisuallyHidden>
            </>
          ) : (
            formatMoment(receivedAt, now)
          )}
        </dd>
        <dd class={styles.meaning}>
          <Trans>Stored at the hub. Your colleagues and the office can see it.</Trans>
        </dd>
      </div>
    </dl>
  )
}
