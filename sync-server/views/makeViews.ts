import type { ClassPublicProjection, RecordProjection } from '#documents/classProjections.ts'
import { readCourse } from '#documents/course.ts'
import { readHub } from '#documents/hub.ts'
import { readPerson } from '#documents/person.ts'
import { readPlan } from '#documents/plan.ts'
import { readProgramme } from '#documents/programme.ts'
import { type RunStaffMember, readRunStaff } from '#documents/projections.ts'
import type { CourseId, HubId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import { displayName } from '#domain/personName.ts'
import { documentId, type Scope } from '#protocol/documentIds.ts'
import type { Projection } from '../log/Log.ts'
import { attendanceOf, type RunAttendance, recordOf } from './attendance.ts'
import type { DocumentCache, Entries } from './documentCache.ts'
import type { ViewSource } from './viewSource.ts'

/** Makes what participants read of what others wrote. */

/** Raised with every change of what is made or how: all of it is made anew then. */
export const VIEWS_VERSION = 1

/** Shape of the documents; a device refuses to read a higher one. */
const SHAPE = 1

/** Runs whose resolved registers are kept: about as many as meet on one day. */
const RUNS_KEPT = 300

const NOTHING: Entries = new Map()

/** A page says of which course and programme it is made, so that it is found when those change. Devices ignore it. */
type ClassPage = ClassPublicProjection & { course: CourseId | null; programme: ProgrammeId | null }

export interface ViewMaker {
  /** `class/{r}/public`. */
  classPage(hub: HubId, run: RunId): Projection
  /** `self/{p}/record`; null for a person who is no participant. */
  record(hub: HubId, person: PersonId): Projection | null
  /** Something in a run is new. */
  forgetRun(run: RunId): void
}

export function makeViewMaker(source: ViewSource, documents: DocumentCache): ViewMaker {
  /** Oldest use first. */
  const attendances = new Map<RunId, RunAttendance & { course: CourseId | null }>()

  const entriesOf = (hub: HubId, scope: Scope, id: string): Entries =>
    documents.documents(hub, scope, [id]).get(id) ?? NOTHING

  const courseOf = (hub: HubId, course: CourseId | null) =>
    readCourse(course ? entriesOf(hub, 'office', documentId.course(course)) : NOTHING)

  function attendance(hub: HubId, run: RunId) {
    let found = attendances.get(run)
    if (!found) {
      const all = documents.scope(hub, `run:${run}`)
      const { course } = readPlan(all.get(documentId.plan(run)) ?? NOTHING)
      found = { ...attendanceOf(run, all), course }
    }
    attendances.delete(run)
    attendances.set(run, found)
    const [oldest] = attendances.keys()
    if (attendances.size > RUNS_KEPT && oldest) attendances.delete(oldest)
    return found
  }

  function staffOf(hub: HubId, run: RunId): RunStaffMember[] {
    const bytes = source.projection(hub, documentId.runStaff(run))
    return (bytes && readRunStaff(bytes)?.members) ?? []
  }

  return {
    classPage(hub, run) {
      const plan = readPlan(entriesOf(hub, `run:${run}`, documentId.plan(run)))
      const course = courseOf(hub, plan.course)
      // Where it was placed counts; the plan says it too, perhaps later.
      const programme = source.programmeOf(run) ?? plan.programme
      const { title, registrationNumber } = readProgramme(
        programme ? entriesOf(hub, 'office', documentId.programme(programme)) : NOTHING,
      )
      const staff = staffOf(hub, run)
      const names = new Map(staff.map((member) => [member.member, member.displayName]))
      const nameOf = (member: MemberId) => names.get(member) ?? source.memberName(hub, member) ?? []
      const page: ClassPage = {
        version: SHAPE,
        hubName: readHub(entriesOf(hub, 'all', documentId.hub())).name || source.hubName(hub),
        run,
        title: course.title,
        kind: course.kind,
        number: plan.number,
        programmeTitle: title,
        funderRegistration: registrationNumber,
        demonstration: plan.demonstration,
        team: staff
          .filter(({ former }) => !former)
          .toSorted(trainersFirst)
          .map(nameAndRole),
        sessions: plan.sessions.map(({ session, facts, place, trainers, title: own, cancelled }) => ({
          session,
          title: own ?? course.title,
          facts,
          place,
          trainers: trainers.flatMap(nameOf),
          cancelled: cancelled && { reason: cancelled.reason },
        })),
        course: plan.course,
        programme,
      }
      return projection(documentId.classPublic(run), page)
    },

    record(hub, person) {
      const participant = source.participant(hub, person)
      if (!participant) return null
      const name = readPerson(entriesOf(hub, 'staff', documentId.person(person)))
      const runs = participant.runs.map((run) => {
        const stated = attendance(hub, run)
        return recordOf(person, stated, courseOf(hub, stated.course).title)
      })
      const record: RecordProjection = {
        version: SHAPE,
        person,
        displayName: name ? displayName(name) : participant.displayName,
        runs: runs.toSorted(byFirstSession),
      }
      return projection(documentId.record(person), record)
    },

    forgetRun: (run) => void attendances.delete(run),
  }
}

const projection = (document: string, content: ClassPage | RecordProjection): Projection => ({
  document,
  bytes: new TextEncoder().encode(JSON.stringify(content)),
})

const nameAndRole = ({ displayName, role }: RunStaffMember) => ({ displayName, role })

const trainersFirst = (a: RunStaffMember, b: RunStaffMember) =>
  Number(b.role === 'trainer') - Number(a.role === 'trainer')

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Runs without sessions come last. */
const byFirstSession = (a: RecordProjection['runs'][number], b: RecordProjection['runs'][number]) =>
  compare(a.sessions[0]?.facts.date ?? '~', b.sessions[0]?.facts.date ?? '~') || compare(a.run, b.run)
