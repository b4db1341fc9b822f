import { courseChange } from '#documents/course.ts'
import { hubChange } from '#documents/hub.ts'
import { organisationChange } from '#documents/organisation.ts'
import { personChange } from '#documents/person.ts'
import { programmeChange } from '#documents/programme.ts'
import { toBase64Url } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AccessOperation } from '../../access/operations.ts'
import { type Author, openWriter, type Write } from './documentWriter.ts'
import {
  commanding,
  courseIdOf,
  type DemonstrationOptions,
  mustOperate,
  observerIdOf,
  organisationIdOf,
  type Plot,
  personIdOf,
} from './plot.ts'
import type { SourceProgramme } from './source.ts'

/** Everything of a hub but its runs. Done once: the hub's own document is the last one written. */
export async function foundHub(plot: Plot, options: DemonstrationOptions): Promise<void> {
  const { log, clock, random } = options
  const writer = await openWriter(log, plot.hub, ['all', 'office', 'staff'], random)
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
  ])
  const name = hubName(plot.source)
  await writer.write([write(hubChange({ name, languages: plot.content.languages, demonstration: true }))])
}

/** The lead's, as far as the source says who leads; otherwise the programme's own. */
const hubName = ({ lead, title: { orig, en } }: SourceProgramme): string =>
  lead ? (lead.name[orig.lang] ?? lead.name.en ?? en) : orig.text

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

/** Who reads along, and what there is to read: at every start, so that hubs founded by an earlier version get them. */
export async function completeHub(plot: Plot, options: DemonstrationOptions): Promise<void> {
  const { hub, content, ids } = plot
  const observer = { member: observerIdOf(plot), hub, displayName: content.observer, role: 'observer' } as const
  if (!options.log.access().members.some(({ member }) => member === observer.member))
    await mustOperate(options.log, { kind: 'make-member', ...observer, at: options.clock() })
  const command = commanding(plot, options)
  for (const module of options.modules ?? [])
    await command({ name: 'add-module', module }, ids.bytes('module', module)(16))
}

function programmeOf({ source, programme }: Plot) {
  const { start, end, precision } = source.period
  return programmeChange(programme, {
    title: { [source.title.orig.lang]: source.title.orig.text, en: source.title.en },
    registrationNumber: source.registration_number,
    // Periods that the source gives by the month only have no days to show.
    period: start && end && precision === 'day' ? { start, end } : null,
    activities: source.activities.map(({ id, number, kind, title }) => ({ id, number: number ?? null, kind, title })),
  })
}

const coursesOf = (plot: Plot) =>
  plot.content
    .courses(plot.source)
    .map((course, place) => courseChange(courseIdOf(plot, place), { ...course, programme: plot.programme }))
