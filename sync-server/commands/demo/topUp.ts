import { enrol } from '#documents/plan.ts'
import { cancelSession, describeRun, planSession } from '#documents/planning.ts'
import type { RunId, SessionId } from '#domain/ids.ts'
import { displayName } from '#domain/personName.ts'
import { invariant } from '#domain/result.ts'
import type { SessionFacts } from '#domain/session.ts'
import { dayOf, toUtc } from '#domain/sessionTime.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { MadeUpPerson, Slot } from './content.ts'
import { type DocumentWriter, openWriter, type Write } from './documentWriter.ts'
import {
  commanding,
  courseIdOf,
  type DemonstrationOptions,
  type Plot,
  participantIdOf,
  personIdOf,
  rosterOf,
  runIdOf,
} from './plot.ts'
import { recordPastSession } from './registers.ts'
import { type DemonstrationSession, type RunTemplate, scheduleAround } from './schedule.ts'

/** Brings a hub's runs and sessions up to two weeks ahead. What stands is left as it is. */
export async function topUpHub(plot: Plot, options: DemonstrationOptions): Promise<void> {
  const { log, clock, random } = options
  const now = clock()
  const schedule = scheduleAround(plot.content, dayOf(now, plot.content.zone))
  const { schedule: how } = plot.content
  const templates = how.kind === 'turns' ? how.runs : schedule.map(({ run }) => run)
  const runs = new Map(templates.map((run) => [runIdOf(plot, run), run]))
  const scopes = [...runs.keys()].map((run) => `run:${run}` as const)
  const writer = await openWriter(log, plot.hub, scopes, random)
  await makeRuns(plot, options, writer, runs)

  const recorded: Write[] = []
  const planned: Write[] = []
  for (const session of schedule) {
    const run = runIdOf(plot, session.run)
    const id = plot.ids.id<SessionId>('session', run, session.day, session.slot)
    if (writer.entries(documentId.plan(run)).has(`session/${id}/when`)) continue
    planned.push(...planOf(plot, session, run, id, now))
    recorded.push(...pastOf(plot, session, run, id))
  }
  // Claims first: a session that stands in the plan has its past, even if this start is interrupted.
  await writer.write(recorded)
  await writer.write(planned)
}

/** Runs that are missing, with their lists, and participants admitted to them. All that goes together goes at once: the
 *  log makes few commits of it. */
async function makeRuns(
  plot: Plot,
  options: DemonstrationOptions,
  writer: DocumentWriter,
  runs: ReadonlyMap<RunId, RunTemplate>,
): Promise<void> {
  const { hub, programme, content, team } = plot
  const { runs: standing, members } = options.log.access()
  const command = commanding(plot, options)
  const made = new Set(standing.map(({ run }) => run))
  const missing = [...runs.keys()].filter((run) => !made.has(run))
  await Promise.all(missing.map((run) => command({ name: 'create-run', run, programme })))

  const blank = [...runs].filter(([id]) => !writer.entries(documentId.plan(id)).has('course'))
  const described = standing.filter((one) => one.hub === hub && !blank.some(([id]) => id === one.run)).length
  const courses = content.courses(plot.source)
  const at = options.clock()
  const changes = blank.flatMap(([id, run], place) => {
    const number = run.number ?? described + place + 1
    const [course, activity] = [courseIdOf(plot, run.course), courses[run.course]?.activity ?? null]
    return [
      describeRun(id, { programme, course, number, activity, demonstration: true }),
      ...rosterOf(plot, run).map((person) => enrol(id, person, { at, by: team.coordinator.member })),
    ]
  })
  await writer.write(changes.map((change) => ({ author: team.coordinator, receivedAt: at, change })))

  const admitted = new Map(members.map((row) => [row.member, row.runs]))
  const admissions = content.participants.flatMap((place) => {
    const [member, person] = [participantIdOf(plot, place), personIdOf(plot, place)]
    const displayName = nameOf(content.people[place])
    const theirs = [...runs].filter(
      ([id, run]) => rosterOf(plot, run).includes(person) && !admitted.get(member)?.includes(id),
    )
    return theirs.map(([run]) => command({ name: 'admit', member, person, run, displayName }))
  })
  await Promise.all(admissions)
}

function nameOf(person: MadeUpPerson | undefined): string {
  invariant(person !== undefined, 'participants are people')
  return displayName(person)
}

function planOf(plot: Plot, session: DemonstrationSession, run: RunId, id: SessionId, now: number): Write[] {
  const { team, content } = plot
  const facts = factsOf(plot, session)
  const both = [team.first.member, team.second.member]
  const isByBoth = session.fate === 'disagreement' || slotOf(plot, session).byItem
  const trainers = isByBoth ? both : both.slice(session.leader, session.leader + 1)
  const changes = [planSession(run, id, { facts, place: session.run.place, trainers })]
  if (session.fate === 'cancelled') {
    const dayBefore = toUtc(facts.date, facts.start, facts.zone) - 24 * 3_600_000
    changes.push(cancelSession(run, id, content.words.cancelled, dayBefore))
  }
  return changes.map((change) => ({ author: team.coordinator, receivedAt: now, change }))
}

function pastOf(plot: Plot, session: DemonstrationSession, run: RunId, id: SessionId): Write[] {
  const { fate, leader } = session
  if (!fate) return []
  const [facts, roster, slot] = [factsOf(plot, session), rosterOf(plot, session.run), slotOf(plot, session)]
  const past = { run, session: id, facts, slot, roster, leader, fate, words: plot.content.words }
  return recordPastSession(past, plot.team, plot.ids)
}

function slotOf({ content }: Plot, { slot }: DemonstrationSession): Slot {
  const found = content.slots[slot]
  invariant(found !== undefined, 'what is planned has its times')
  return found
}

function factsOf(plot: Plot, session: DemonstrationSession): SessionFacts {
  const { day, run } = session
  const { start, end, breaks, mode, agenda } = slotOf(plot, session)
  return {
    date: day,
    start,
    end,
    zone: run.zone ?? plot.content.zone,
    breaks,
    mode,
    agenda: agenda.map((item, place) => ({ id: plot.ids.id('agenda', run.course, day, place), ...item })),
  }
}
