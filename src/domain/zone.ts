import type { Zone } from './session.ts'

/** What a zone's clocks are ahead of UTC. Asking `Intl` costs microseconds and making a formatter a hundred times that;
 *  lists ask for thousands of sessions, so both are kept. Answers never change while the program runs. */

const DAY = 86_400_000

interface KnownZone {
  format: Intl.DateTimeFormat
  /** Offset at each UTC midnight asked for, by its time. */
  atMidnight: Map<number, number>
}

const zones = new Map<Zone, KnownZone | null>()

function known(zone: Zone): KnownZone | null {
  let found = zones.get(zone)
  if (found === undefined) {
    found = makeZone(zone)
    zones.set(zone, found)
  }
  return found
}

function makeZone(zone: Zone): KnownZone | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    return { format, atMidnight: new Map() }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whether this machine knows the zone. */
export const isZone = (zone: Zone): boolean => known(zone) !== null

function ask(format: Intl.DateTimeFormat, utcMs: number): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (
    format.format(utcMs).match(/\d+/g) ?? []
  ).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000
}

/** Milliseconds that the zone's clocks are ahead of UTC at that moment. A zone that this machine does not know counts
 *  as UTC: a plan from a newer phone must not empty the whole list. `isZone` tells. */
export function zoneOffset(utcMs: number, zone: Zone): number {
  const found = known(zone)
  if (!found || !Number.isFinite(utcMs) || Math.abs(utcMs) > 8e15) return 0
  const midnight = Math.floor(utcMs / DAY) * DAY
  const before = atMidnight(found, midnight)
  // Clocks change at most once a day: equal at both ends is equal between.
  return utcMs === midnight || before === atMidnight(found, midnight + DAY) ? before : ask(found.format, utcMs)
}

function atMidnight({ format, atMidnight }: KnownZone, midnight: number): number {
  let offset = atMidnight.get(midnight)
  if (offset === undefined) {
    offset = ask(format, midnight)
    atMidnight.set(midnight, offset)
  }
  return offset
}
