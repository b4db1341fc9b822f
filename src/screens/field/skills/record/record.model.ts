import { computed, createModel, signal } from '@preact/signals'
import type { PersonId, RunId } from '#domain/ids.ts'
import type { Moment, ScoredItem } from '#domain/skills/form.ts'
import {
  type AssessorView,
  changeSinceStart,
  latestOf,
  type RecordPart,
  recordOf,
  rowKey,
  type Said,
} from '#domain/skills/record.ts'
import { follow } from '#screens/shared/follow.ts'
import type { PersonRow, ProgrammeRow, Seat } from '#store/api.ts'
import type { RunSkills, Skills } from '#store/skillsApi.ts'

/** One line of a radar and one column of the table beside it: the same values, drawn and told. */
export interface RecordColumn {
  key: string
  /** Dash and mark of its line. */
  look: number
  view: AssessorView
  /** null: each assessor's latest. */
  moment: Moment | null
  at: number
  /** By the key of a row; none: not answered. */
  cells: ReadonlyMap<string, RecordCell>
}

export interface RecordCell extends Said {
  at: number
  /** Since the start; null where that cannot be told. */
  change: number | null
}

/** now: what all say, side by side. view: one assessor's start against the end. */
export interface RecordSection {
  key: string
  view: AssessorView | null
  rows: ScoredItem[]
  columns: RecordColumn[]
}

export interface ShownPart extends RecordPart {
  sections: RecordSection[]
}

/** A moment looks the same in every radar. */
const LOOKS: readonly Moment[] = ['start', 'end', 'follow-up', 'then']

export function sectionsOf({ views, rows }: RecordPart): RecordSection[] {
  const each = views.map((view) => ({ key: view.key, view, rows, columns: momentsOf(view, rows) }))
  if (views.length < 2) return each
  return [{ key: 'now', view: null, rows, columns: views.map((view, at) => nowOf(view, rows, at)) }, ...each]
}

const momentsOf = (view: AssessorView, rows: readonly ScoredItem[]): RecordColumn[] =>
  view.moments.map(({ moment, at, said }) => ({
    ...{ key: moment, look: LOOKS.indexOf(moment), view, moment, at },
    cells: cellsOf(rows, (row) => {
      const found = said.get(row)
      return found && { ...found, at, change: changeSinceStart(view, moment, row) }
    }),
  }))

const nowOf = (view: AssessorView, rows: readonly ScoredItem[], look: number): RecordColumn => ({
  ...{ key: view.key, look, view, moment: null, at: Math.max(...view.moments.map(({ at }) => at)) },
  cells: cellsOf(rows, (row) => {
    const found = latestOf(view, row)
    return found ? { ...found, change: null } : undefined
  }),
})

function cellsOf(rows: readonly ScoredItem[], of: (row: string) => RecordCell | undefined): Map<string, RecordCell> {
  return new Map(
    rows.flatMap((row): [string, RecordCell][] => {
      const cell = of(rowKey(row))
      return cell ? [[rowKey(row), cell]] : []
    }),
  )
}

/** What one person of a run can do, as it was said. */
export const RecordModel = createModel((seat: Seat, skills: Skills, run: RunId, person: PersonId) => {
  const found = follow(() => skills.ofRun(run))
  const programmes = follow(() => seat.programmes())
  const view = computed((): RunSkills | null => (found.value.state === 'ready' ? found.value.value : null))
  const of = computed((): PersonRow | null => view.value?.people.find((each) => each.person === person) ?? null)
  return {
    view,
    person: of,
    number: computed(() => view.value?.numbers.get(person) ?? 0),
    standing: computed(() => (view.value !== null && of.value === null ? 'missing' : found.value.state)),
    parts: computed((): ShownPart[] => {
      const known = view.value
      if (!known) return []
      const { parts } = recordOf(person, known.assessments, known.everyForm)
      return parts.map((part) => ({ ...part, sections: sectionsOf(part) }))
    }),
    programme: computed((): ProgrammeRow | null =>
      programmes.value.state === 'ready'
        ? (programmes.value.value.find(({ programme }) => programme === view.value?.run.programme) ?? null)
        : null,
    ),
    /** ms by the hub's clock: when the page was opened. */
    openedAt: signal(seat.now().at),
    notesOf: (evidence: readonly string[]): string[] => evidence.flatMap((key) => view.value?.notes.get(key) ?? []),
  }
})

export type RecordScreen = InstanceType<typeof RecordModel>
