import { computed, createModel, signal } from '@preact/signals'
import type { CourseId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { ProgrammeRow, RunRow } from '#store/api.ts'
import type { CourseRow, Grant, NewBesideRun, Office, RunFields, TeamRow } from '#store/officeApi.ts'
import { CourseFieldsModel } from '../course/courseFields.model.ts'
import { TitleModel } from '../forms/title.model.ts'
import type { SessionFieldsScreen } from '../session/sessionFields.model.ts'
import { nextNumber } from './catalogue.model.ts'

/** In a list of programmes or courses: one that is made now. And: none chosen yet. */
export const A_NEW_ONE = '+'
export const NOT_CHOSEN = ''

/** new: nothing of it is there yet. place: started on the spot, and belongs nowhere. edit: stays in its programme. */
export type RunFormKind =
  | { kind: 'new'; programme: string | undefined; course: string | undefined; session: SessionFieldsScreen }
  | { kind: 'place'; run: RunRow }
  | { kind: 'edit'; run: RunRow }

interface RunFormDeps {
  office: Office
  draft: Draft
  what: RunFormKind
  programmes: readonly ProgrammeRow[]
  courses: readonly CourseRow[]
  runs: readonly RunRow[]
}

const yesOrNo = (kept: unknown): boolean | null => (typeof kept === 'boolean' ? kept : null)

export const RunFormModel = createModel(({ office, draft, what, programmes, courses, runs }: RunFormDeps) => {
  const before = what.kind === 'new' ? null : what.run
  const id = before?.run ?? office.newId<RunId>()
  const [newProgramme, newCourse] = [office.newId<ProgrammeId>(), office.newId<CourseId>()]
  const saving = new SavingModel()
  const judged = signal(false)

  const asked = what.kind === 'new' ? what.programme : (what.run.programme ?? undefined)
  const programme = draft.text(
    'programme',
    firstChoice(programmes, ({ programme }) => programme, asked),
  )
  const programmeTitle = new TitleModel(draft, 'programme-title', {})
  const registrationNumber = draft.text('registration-number', '')

  const ofProgramme = (chosen: string) => courses.filter((row) => row.programme === chosen)
  const wanted = what.kind === 'new' ? what.course : (what.run.course ?? undefined)
  const firstCourse = (chosen: string) => {
    const own = ofProgramme(chosen)
    return own.length === 0 ? A_NEW_ONE : (own.find((row) => row.course === wanted)?.course ?? NOT_CHOSEN)
  }
  const course = draft.text('course', firstCourse(programme.value))
  const courseFields = new CourseFieldsModel(draft, null)
  if (what.kind === 'place' && courseFields.title.text.peek() === '') courseFields.title.text.value = titleOf(what.run)

  const activity = draft.text('activity', before?.activity ?? '')
  const number = draft.text('number', String(before?.number ?? ''))
  const isUndated = draft.value('undated', false, yesOrNo)

  const chosenProgramme = computed(() => programmes.find((row) => row.programme === programme.value) ?? null)
  const choices = computed((): CourseRow[] => ofProgramme(programme.value))
  const isProgrammeMissing = computed(() => judged.value && programme.value === NOT_CHOSEN)
  const isCourseMissing = computed(() => judged.value && course.value === NOT_CHOSEN)
  const isNumberWrong = computed(
    () => judged.value && what.kind === 'edit' && !/^[1-9]\d{0,3}$/.test(number.value.trim()),
  )
  const session = what.kind === 'new' ? what.session : null

  function judge(): boolean {
    judged.value = true
    const parts = [
      !isProgrammeMissing.value && !isCourseMissing.value && !isNumberWrong.value,
      programme.value !== A_NEW_ONE || programmeTitle.judge(),
      course.value !== A_NEW_ONE || courseFields.judge(),
      session === null || isUndated.value || session.judge(),
    ]
    return parts.every(Boolean)
  }

  function fields(): RunFields {
    const chosen = course.value === A_NEW_ONE ? newCourse : (course.value as CourseId)
    return {
      programme: programme.value === A_NEW_ONE ? newProgramme : (programme.value as ProgrammeId),
      course: chosen,
      number: what.kind === 'edit' ? Number(number.value) : nextNumber(runs, chosen),
      activity: activity.value || null,
    }
  }

  /** What is made together with the run. */
  function beside(team: readonly TeamRow[]): NewBesideRun {
    const sessions = session === null || isUndated.value ? [] : session.planning()
    const trainers = sessions.flatMap((planned) => planned.trainers)
    const registered = registrationNumber.value.trim()
    return {
      ...(programme.value === A_NEW_ONE
        ? { programme: { title: programmeTitle.texts(), ...(registered ? { registrationNumber: registered } : {}) } }
        : {}),
      ...(course.value === A_NEW_ONE ? { course: courseFields.changed() } : {}),
      sessions,
      grants: missingGrants(team, trainers, fields().programme),
    }
  }

  return {
    ...{ saving, programme, programmeTitle, registrationNumber, course, courseFields, activity, number, isUndated },
    ...{ chosenProgramme, choices, isProgrammeMissing, isCourseMissing, isNumberWrong },
    id: () => id,
    chooseProgramme(chosen: string) {
      programme.value = chosen
      course.value = firstCourse(chosen)
      activity.value = ''
    },
    chooseCourse(chosen: string) {
      course.value = chosen
      activity.value = courses.find((row) => row.course === chosen)?.activity ?? activity.peek()
    },
    /** Whether it is saved. */
    async save(team: readonly TeamRow[]): Promise<boolean> {
      if (!judge()) return false
      const saved = await saving.save(() => {
        const { programme: of, ...rest } = fields()
        switch (what.kind) {
          case 'new':
            return office.makeRun(id, { programme: of, ...rest }, beside(team))
          case 'place':
            return office.placeRun(id, { programme: of, ...rest }, beside(team))
          case 'edit':
            return office.describeRun(id, rest)
        }
      })
      if (saved) draft.drop()
      return saved
    },
    cancel: () => draft.drop(),
  }
})

export type RunForm = InstanceType<typeof RunFormModel>

/** The one that was asked for, or the only one there is; a new one where there is none. */
function firstChoice<T>(rows: readonly T[], idOf: (row: T) => string, asked: string | undefined): string {
  const known = rows.map(idOf)
  if (known.length === 0) return A_NEW_ONE
  if (asked !== undefined && known.includes(asked)) return asked
  return known.length === 1 ? (known[0] ?? A_NEW_ONE) : NOT_CHOSEN
}

const titleOf = ({ title }: RunRow): string => Object.values(title)[0] ?? ''

/** Trainers who shall teach and do not hold the programme: whoever is planned can also record. */
export function missingGrants(
  team: readonly TeamRow[],
  trainers: readonly MemberId[],
  programme: ProgrammeId,
): Grant[] {
  const missing = team.filter(
    ({ member, role, programmes }) =>
      role === 'trainer' && trainers.includes(member) && !programmes.includes(programme),
  )
  return missing.map(({ member }) => ({ member, programme }))
}
