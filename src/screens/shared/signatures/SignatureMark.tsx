import { Trans, useLingui } from '@lingui/react/macro'
import type { Signed } from '#domain/signatures/signatures.ts'
import { inkPath } from './inkPath.ts'
import styles from './Signatures.module.css'

/** A signature as it was given: drawn, or a typed name that says so. */
export function SignatureMark({ signed }: { signed: Signed }) {
  const { t } = useLingui()
  if ('typed' in signed) {
    return (
      <span class={styles.typed}>
        <i translate={false} dir="auto">
          {signed.typed}
        </i>{' '}
        <span class={styles.small}>
          <Trans>(typed)</Trans>
        </span>
      </span>
    )
  }
  const { d, viewBox } = inkPath(signed.ink)
  return (
    <svg class={styles.ink} viewBox={viewBox} role="img" aria-label={t`Signature, drawn`}>
      <path d={d} />
    </svg>
  )
}
