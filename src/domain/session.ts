/** Calendar day, `YYYY-MM-DD`, without a zone. */
export type Day = string
/** Wall-clock time of a session's place, `HH:MM`. */
export type WallTime = string
/** IANA zone, as `Europe/Prague`. */
export type Zone = string

export type Mode = 'on-site' | 'online'
/** How a session is held; `both` lets each person's mark say which. */
export type SessionMode = Mode | 'both'

export interface Break {
  start: WallTime
  end: WallTime
}

export interface AgendaItem {
  id: string
  title: string
  start: WallTime
  end: WallTime
}

/** What minutes are counted from. A submission freezes a copy (F7).
 *  An end at or before the start means the next day; breaks follow the same rule. */
export interface SessionFacts {
  date: Day
  start: WallTime
  end: WallTime
  zone: Zone
  breaks: Break[]
  mode: SessionMode
  agenda: AgendaItem[]
}
