import { Trans } from '@lingui/react/macro'
import { FolderOpen } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import styles from './EmptyHub.module.css'

interface EmptyHubProps {
  /** Coordinators fill it; others wait. */
  canPlan: boolean
}

/** A hub with nothing in it: what it will hold, and the first thing to do (U6). */
export function EmptyHub({ canPlan }: EmptyHubProps) {
  if (!canPlan) {
    return (
      <EmptyState icon={FolderOpen} title={<Trans>No programmes yet</Trans>}>
        <Trans>Programmes, their runs and sessions appear here as soon as a coordinator plans some.</Trans>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={FolderOpen}
      title={<Trans>Plan your first run</Trans>}
      action={
        <Button variant="primary" href="/office/runs/new">
          <Trans>Begin</Trans>
        </Button>
      }
    >
      <p>
        <Trans>It takes two minutes, and works without a network too.</Trans>
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ol class={styles.steps} role="list">
        <li>
          <span>
            <Trans>
              <b>The run</b>: which programme pays, what is taught, when and where it begins.
            </Trans>
          </span>
        </li>
        <li>
          <span>
            <Trans>
              <b>The people</b>: paste a list of names, or begin with nobody.
            </Trans>
          </span>
        </li>
        <li>
          <span>
            <Trans>
              <b>The trainers</b>: a code lets each in on their own phone, without e-mail or password.
            </Trans>
          </span>
        </li>
      </ol>
    </EmptyState>
  )
}
