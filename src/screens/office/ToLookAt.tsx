import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck } from 'lucide'
import type { Seat } from '#store/api.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { MissedModel } from './missed.model.ts'
import { PaneHead } from './PaneHead.tsx'
import { ProgrammesModel } from './programmes.model.ts'
import styles from './ToLookAt.module.css'

interface ToLookAtProps {
  seat: Seat
}

/** Beside the programmes: how much waits for the office, in figures that lead there. */
export function ToLookAt({ seat }: ToLookAtProps) {
  const programmes = useModel(() => new ProgrammesModel(seat))
  const missed = useModel(() => new MissedModel(seat))
  const groups = programmes.groups.value
  const missedCount = missed.count.value
  const head = <PaneHead main={false} title={<Trans>To look at</Trans>} />
  if (groups.state !== 'ready' || missedCount === null) {
    return (
      <>
        {head}
        <Skeleton shape="text" count={3} />
      </>
    )
  }
  const runs = groups.value.flatMap(({ activities }) => activities.flatMap((activity) => activity.runs))
  const sum = (of: (progress: (typeof runs)[number]['progress']) => number) =>
    runs.reduce((total, { progress }) => total + of(progress), 0)
  const disagreements = sum((progress) => progress.disagreements)
  const open = sum((progress) => progress.open)
  if (missedCount + disagreements + open === 0) {
    return (
      <>
        {head}
        <EmptyState icon={CircleCheck} title={<Trans>Nothing waits</Trans>}>
          <Trans>Every session that is over has a register that was handed in.</Trans>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      {head}
      <dl class={styles.figures}>
        {missedCount > 0 && (
          <div class={styles.figure} data-tone="missed">
            <dt>
              <a href="/office/missed">
                <Plural
                  value={missedCount}
                  one="session with nothing recorded"
                  other="sessions with nothing recorded"
                />
              </a>
            </dt>
            <dd>{missedCount}</dd>
          </div>
        )}
        {disagreements > 0 && (
          <div class={styles.figure} data-tone="doubt">
            <dt>
              <Plural
                value={disagreements}
                one="person with records that differ"
                other="people with records that differ"
              />
            </dt>
            <dd>{disagreements}</dd>
          </div>
        )}
        {open > 0 && (
          <div class={styles.figure} data-tone="open">
            <dt>
              <Plural value={open} one="register not handed in" other="registers not handed in" />
            </dt>
            <dd>{open}</dd>
          </div>
        )}
      </dl>
      <p class={styles.hint}>
        <Trans>
          Press <kbd>j</kbd> and <kbd>k</kbd> to move through the list, <kbd>Enter</kbd> to open.
        </Trans>
      </p>
    </>
  )
}
