import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck } from 'lucide'
import type { MemberId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { MissedModel } from './missed.model.ts'
import { NewcomerRows } from './newcomers/NewcomerRows.tsx'
import { NewcomersModel } from './newcomers/newcomers.model.ts'
import { PaneNote } from './PaneNote.tsx'
import { ProgrammesModel } from './programmes.model.ts'
import { SessionRowLink } from './SessionRowLink.tsx'
import styles from './ToLookAt.module.css'

interface ToLookAtProps {
  seat: Seat
}

/** The rest is found in the list beside. */
const MOST_SHOWN = 12
/** Who teaches is not said here: it would keep a register of each run open. */
const NO_NAMES: ReadonlyMap<MemberId, string> = new Map()

/** Beside the programmes: how much waits for the office, in figures that lead there. */
export function ToLookAt({ seat }: ToLookAtProps) {
  const programmes = useModel(() => new ProgrammesModel(seat))
  const missed = useModel(() => new MissedModel(seat))
  const newcomers = useModel(() => new NewcomersModel(seat)).newcomers.value
  const groups = programmes.groups.value
  const missedCount = missed.count.value
  const doubtful = programmes.doubtful.value
  if (groups.state !== 'ready' || missedCount === null)
    return (
      <PaneNote>
        <Skeleton shape="rows" count={4} />
      </PaneNote>
    )
  const runs = groups.value.flatMap(({ activities }) => activities.flatMap((activity) => activity.runs))
  const sum = (of: (progress: (typeof runs)[number]['progress']) => number) =>
    runs.reduce((total, { progress }) => total + of(progress), 0)
  const disagreements = sum((progress) => progress.disagreements)
  const open = sum((progress) => progress.open)
  if (missedCount + disagreements + open + newcomers.length === 0) {
    return (
      <PaneNote>
        <EmptyState icon={CircleCheck} title={<Trans>Nothing waits</Trans>}>
          {runs.length === 0 ? (
            <Trans>Registers that need you appear here.</Trans>
          ) : (
            <Trans>Every session that is over has a register that was handed in.</Trans>
          )}
        </EmptyState>
      </PaneNote>
    )
  }
  return (
    <>
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
        {newcomers.length > 0 && (
          <div class={styles.figure} data-tone="open">
            <dt>
              <Plural
                value={newcomers.length}
                one="new person added in the field"
                other="new people added in the field"
              />
            </dt>
            <dd>{newcomers.length}</dd>
          </div>
        )}
      </dl>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul class={styles.sessions} role="list">
        <NewcomerRows newcomers={newcomers.slice(0, MOST_SHOWN)} now={programmes.now.value} />
        {doubtful.slice(0, MOST_SHOWN).map((session) => (
          <SessionRowLink
            key={session.session}
            session={session}
            names={NO_NAMES}
            now={programmes.now.value}
            selected={false}
            withRun
          />
        ))}
      </ul>
      <p class={styles.hint}>
        <Trans>
          Press <kbd>j</kbd> and <kbd>k</kbd> to move through the list, <kbd>Enter</kbd> to open.
        </Trans>
      </p>
    </>
  )
}
