import { Trans } from '@lingui/react/macro'
import { SignatureMark } from '#screens/shared/signatures/SignatureMark.tsx'
import type { RegisterView } from '#store/api.ts'
import type { SignatureRow } from '#store/signaturesApi.ts'
import { momentBeside } from './OriginWords.tsx'
import styles from './SessionRegister.module.css'

interface SignatureLineProps {
  signature: SignatureRow
  view: RegisterView
}

/** A signature given on the glass: when, on whose phone, when the hub had it. */
export function SignatureLine({ signature, view }: SignatureLineProps) {
  const { signed, at, recorder, device, receivedAt, isUnsaved } = signature
  const name = (recorder && view.members.get(recorder)) ?? null
  const deviceName = (device && view.devices.get(device)) ?? null
  const [marked, received] = [at, receivedAt].map((when) => when && momentBeside(when, view.session.facts))
  return (
    <div class={styles.signature}>
      <SignatureMark signed={signed} />
      <span>
        <Trans>Signed {marked}</Trans>
        {[name, deviceName].map((part) => part !== null && ` · ${part}`)}
        {' · '}
        {isUnsaved ? (
          <b class={styles.refused}>
            <Trans>not saved</Trans>
          </b>
        ) : received ? (
          <Trans>received {received}</Trans>
        ) : (
          <b class={styles.local}>
            <Trans>not received by the hub</Trans>
          </b>
        )}
      </span>
    </div>
  )
}
