import { Trans } from '@lingui/react/macro'
import { formatMoment } from '#text/format.ts'
import styles from './learning.module.css'
import type { MyRunsScreen } from './myRuns.model.ts'

/** How old what is shown may be: as the hub knew it when this phone last heard it. */
export function AsOf({ model }: { model: MyRunsScreen }) {
  const at = model.asOf.value
  if (at === null) return null
  const when = formatMoment(at, model.now.value.at)
  return (
    <p class={styles.asOf}>
      <Trans>As the hub knew it: {when}</Trans>
    </p>
  )
}
