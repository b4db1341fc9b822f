import { courseChange } from '#documents/course.ts'
import { hubChange } from '#documents/hub.ts'
import { organisationChange } from '#documents/organisation.ts'
import { personChange } from '#documents/person.ts'
import { enrol } from '#documents/plan.ts'
import { cancelSession, describeRun, planSession } from '#documents/planning.ts'
import { programmeChange } from '#documents/programme.ts'
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
  SessionId,
} from '#domain/ids.ts'
import { toBase64Url } from '#domain/ids.ts'
import { displayName } from '#domain/personName.ts'
import { invariant } from '#domain/result.ts'
import type { Role } from '#domain/roles.ts'
import type { SessionFacts } from '#domain/session.ts'
import { dayOf, toUtc } from '#domain/sessionTime.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AccessOperation } from '../../access/operations.ts'
import type { Log } from '../../log/Log.ts'
import type { DemonstrationContent, MadeUpPerson, RunTemplate } from './content.ts'
import { type DemonstrationIds, demonstrationIds } from './demonstrationIds.ts'
import { type Author, openWriter, type Team, type Write } from './documentWriter.ts'
import { recordPastSession } from './registers.ts'
import { type DemonstrationSession, fateOf, scheduleAround } from './schedule.ts'
import { SINEC } from './sinec.ts'
import { readSourceProgramme, type SourceProgramme } from './source.ts'

/** The demonstration hubs: real programmes with made-up people, written through the log as devices write. */

const CONTENTS: readonly DemonstrationContent[] = [SINEC]

export interface DemonstrationOptions {
  log: Log
  clock: Clock
  random: Random
  /** Learning modules that the hubs get when they are founded. */
  modules?: readonly ModuleId[]
}

/** Makes what is missing of the demonstration hubs and tops up their sessions. Safe at every start: ids follow from
 *  the server and a name, and what stands is left as it is. A server that has only hubs of its own gets none.
 *  Throws if the log refuses. */
export async function makeDemonstration(options: DemonstrationOptions): Promise<void> {
  const hubs = options.log.access().hubs
  const ours = new Set<string>(CONTENTS.map((content) => plotOf(options, content).hub))
  if (hubs.length > 0 && !hubs.some(({ hub }) => ours.has(hub))) return
  for (const content of CONTENTS) {
    const plot = plotOf(options, content)
    await found(plot, options)
    await admitPeople(plot, options)
    await topUp(plot, options)
  }
}

/** Plans the next days of the demonstration hubs that stand; makes none. */
export async function topUpDemonstration(options: DemonstrationOptions): Promise<void> {
  const hubs = new Set<string>(options.log.access().hubs.map(({ hub }) => hub))
  for (const content of CONTENTS) {
    const plot = plotOf(options, content)
    if (hubs.has(plot.hub)) await topUp(plot, options)
  }
}

/** Members of the first demonstration hub, for whom sign-in links are printed: the made-up team, an observer, and
 *  participants. Empty where there is no such hub. */
export function demonstrationTeam(options: DemonstrationOptions): MemberId[] {
  const hubs = new Set<string>(options.log.access().hubs.map(({ hub }) => hub))
  const plot = CONTENTS.map((content) => plotOf(options, content)).find(({ hub }) => hubs.has(hub))
  if (!plot) return []
  const { coordinator, first, second } = plot.team
  const team = [coordinator, first, second].map(({ member }) => member)
  return [...team, observerIdOf(plot), ...plot.content.participants.map((place) => participantIdOf(plot, place))]
}

interface Plot {
  content: DemonstrationContent
  source: SourceProgramme
  ids: DemonstrationIds
  hub: HubId
  programme: ProgrammeId
  team: Team
}

function plotOf({ log }: DemonstrationOptions, content: DemonstrationContent): Plot {
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

const runIdOf = ({ ids }: Plot, run: RunTemplate) => ids.id<RunId>('run', run.topic, run.number)
const runScopes = (plot: Plot) => plot.content.runs.map((run) => `run:${runIdOf(plot, run)}`)
const courseIdOf = ({ ids }: Plot, topic: number) => ids.id<CourseId>('course', topic)
const personIdOf = ({ ids }: Plot, place: number) => ids.id<PersonId>('person', place)
const observerIdOf = ({ ids }: Plot) => ids.id<MemberId>('member', 'observer')
const participantIdOf = ({ ids }: Plot, place: number) => ids.id<MemberId>('member', 'participant', place)
const organisationIdOf = ({ ids }: Plot, place: number) => ids.id<OrganisationId>('organisation', place)

const rosterOf = (plot: Plot, run: RunTemplate): PersonId[] =>
  Array.from({ length: run.rosterSize }, (_, at) =>
    personIdOf(plot, (run.firstPerson + at) % plot.content.people.length),
  )

// ---------------------------------------------------------------- founding

/** Everything but sessions. Done once: the hub's own document is the last one written. */
async function found(plot: Plot, options: DemonstrationOptions): Promise<void> {
  const { log, clock, random } = options
  const writer = await openWriter(log, plot.hub, ['all', 'office', 'staff', ...runScopes(plot)], random)
  if (writer.entries(documentId.hub()).has('name')) return
  await giveAccess(plot, options)
  const at = clock()
  const write = (change: Write['change']): Write => ({ author: plot.team.coordinator, receivedAt: at, change })
  await writer.write([
    write(programmeOf(plot)),
    ...coursesOf(plot).map(write),
    ...plot.content.organisations.map((name, place) =>
      write(organisationChange(organisationIdOf(plot, place), { name, demonstration: true })),
    ),
    ...plot.content.people.map((person, place) =>
      write(
        personChange(personIdOf(plot, place), {
          ...person,
          organisation: organisationIdOf(plot, person.organisation),
          demonstration: true,
        }),
      ),
    ),
    ...plot.content.runs.flatMap((run) => runOf(plot, run, at).map(write)),
  ])
  const name = hubName(plot.source)
  await writer.write([write(hubChange({ name, languages: plot.content.languages, demonstration: true }))])
}

const hubName = (source: SourceProgramme): string =>
  source.lead.name[source.title.orig.lang] ?? source.lead.name.en ?? source.title.en

async function giveAccess(plot: Plot, options: DemonstrationOptions) {
  const { hub, programme, content, source, team } = plot
  const at = options.clock()
  const operate = (operation: AccessOperation) => mustOperate(options.log, operation)
  const member = ({ member }: Author, displayName: string, role: Role) =>
    operate({ kind: 'make-member', member, hub, displayName, role, at })
  await operate({ kind: 'make-hub', hub, name: hubName(source), at })
  await member(team.coordinator, content.coordinator, 'coordinator')
  await member(team.first, content.trainers[0], 'trainer')
  await member(team.second, content.trainers[1], 'trainer')
  await signIn(team.coordinator, content.deviceLabels.coordinator, options)
  await signIn(team.first, content.deviceLabels.trainer, options)
  await signIn(team.second, content.deviceLabels.trainer, options)
  const command = commanding(plot, options)
  await command({ name: 'grant', member: team.first.member, programme })
  await command({ name: 'grant', member: team.second.member, programme })
  for (const run of content.runs) await command({ name: 'create-run', run: runIdOf(plot, run), programme })
  for (const module of options.modules ?? []) await command({ name: 'add-module', module })
}

/** By the made-up coordinator. */
const commanding =
  ({ hub, team }: Plot, { log, clock, random }: DemonstrationOptions) =>
  (body: CommandBody) =>
    mustOperate(log, { kind: 'command', hub, ...team.coordinator, request: random(16), body, at: clock() })

/** Whoever reads along: at every start, so that servers founded by an earlier version get them too. */
async function admitPeople(plot: Plot, options: DemonstrationOptions): Promise<void> {
  const { hub, content } = plot
  const known = new Map(options.log.access().members.map((row) => [row.member, row]))
  const observer = { member: observerIdOf(plot), hub, displayName: content.observer, role: 'observer' } as const
  if (!known.has(observer.member))
    await mustOperate(options.log, { kind: 'make-member', ...observer, at: options.clock() })
  const command = commanding(plot, options)
  for (const place of content.participants) {
    const [member, person] = [participantIdOf(plot, place), personIdOf(plot, place)]
    const displayName = nameOf(content.people[place])
    for (const template of content.runs) {
      const run = runIdOf(plot, template)
      if (!rosterOf(plot, template).includes(person) || known.get(member)?.runs.includes(run)) continue
      await command({ name: 'admit', member, person, run, displayName })
    }
  }
}

function nameOf(person: MadeUpPerson | undefined): string {
  invariant(person !== undefined, 'participants are people')
  return displayName(person)
}

/** The made-up team's own devices, which what they recorded came from. Nobody holds their secrets. */
async function signIn({ member, device }: Author, label: string, { log, clock, random }: DemonstrationOptions) {
  if (log.access().signIns.some((row) => row.member === member && row.device === device)) return
  const at = clock()
  const codeHash = toBase64Url(random(32))
  await mustOperate(log, { kind: 'make-invitation', member, codeHash, expiresAt: at + 60_000, at })
  const secretHash = toBase64Url(random(32))
  await mustOperate(log, { kind: 'redeem-invitation', codeHash, device, secretHash, label, publicKey: null, at })
}

async function mustOperate(log: Log, operation: AccessOperation): Promise<void> {
  const outcome = await log.operate(operation)
  if (!outcome.ok) throw new Error(`${operation.kind} was refused: ${outcome.code}, ${outcome.detail}`)
}

function programmeOf({ source, programme }: Plot) {
  const { start, end, precision } = source.period
  return programmeChange(programme, {
    title: titlesOf(source),
    registrationNumber: source.registration_number,
    // Periods that the source gives by the month only have no days to show.
    period: start && end && precision === 'day' ? { start, end } : null,
    activities: source.activities.map(({ id, number, kind, title }) => ({ id, number: number ?? null, kind, title })),
  })
}

const titlesOf = ({ title }: SourceProgramme) => ({ [title.orig.lang]: title.orig.text, en: title.en })

/** The source names the topics inside a sentence; as titles they begin with a capital letter. */
const asTitle = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

const coursesOf = (plot: Plot) =>
  plot.source.course_topics.map((topic, place) =>
    courseChange(courseIdOf(plot, place), {
      title: Object.fromEntries(Object.entries(topic).map(([language, text]) => [language, asTitle(text)])),
      kind: plot.content.courseKind,
      activity: plot.content.courseActivity,
      programme: plot.programme,
    }),
  )

function runOf(plot: Plot, run: RunTemplate, at: number) {
  const id = runIdOf(plot, run)
  const by = plot.team.coordinator.member
  return [
    describeRun(id, {
      programme: plot.programme,
      course: courseIdOf(plot, run.topic),
      number: run.number,
      activity: plot.content.courseActivity,
      demonstration: true,
    }),
    ...rosterOf(plot, run).map((person) => enrol(id, person, { at, by })),
  ]
}

// ---------------------------------------------------------------- topping up

async function topUp(plot: Plot, options: DemonstrationOptions): Promise<void> {
  const { log, clock, random } = options
  const { content, team, ids } = plot
  const now = clock()
  const writer = await openWriter(log, plot.hub, runScopes(plot), random)
  const recorded: Write[] = []
  const planned: Write[] = []
  for (const session of scheduleAround(content, dayOf(now, content.zone))) {
    const run = runIdOf(plot, session.run)
    const id = ids.id<SessionId>('session', run, session.day, session.slot)
    if (writer.entries(documentId.plan(run)).has(`session/${id}/when`)) continue
    const facts = factsOf(plot, session)
    const trainers = [team.first.member, team.second.member]
    const fate = fateOf(session)
    const plan = (change: Write['change']) => planned.push({ author: team.coordinator, receivedAt: now, change })
    plan(
      planSession(run, id, {
        facts,
        place: session.run.place,
        trainers: fate === 'disagreement' ? trainers : trainers.slice(session.leader, session.leader + 1),
      }),
    )
    if (fate === 'cancelled') {
      const dayBefore = toUtc(facts.date, facts.start, facts.zone) - 24 * 3_600_000
      plan(cancelSession(run, id, content.words.cancelled, dayBefore))
    }
    if (fate) {
      const { slot, leader } = session
      const roster = rosterOf(plot, session.run)
      const past = { run, session: id, facts, slot: content.slots[slot], roster, leader, fate, words: content.words }
      recorded.push(...recordPastSession(past, team, ids))
    }
  }
  // Claims first: a session that stands in the plan has its past, even if this start is interrupted.
  await writer.write(recorded)
  await writer.write(planned)
}

function factsOf({ content, ids }: Plot, { day, slot, run }: DemonstrationSession): SessionFacts {
  const { start, end, breaks, mode, agenda } = content.slots[slot]
  return {
    date: day,
    start,
    end,
    zone: content.zone,
    breaks,
    mode,
    agenda: agenda.map((item, place) => ({ id: ids.id('agenda', run.topic, day, place), ...item })),
  }
}
