import type { LocalText } from '#documents/localText.ts'
import type { AgendaItem, Break, SessionMode, WallTime, Zone } from '#domain/session.ts'
import type { Fate, RunTemplate, SlotName } from './schedule.ts'
import type { SourceProgramme } from './source.ts'

/** What is made up for one demonstration hub; the facts of its programme come from `programmes.json`. */
export interface DemonstrationContent {
  /** Id in `programmes.json`; also the seed of this hub's ids, so it never changes. */
  programme: string
  zone: Zone
  languages: string[]
  /** Display names of the made-up team. */
  coordinator: string
  trainers: [first: string, second: string]
  observer: string
  /** Indexes in `people` of those who use Teren themselves, in all their runs. */
  participants: number[]
  /** The made-up team's phones and desk. */
  deviceLabels: { trainer: string; coordinator: string }
  organisations: string[]
  people: MadeUpPerson[]
  /** The catalogue, as the source names it. A course's place in it seeds its id: only ever add at the end. */
  courses(source: SourceProgramme): CourseTemplate[]
  slots: Partial<Record<SlotName, Slot>>
  schedule: Schedule
  words: {
    late: string
    returned: string
    notHeld: string
    cancelled: string
  }
}

export interface CourseTemplate {
  title: LocalText
  kind: string
  activity: string
}

/** How sessions fall on days; what stands on a day depends on the day alone.
 *  turns: runs that go on, each with a session now and then. blocks: runs of so many days, one after the other, each made
 *  when its first day is planned. */
export type Schedule =
  | { kind: 'turns'; runs: RunTemplate[] }
  | {
      kind: 'blocks'
      days: number
      slot: SlotName
      /** Where they are held, by turns. */
      places: { place: string; zone: Zone }[]
      /** Index in the catalogue. */
      course: number
      rosterSize: number
      /** What became of past days, by days from today; of others the register was accepted. */
      fates: Partial<Record<number, Fate>>
    }

export interface MadeUpPerson {
  givenName: string
  familyName: string
  nameOrder: 'given-first' | 'family-first'
  /** Index in `organisations`. */
  organisation: number
  role: string
}

/** A part of the day in which some run has a session. */
export interface Slot {
  start: WallTime
  end: WallTime
  breaks: Break[]
  mode: SessionMode
  agenda: Omit<AgendaItem, 'id'>[]
  /** Attendance is recorded item by item of the agenda, by the two trainers in turn. */
  byItem?: boolean
  /** A wall time within the session (within its first item), for whoever comes late; one for whoever leaves early. */
  late: WallTime
  early: WallTime
}

/** Reads people from lines of given, family, index of the organisation, role; `!` before the family name: written family
 *  name first. */
export const readPeople = (lines: string): MadeUpPerson[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [givenName = '', family = '', organisation = '', role = ''] = line.split('|')
      const familyFirst = family.startsWith('!')
      return {
        givenName,
        familyName: familyFirst ? family.slice(1) : family,
        nameOrder: familyFirst ? 'family-first' : 'given-first',
        organisation: Number(organisation),
        role,
      }
    })
