import type {
  Clock,
  CourseId,
  DeviceId,
  HubId,
  MemberId,
  ModuleId,
  OrganisationId,
  PersonId,
  ProgrammeId,
  Random,
  RunId,
} from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { AccessOperation } from '../../access/operations.ts'
import type { Log } from '../../log/Log.ts'
import type { DemonstrationContent } from './content.ts'
import { type DemonstrationIds, demonstrationIds } from './demonstrationIds.ts'
import type { Author, Team } from './documentWriter.ts'
import type { RunTemplate } from './schedule.ts'
import { readSourceProgramme, type SourceProgramme } from './source.ts'

export interface DemonstrationOptions {
  log: Log
  clock: Clock
  random: Random
  /** Learning modules that the hubs get, once. */
  modules?: readonly ModuleId[]
}

/** One demonstration hub on one server, and who and what is who and what in it. */
export interface Plot {
  content: DemonstrationContent
  source: SourceProgramme
  ids: DemonstrationIds
  hub: HubId
  programme: ProgrammeId
  team: Team
}

export function plotOf({ log }: DemonstrationOptions, content: DemonstrationContent): Plot {
  const ids = demonstrationIds(log.identity().serverId, content.programme)
  const author = (name: string): Author => ({
    member: ids.id<MemberId>('member', name),
    device: ids.id<DeviceId>('device', name),
  })
  return {
    content,
    source: readSourceProgramme(content.programme),
    ids,
    hub: ids.id<HubId>('hub'),
    programme: ids.id<ProgrammeId>('programme'),
    team: { coordinator: author('coordinator'), first: author('first trainer'), second: author('second trainer') },
  }
}

export const runIdOf = ({ ids }: Plot, run: RunTemplate) => ids.id<RunId>('run', run.course, run.key)
export const courseIdOf = ({ ids }: Plot, course: number) => ids.id<CourseId>('course', course)
export const personIdOf = ({ ids }: Plot, place: number) => ids.id<PersonId>('person', place)
export const observerIdOf = ({ ids }: Plot) => ids.id<MemberId>('member', 'observer')
export const participantIdOf = ({ ids }: Plot, place: number) => ids.id<MemberId>('member', 'participant', place)
export const organisationIdOf = ({ ids }: Plot, place: number) => ids.id<OrganisationId>('organisation', place)

/** Where runs come and go, those who use Teren themselves are in each. */
export function rosterOf(plot: Plot, { firstPerson, rosterSize }: RunTemplate): PersonId[] {
  const { people, participants, schedule } = plot.content
  const turned = people.map((_, at) => (firstPerson + at) % people.length)
  const first = schedule.kind === 'blocks' ? participants : []
  const places = [...first, ...turned.filter((place) => !first.includes(place))].slice(0, rosterSize)
  return places.map((place) => personIdOf(plot, place))
}

/** By the made-up coordinator. With a request's id that follows from its name a command is taken once and for all: what
 *  people change afterwards is not changed back at the next start. */
export const commanding =
  ({ hub, team }: Plot, { log, clock, random }: DemonstrationOptions) =>
  (body: CommandBody, request = random(16)) =>
    mustOperate(log, { kind: 'command', hub, ...team.coordinator, request, body, at: clock() })

export async function mustOperate(log: Log, operation: AccessOperation): Promise<void> {
  const outcome = await log.operate(operation)
  if (!outcome.ok) throw new Error(`${operation.kind} was refused: ${outcome.code}, ${outcome.detail}`)
}
