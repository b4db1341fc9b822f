import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import type { ProgrammeRow, Seat } from '#store/api.ts'
import { formatShortDay } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { EmptyHub } from './EmptyHub.tsx'
import { PaneNote } from './PaneNote.tsx'
import styles from './ProgrammePane.module.css'
import { type ActivityGroup, type ProgrammeGroup, ProgrammesModel, type RunEntry } from './programmes.model.ts'
import { RunRowLink } from './RunRowLink.tsx'

interface ProgrammePaneProps {
  seat: Seat
  /** The run that is open beside the list. */
  chosen: RunId | null
}

/** All programmes with their activities and runs. */
export function ProgrammePane({ seat, chosen }: ProgrammePaneProps) {
  const model = useModel(() => new ProgrammesModel(seat))
  const groups = model.groups.value
  if (groups.state !== 'ready')
    return (
      <PaneNote>
        <Skeleton shape="rows" count={8} />
      </PaneNote>
    )
  const toPlace = model.toPlace.value
  const now = model.now.value
  const canPlan = seat.info.value.role === 'coordinator'
  if (groups.value.length === 0 && toPlace.length === 0) {
    return (
      <PaneNote>
        <EmptyHub canPlan={canPlan} />
      </PaneNote>
    )
  }
  return (
    <>
      {toPlace.length > 0 && <ToPlace entries={toPlace} chosen={chosen} now={now} />}
      {groups.value.map((group) => (
        <ProgrammeSection
          key={group.programme?.programme ?? 'none'}
          group={group}
          chosen={chosen}
          canPlan={canPlan}
          now={now}
        />
      ))}
    </>
  )
}

interface ToPlaceProps {
  entries: RunEntry[]
  chosen: RunId | null
  now: number
}

/** What trainers started on the spot: part of no programme, and of no figure, until it is placed (U6). */
function ToPlace({ entries, chosen, now }: ToPlaceProps) {
  return (
    <section class={styles.programme}>
      <header class={styles.head}>
        <h2 class={styles.title}>
          <Trans>To be placed</Trans>
        </h2>
        <p class={styles.facts}>
          <Trans>Started on the spot. Each counts once it has a programme.</Trans>
        </p>
      </header>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul role="list">
        {entries.map((entry) => (
          <RunRowLink key={entry.run.run} entry={entry} now={now} selected={entry.run.run === chosen} />
        ))}
      </ul>
    </section>
  )
}

interface ProgrammeSectionProps {
  group: ProgrammeGroup
  chosen: RunId | null
  canPlan: boolean
  now: number
}

function ProgrammeSection({ group, chosen, canPlan, now }: ProgrammeSectionProps) {
  const { programme, activities, runCount } = group
  return (
    <section class={styles.programme}>
      <header class={styles.head}>
        <h2 class={styles.title}>{programme ? localText(programme.title) : <Trans>Runs outside a programme</Trans>}</h2>
        {programme && <ProgrammeFacts programme={programme} />}
        {programme && canPlan && <ProgrammeLinks programme={programme} />}
      </header>
      {runCount === 0 && (
        <p class={styles.none}>
          <Trans>No runs are planned in this programme yet.</Trans>
        </p>
      )}
      {activities
        .filter(({ runs }) => runs.length > 0)
        .map((activity) => (
          <ActivityRuns
            key={activity.activity?.id ?? 'none'}
            group={activity}
            named={programme !== null && programme.activities.length > 0}
            chosen={chosen}
            now={now}
          />
        ))}
      <IdleActivities activities={activities} />
    </section>
  )
}

/** What can be done about a programme; links, so that the list stays a list. */
function ProgrammeLinks({ programme }: ProgrammeFactsProps) {
  const { programme: id } = programme
  return (
    <p class={styles.links}>
      <a class={styles.link} href={`/office/runs/new?programme=${id}`}>
        <Trans>New run</Trans>
      </a>
      <a class={styles.link} href={`/office/programmes/${id}`}>
        <Trans>Change the programme</Trans>
      </a>
    </p>
  )
}

interface ProgrammeFactsProps {
  programme: ProgrammeRow
}

function ProgrammeFacts({ programme }: ProgrammeFactsProps) {
  const { registrationNumber, period } = programme
  const from = period && formatShortDay(period.start)
  const to = period && formatShortDay(period.end)
  return (
    <p class={styles.facts}>
      {registrationNumber !== null && <span translate={false}>{registrationNumber}</span>}
      {period && (
        <span>
          {from} – {to}
        </span>
      )}
    </p>
  )
}

interface ActivityRunsProps {
  group: ActivityGroup
  /** The programme has activities, so that one without a name is worth a heading. */
  named: boolean
  chosen: RunId | null
  now: number
}

function ActivityRuns({ group, named, chosen, now }: ActivityRunsProps) {
  const { activity, runs } = group
  return (
    <>
      {activity ? (
        <h3 class={styles.activity}>
          <ActivityName activity={activity} />
        </h3>
      ) : (
        named && (
          <h3 class={styles.activity}>
            <Trans>No activity named</Trans>
          </h3>
        )
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul role="list">
        {runs.map((entry) => (
          <RunRowLink key={entry.run.run} entry={entry} now={now} selected={entry.run.run === chosen} />
        ))}
      </ul>
    </>
  )
}

interface IdleActivitiesProps {
  activities: ActivityGroup[]
}

/** Activities without a run are named in few lines: they are part of the programme. */
function IdleActivities({ activities }: IdleActivitiesProps) {
  const idle = activities.filter(({ activity, runs }) => activity !== null && runs.length === 0)
  if (idle.length === 0) return null
  return (
    <div class={styles.idle}>
      <h3 class={styles.idleTitle}>
        <Trans>Activities without a run</Trans>
      </h3>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul role="list">
        {idle.map(
          ({ activity }) =>
            activity && (
              <li key={activity.id}>
                <ActivityName activity={activity} />
              </li>
            ),
        )}
      </ul>
    </div>
  )
}

interface ActivityNameProps {
  activity: ProgrammeRow['activities'][number]
}

function ActivityName({ activity }: ActivityNameProps) {
  const title = localText(activity.title)
  const { number } = activity
  return number === null ? (
    title
  ) : (
    <Trans>
      Activity {number}: {title}
    </Trans>
  )
}
