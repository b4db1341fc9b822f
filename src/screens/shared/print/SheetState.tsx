import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { REGISTER_STATE_WORDS } from '#screens/shared/words/attendance.ts'
import styles from './SheetPaper.module.css'
import type { Sheet } from './sheet.model.ts'
import { momentOnPaper } from './words.ts'

/** What became of the register by now, as it is: a sheet must not look more final than it is. */
export function SheetState({ sheet }: { sheet: Sheet }) {
  const { i18n } = useLingui()
  const { register, submitted, unsent, view } = sheet
  return (
    <p class={styles.state}>
      <b>{view.session.cancelled ? <Trans>Cancelled</Trans> : i18n._(REGISTER_STATE_WORDS[register.state])}</b>
      {submitted && <Submitted {...submitted} />}
      {register.state === 'in-progress' && (
        <span>
          <Trans>not submitted yet</Trans>
        </span>
      )}
      {register.notHeld.map(({ key, reason }) => (
        <span key={key} dir="auto">
          {reason}
        </span>
      ))}
      {unsent > 0 && (
        <span>
          <Plural
            value={unsent}
            one="# record on this phone has not reached the hub"
            other="# records on this phone have not reached the hub"
          />
        </span>
      )}
    </p>
  )
}

function Submitted({ by, receivedAt }: NonNullable<Sheet['submitted']>) {
  const when = receivedAt === null ? null : momentOnPaper(receivedAt)
  return (
    <>
      {by !== null && (
        <span>
          <Trans>submitted by {by}</Trans>
        </span>
      )}
      {when !== null && (
        <span>
          <Trans>received {when}</Trans>
        </span>
      )}
    </>
  )
}
