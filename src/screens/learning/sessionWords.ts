import { sameJson } from '#domain/sameJson.ts'
import type { LocalText } from '#store/api.ts'
import { formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import type { MySession } from './myRuns.ts'

/** What a line says of a session beside its day, the first word foremost: its title where it has one of its own, its
 *  times, its place. */
export function sessionWords({ title, facts, place }: MySession, runTitle?: LocalText): string[] {
  const own = sameJson(title, runTitle) ? '' : localText(title)
  return [own, formatWallTimes(facts.start, facts.end), place].filter((word) => word !== '')
}
