import type { DocumentChange } from '#documents/change.ts'
import { courseChange } from '#documents/course.ts'
import { ownStatusChange } from '#documents/hub.ts'
import { personChange } from '#documents/person.ts'
import { enrol } from '#documents/plan.ts'
import {
  cancelSession,
  changeInField,
  describeRun,
  leave,
  planSession,
  putBack,
  reinstateSession,
} from '#documents/planning.ts'
import { programmeChange } from '#documents/programme.ts'
import { newcomerChecked } from '#documents/review.ts'
import { type OrganisationId, type RunId, toBase64Url } from '#domain/ids.ts'
import { fail } from '#domain/result.ts'
import { foldForSearch } from '#domain/searchKeys.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Saved } from '../api.ts'
import type { SeatCore } from '../core.ts'
import { toStoreFailure } from '../failures.ts'
import type {
  EnrolledPerson,
  Grant,
  NewBesideRun,
  Office,
  PersonFields,
  PlanningSession,
  RunFields,
} from '../officeApi.ts'
import { type NamedOrganisation, organisationNamed } from '../organisations.ts'
import type { Unsaved } from '../unsaved.ts'
import type { Action } from '../write.ts'

/** What whoever plans does, as commands and changes of documents; each is one transaction and waits in the outbox. */

type Actions = Omit<
  Office,
  | 'newId'
  | 'courses'
  | 'plan'
  | 'newcomers'
  | 'ownStatuses'
  | 'team'
  | 'rescued'
  | 'assessed'
  | 'findAlike'
  | 'persons'
  | 'erasures'
  | 'personToDecide'
  | 'namedElsewhere'
>

export function createOfficeActions(core: SeatCore, unsaved: Unsaved): Actions {
  const { member } = core

  const save = (what: Partial<Action>): Saved =>
    unsaved.save({
      id: toBase64Url(core.random(9)),
      at: core.clock(),
      commands: [],
      changes: [],
      shown: null,
      ...what,
    })

  /** The same for what has to be looked up first. */
  async function saveOnce(draft: () => Promise<Partial<Action>>): Saved {
    let what: Partial<Action>
    try {
      what = await draft()
    } catch (error) {
      return fail(toStoreFailure(error))
    }
    return save(what)
  }

  const besideRun = ({ programme, course }: RunFields, { programme: p, course: c }: NewBesideRun): DocumentChange[] => [
    ...(p ? [programmeChange(programme, p)] : []),
    ...(c ? [courseChange(course, { programme, ...c })] : []),
  ]

  async function enrolling(run: RunId, people: readonly EnrolledPerson[]): Promise<DocumentChange[]> {
    const organisations = rememberOrganisations(core)
    const changes: DocumentChange[] = []
    for (const each of people) {
      if (each.isNew) changes.push(await describePerson(each, true, organisations.named))
    }
    const at = core.clock()
    const joined = people.flatMap(({ person }) => enrol(run, person, { at, by: member }).entries)
    if (joined.length > 0) changes.push({ document: documentId.plan(run), entries: joined })
    return [...organisations.made(), ...changes]
  }

  return {
    saveProgramme: (programme, fields) => save({ changes: [programmeChange(programme, fields)] }),
    saveCourse: (course, fields) => save({ changes: [courseChange(course, fields)] }),

    makeRun: (run, what, beside = {}) =>
      save({
        commands: [{ name: 'create-run', run, programme: what.programme }, ...grantsOf(beside.grants)],
        changes: [...besideRun(what, beside), describeRun(run, what), ...sessionsOf(run, beside.sessions)],
      }),
    describeRun: (run, what) => save({ changes: [describeRun(run, what)] }),
    placeRun: (run, what, beside = {}) =>
      save({
        commands: [{ name: 'place-run', run, programme: what.programme }],
        changes: [...besideRun(what, beside), describeRun(run, what)],
      }),

    planSessions: (run, sessions, grants) => save({ commands: grantsOf(grants), changes: sessionsOf(run, sessions) }),
    changeSession: (run, session, change, grants) =>
      save({ commands: grantsOf(grants), changes: [planSession(run, session, change)] }),
    cancelSession: (run, session, reason) => save({ changes: [cancelSession(run, session, reason, core.clock())] }),
    reinstateSession: (run, session) => save({ changes: [reinstateSession(run, session)] }),

    changeInField: (run, session, { second, ...change }) => {
      const part = second && { session: second.session, plan: second }
      return save({ changes: [changeInField(run, session, { ...change, at: core.clock(), by: member }, part)] })
    },
    putBack: (run, session, change) =>
      save({ changes: [putBack(run, session, change, { at: core.clock(), by: member })] }),

    enrol: (run, people) => saveOnce(async () => ({ changes: await enrolling(run, people) })),
    undoEnrol: (run, people) => {
      const at = core.clock()
      const left = people.flatMap(({ person }) => leave(run, person, { at, by: member, enrolledAt: null }).entries)
      const made = people.filter(({ isNew }) => isNew)
      return save({
        changes: [
          { document: documentId.plan(run), entries: left },
          ...made.map(({ person }) => personChange(person, { archived: true })),
        ],
      })
    },
    leave: (run, person) =>
      saveOnce(async () => {
        const roster = (await core.db.plans.get(run))?.plan.roster
        const enrolledAt = roster?.find((enrolment) => enrolment.person === person)?.at ?? null
        return { changes: [leave(run, person, { at: core.clock(), by: member, enrolledAt })] }
      }),
    erasePerson: (person, decision) =>
      saveOnce(async () => {
        const plans = decision.outcome === 'refused' ? [] : await core.db.plans.toArray()
        const listed = plans.flatMap(({ run, plan }) => {
          const enrolment = plan.roster.find((one) => one.person === person)
          return enrolment ? [leave(run, person, { at: core.clock(), by: member, enrolledAt: enrolment.at })] : []
        })
        return { commands: [{ name: 'erase-person', person, ...decision }], changes: listed }
      }),
    savePerson: (person, fields) =>
      saveOnce(async () => {
        const organisations = rememberOrganisations(core)
        const change = await describePerson({ person, ...fields }, false, organisations.named)
        return { changes: [...organisations.made(), change] }
      }),

    saveOwnStatus: (status) => save({ changes: [ownStatusChange(status)] }),
    checkNewcomer: (run, person, fields) =>
      saveOnce(async () => {
        const organisations = rememberOrganisations(core)
        const changes = fields ? [await describePerson({ person, ...fields }, false, organisations.named)] : []
        const isRight = newcomerChecked(run, person, { at: core.clock(), by: member })
        return { changes: [...organisations.made(), ...changes, isRight] }
      }),

    startSession: ({ run, isNewRun, session, fields, people }) =>
      saveOnce(async () => ({
        commands: isNewRun ? [{ name: 'create-run', run, programme: null }] : [],
        changes: [planSession(run, session, fields), ...(await enrolling(run, people))],
      })),

    addMember: ({ programmes, ...added }) =>
      save({
        commands: [
          { name: 'add-member', ...added },
          ...grantsOf(programmes.map((programme) => ({ member: added.member, programme }))),
          { name: 'invite', member: added.member },
        ],
        invitation: {
          member: added.member,
          displayName: added.displayName,
          ...{ person: null, run: null, code: null, expiresAt: null },
          madeAt: core.clock(),
        },
      }),
  }
}

const grantsOf = (grants: readonly Grant[] = []): CommandBody[] => grants.map((grant) => ({ name: 'grant', ...grant }))

/** All sessions of one transaction are one change of the plan. */
function sessionsOf(run: RunId, sessions: readonly PlanningSession[] = []): DocumentChange[] {
  const entries = sessions.flatMap(({ session, ...fields }) => planSession(run, session, fields).entries)
  return entries.length > 0 ? [{ document: documentId.plan(run), entries }] : []
}

/** Of somebody new nothing is written that is empty; of somebody known it takes away what stood there. */
async function describePerson(
  { person, givenName, familyName, organisation, role }: PersonFields & Pick<EnrolledPerson, 'person'>,
  isNew: boolean,
  named: (name: string) => Promise<OrganisationId>,
): Promise<DocumentChange> {
  const from = organisation.trim() === '' ? null : await named(organisation.trim())
  return personChange(person, {
    givenName,
    familyName,
    nameOrder: 'given-first',
    ...(from || !isNew ? { organisation: from } : {}),
    ...(role || !isNew ? { role } : {}),
  })
}

/** Two people of one new organisation come from one, not from two of the same name. */
function rememberOrganisations(core: SeatCore) {
  const found = new Map<string, NamedOrganisation>()
  return {
    async named(name: string): Promise<OrganisationId> {
      const folded = foldForSearch(name)
      const known = found.get(folded) ?? (await organisationNamed(core, name))
      found.set(folded, known)
      return known.organisation
    },
    made: (): DocumentChange[] => [...found.values()].flatMap(({ change }) => change ?? []),
  }
}
