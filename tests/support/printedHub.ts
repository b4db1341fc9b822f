import * as Y from 'yjs'
import type { DocumentChange } from '#documents/change.ts'
import { courseChange } from '#documents/course.ts'
import { organisationChange } from '#documents/organisation.ts'
import { personChange } from '#documents/person.ts'
import { enrol } from '#documents/plan.ts'
import { describeRun, planSession } from '#documents/planning.ts'
import { programmeChange } from '#documents/programme.ts'
import { applyChange, openDocument } from '#documents/yMap.ts'
import type { CourseId, OrganisationId, PersonId, SessionId } from '#domain/ids.ts'
import { makeLink } from '#protocol/invitationCode.ts'
import { CrowdedHub, newId } from './crowdedHub.ts'

/** Names as long, as short and in as many alphabets as there are; the family name first. */
const NAMES = [
  ['Valchářová-Nováková', 'Růžena Maria Anežka'],
  ['Константинопольская-Преображенская', 'Александрина Велислава Владимирова'],
  ['Ģērķe-Šņoriņa', 'Žanete'],
  ['Παπαδοπούλου', 'Ελευθερία'],
  ['O', 'Li'],
  ['', 'Ѝоанна'],
  ['Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft', 'Hubert'],
  ['Йовчева', 'Щилияна'],
] as const
const ORGANISATIONS = ['Klub', 'Сдружение „Център за социални иновации и предприемачество – Пловдив“, клон Родопи']

const DAY = '2026-11-25'

/** A hub with one run of so many people, made up, with a programme that is funded, and one session for each kind of day. */
export class PrintedHub {
  readonly hub = new CrowdedHub()
  readonly names: string[] = []
  session = ''
  run = ''
  link = ''
  readonly #day: string

  /** @param day of its first session */
  constructor(day = DAY) {
    this.#day = day
  }

  async open(people: number): Promise<void> {
    const { hub } = this
    await hub.open()
    const { programme, run } = await hub.makeRun()
    const [course, session, second] = [newId<CourseId>(), newId<SessionId>(), newId<SessionId>()]
    const trainer = await hub.makeTrainer(programme)
    const by = { at: Date.parse(`${this.#day}T06:00:00Z`), by: hub.coordinator.member }
    await this.write(
      programmeChange(programme, {
        title: { en: 'Made-up programme for sheets', bg: 'Измислена програма за списъци' },
        registrationNumber: 'CZ.00.0.00/0.0/0.0/00_000/0000000',
        ...{ funder: 'eu-cofunded', publicity: { en: 'European Social Fund Plus, made-up programme' } },
        activities: [{ id: 'a', number: 2, kind: 'training', title: { en: 'Training' } }],
        demonstration: true,
      }),
      courseChange(course, { title: { en: 'Preventing burn-out', bg: 'Превенция на бърнаут' }, programme }),
    )
    const organisations = ORGANISATIONS.map((name) => ({ organisation: newId<OrganisationId>(), name }))
    await this.write(...organisations.map(({ organisation, name }) => organisationChange(organisation, { name })))
    const enrolled: DocumentChange[] = []
    for (let at = 0; at < people; at++) {
      const [family = '', given = ''] = NAMES[at % NAMES.length] ?? []
      const person = newId<PersonId>()
      const familyName = `${family} ${String(at + 1).padStart(3, '0')}`.trim()
      const organisation = organisations[at % organisations.length]?.organisation ?? null
      this.names.push(`${given} ${familyName}`)
      await this.write(personChange(person, { familyName, givenName: given, organisation, demonstration: true }))
      enrolled.push(enrol(run, person, by))
    }
    const facts = { zone: 'Europe/Prague', breaks: [{ start: '10:30', end: '10:45' }], agenda: [] }
    const times = { date: this.#day, start: '09:00', end: '12:30', mode: 'on-site' as const }
    const place = 'Community hall, 1st floor, Opava'
    await this.write(
      describeRun(run, { programme, course, number: 1, activity: 'a', demonstration: true }),
      planSession(run, session, { facts: { ...facts, ...times }, place, trainers: [trainer] }),
      planSession(run, second, { facts: { ...facts, ...times, date: '2026-11-26' }, place, trainers: [trainer] }),
      ...enrolled,
    )
    const { code = '' } = await hub.command({ name: 'invite', member: trainer })
    this.session = session
    this.run = run
    this.link = makeLink(hub.server.origin, { serverId: hub.coordinator.serverId, code })
  }

  /** Changes of one document go as one update. */
  private async write(...changes: DocumentChange[]): Promise<void> {
    const { office, coordinator } = this.hub
    for (const [name, some] of Map.groupBy(changes, ({ document }) => document)) {
      const document = openDocument()
      for (const change of some) applyChange(document, change, false, 'print')
      const answer = await office.push(coordinator.member, name, Y.encodeStateAsUpdate(document))
      if (answer.type === 'nack') throw new Error(`${name}: ${answer.code} ${answer.detail}`)
    }
  }

  dispose(): Promise<void> {
    return this.hub.dispose()
  }
}
