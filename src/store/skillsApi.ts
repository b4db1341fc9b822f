import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import type { Assessment } from '#domain/skills/assessments.ts'
import type { Assessor, Form, Moment } from '#domain/skills/form.ts'
import type { Live, PersonRow, RunRow, Saved } from './api.ts'

/** What people can do, as trainers judge it. Loaded when first asked for. */

export interface RunSkills {
  run: RunRow
  /** Who takes part, in the order of the list. */
  people: PersonRow[]
  /** As in a register: for who may not see names. */
  numbers: ReadonlyMap<PersonId, number>
  /** Forms that a trainer fills in about a person. */
  forms: readonly Form[]
  /** All about persons, in every version: whatever was said by one can be read. */
  everyForm: readonly Form[]
  /** What everybody said, and what is not on disk yet. */
  assessments: Assessment[]
  members: ReadonlyMap<MemberId, string>
  /** Texts of notes, by key. */
  notes: ReadonlyMap<string, string>
  /** Keys of claims that are on screen and not on disk. */
  unsaved: ReadonlySet<string>
}

export interface Judgement {
  form: string
  version: number
  moment: Moment
  as: Assessor
  /** null takes an answer back. */
  answers: Readonly<Record<string, number | string | null>>
  /** What shows it, in words. */
  evidence?: string
}

export interface Skills {
  /** Missing where this device does not have the run. */
  ofRun(run: RunId): Live<RunSkills>
  /** States it anew; what this member said before of the same items holds no more. */
  judge(run: RunId, person: PersonId, judgement: Judgement): Saved
}
