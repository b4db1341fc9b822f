import type { AgendaItem, Break, SessionMode, WallTime, Zone } from '#domain/session.ts'

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
  /** The activity of the source that the courses belong to. */
  courseActivity: string
  courseKind: string
  slots: Record<SlotName, Slot>
  runs: RunTemplate[]
  words: {
    late: string
    returned: string
    notHeld: string
    cancelled: string
  }
}

export interface MadeUpPerson {
  givenName: string
  familyName: string
  nameOrder: 'given-first' | 'family-first'
  /** Index in `organisations`. */
  organisation: number
  role: string
}

export type SlotName = 'morning' | 'afternoon' | 'evening'

/** A part of the day in which some run has a session. */
export interface Slot {
  start: WallTime
  end: WallTime
  breaks: Break[]
  mode: SessionMode
  agenda: Omit<AgendaItem, 'id'>[]
  /** A wall time within the session, for whoever comes late or leaves early. */
  late: WallTime
  early: WallTime
}

export interface RunTemplate {
  /** Index in the source's `course_topics`. */
  topic: number
  /** Which run of its course. */
  number: number
  slot: SlotName
  place: string
  /** The roster: so many of `people`, from this index on, round the end. */
  firstPerson: number
  rosterSize: number
}
