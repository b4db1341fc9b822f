import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Table } from 'dexie'
import { noteChange } from '#documents/about.ts'
import { assessmentChange, makeAssessmentKey } from '#documents/assessments.ts'
import { readMembers, readRunStaff } from '#documents/projections.ts'
import { type ClaimKey, type MemberId, makeId, type PersonId, type RunId } from '#domain/ids.ts'
import { fail } from '#domain/result.ts'
import { type AssessmentClaim, type RecordedAssessment, resolveAssessments } from '#domain/skills/assessments.ts'
import { FORMS } from '#domain/skills/builtIn/builtIn.ts'
import type { Form } from '#domain/skills/form.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Live, Loadable, PersonRow, RunRow, SeatInfo } from '../api.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import { toStoreFailure } from '../failures.ts'
import { type Followed, liveLater, liveOf } from '../live.ts'
import { numbersOf, withoutKeys } from '../registerQuery.ts'
import { saveAction } from '../saveAction.ts'
import type { Judgement, RunSkills, Skills } from '../skillsApi.ts'
import type { Unsaved } from '../unsaved.ts'
import { claimsOf, formHeads, formsOf } from './storedForms.ts'

/** Assessments are read from the claims documents of the run that is on screen, of which there is one for each who
 *  records in it: no table and no row for what most phones seldom open. */

interface SkillsSource {
  core: SeatCore
  unsaved: Unsaved
  followed: Followed
  info(): SeatInfo
}

/** As the disk has it. */
interface Stored {
  run: RunRow
  people: PersonRow[]
  numbers: Map<PersonId, number>
  claims: RecordedAssessment[]
  forms: Form[]
  everyForm: Form[]
  members: Map<MemberId, string>
  notes: Map<string, string>
}

/** Stated here, and on screen until the disk is read again. */
interface Stating {
  recorded: RecordedAssessment
  note: [key: string, text: string] | null
  isSaved: boolean
}

export function createSkills(source: SkillsSource): Skills {
  const { core, followed, info } = source
  const { db, member, random } = core
  const stating = signal<Stating[]>([])
  const onScreen = new Map<RunId, ReadonlySignal<Loadable<RunSkills>>>()
  const tables: Table[] = [db.runs, db.plans, db.persons, db.projections, db.notes, db.heads, db.rows]

  async function read(room: DocumentRoom, run: RunId): Promise<Stored | undefined> {
    const [row, planned, staff, members, notes, heads, ofForms] = await Promise.all([
      db.runs.get(run),
      db.plans.get(run),
      db.projections.get(documentId.runStaff(run)),
      db.projections.get(documentId.members()),
      db.notes.where('[run+key]').between([run, ''], [run, '\uffff']).toArray(),
      db.heads.where('document').startsWith(documentId.claims(run, '')).toArray(),
      formHeads(db),
    ])
    if (!row || !planned) return undefined
    const persons = await db.persons.bulkGet(planned.plan.roster.map(({ person }) => person))
    const [claims, own] = await Promise.all([claimsOf(core, room, run, heads), formsOf(core, room, ofForms)])
    const forms = [...FORMS, ...own.flatMap((versions) => versions.at(-1) ?? [])]
    const names = new Map<MemberId, string>([[member, info().displayName]])
    for (const known of [
      (staff && readRunStaff(staff.bytes))?.members,
      (members && readMembers(members.bytes))?.members,
    ])
      for (const { member, displayName } of known ?? []) names.set(member, displayName)
    return {
      run: row,
      people: persons.flatMap((person) => (person && !person.standing ? [withoutKeys(person)] : [])),
      numbers: numbersOf(planned.plan),
      claims,
      forms: forms.filter(({ subject, assessors }) => subject === 'person' && assessors.includes('trainer')),
      everyForm: [...FORMS, ...own.flat()].filter(({ subject }) => subject === 'person'),
      members: names,
      notes: new Map(notes.map(({ key, text }) => [key, text])),
    }
  }

  function ofRun(run: RunId): Live<RunSkills> {
    const stored = liveLater<Stored>(async () => {
      const room = await core.yjs()
      return liveOf(followed, { tables, read: () => read(room, run) })
    })
    const stop = stored.value.subscribe((found) => {
      if (found.state === 'ready') forget(found.value.claims)
    })
    const value = computed((): Loadable<RunSkills> => {
      const found = stored.value.value
      return found.state === 'ready' ? { state: 'ready', value: shown(found.value) } : found
    })
    onScreen.set(run, value)
    return {
      value,
      dispose() {
        if (onScreen.get(run) === value) onScreen.delete(run)
        stop()
        stored.dispose()
      },
    }
  }

  /** What the disk has is not shown a second time. */
  function forget(claims: readonly RecordedAssessment[]): void {
    const known = new Set(claims.map(({ key }) => key))
    if (stating.peek().some(({ recorded }) => known.has(recorded.key)))
      stating.value = stating.peek().filter(({ recorded }) => !known.has(recorded.key))
  }

  function shown({ claims, notes, ...rest }: Stored): RunSkills {
    const own = stating.value.filter(({ recorded }) => recorded.run === rest.run.run)
    return {
      ...rest,
      assessments: resolveAssessments([...claims, ...own.map(({ recorded }) => recorded)]),
      notes: new Map([...notes, ...own.flatMap(({ note }) => (note ? [note] : []))]),
      unsaved: new Set(own.filter(({ isSaved }) => !isSaved).map(({ recorded }) => recorded.key)),
    }
  }

  /** As it is on screen, at once, where it is: the tap before this one may not be on disk yet. */
  function known(run: RunId): RunSkills | Promise<RunSkills | undefined> {
    const now = onScreen.get(run)?.peek()
    return now?.state === 'ready' ? now.value : readKnown(run)
  }

  async function readKnown(run: RunId): Promise<RunSkills | undefined> {
    const room = await core.yjs()
    await core.open()
    const stored = await db.transaction('r', tables, () => read(room, run))
    return stored && shown(stored)
  }

  function claimOf(before: RunSkills, person: PersonId, said: Judgement, about: string | null): AssessmentClaim {
    const { form, version, moment, as, answers } = said
    const own = before.assessments.find(
      (each) =>
        each.person === person &&
        each.assessor === member &&
        each.form === form &&
        each.version === version &&
        each.moment === moment &&
        each.as === as,
    )
    const replaces = new Set(Object.keys(answers).flatMap((item) => own?.open.get(item) ?? []))
    return {
      ...{ kind: 'assessment', form, version, moment, as, answers, at: core.clock(), replaces: [...replaces] },
      ...(about !== null && { about }),
    }
  }

  return {
    ofRun,

    async judge(run, person, said) {
      let made: { key: ClaimKey; claim: AssessmentClaim; note: [string, string] | null }
      try {
        const asked = known(run)
        const before = asked instanceof Promise ? await asked : asked
        if (!before) return fail({ kind: 'failed', detail: `no run ${run}` })
        const evidence = said.evidence?.trim() ?? ''
        const note: [string, string] | null = evidence === '' ? null : [makeId(random), evidence]
        const claim = claimOf(before, person, said, note?.[0] ?? null)
        made = { key: makeAssessmentKey(run, person, random), claim, note }
      } catch (error) {
        return fail(toStoreFailure(error))
      }
      const { key, claim, note } = made
      const recorded = { key, run, person, assessor: member, claim }
      stating.value = [...stating.peek(), { recorded, note, isSaved: false }]
      const saved = await saveAction(source, {
        at: claim.at,
        changes: [
          assessmentChange(run, member, key, claim),
          ...(note ? [noteChange(run, person, note[0], { text: note[1], at: claim.at, by: member })] : []),
        ],
      })
      if (saved.ok) {
        const asSaved = (each: Stating) => (each.recorded.key === key ? { ...each, isSaved: true } : each)
        stating.value = stating.peek().map(asSaved)
      }
      return saved
    },
  }
}
