import { Trans, useLingui } from '@lingui/react/macro'
import { Hourglass } from 'lucide'
import { unreachable } from '#domain/result.ts'
import type { Preparing as State } from '#store/api.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import styles from './Preparing.module.css'

interface PreparingProps {
  state: State
}

/** Stands in for every screen while the store is being opened: how far it has come, or who holds it up. */
export function Preparing({ state }: PreparingProps) {
  const { t } = useLingui()
  return (
    <Page top={<TopBar large title={t`Teren`} />}>
      {state.kind === 'rebuilding' ? (
        <Rebuilding {...state} />
      ) : state.kind === 'blocked' ? (
        <Blocked />
      ) : (
        unreachable(state)
      )}
    </Page>
  )
}

function Rebuilding({ done, of }: Extract<State, { kind: 'rebuilding' }>) {
  const { t } = useLingui()
  return (
    <EmptyState icon={Hourglass} title={<Trans>Getting this phone ready for the new version</Trans>}>
      <p>
        <Trans>This happens once. You can close Teren: it goes on where it stopped, and nothing is lost.</Trans>
      </p>
      <progress class={styles.bar} value={done} max={of} aria-label={t`Ready so far`} />
    </EmptyState>
  )
}

function Blocked() {
  return (
    <EmptyState icon={Hourglass} title={<Trans>Another tab holds up the new version</Trans>}>
      <p role="status">
        <Trans>Close Teren in every other tab and window. It then goes on by itself. Everything saved is safe.</Trans>
      </p>
    </EmptyState>
  )
}
