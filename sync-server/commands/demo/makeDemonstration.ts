import type { MemberId } from '#domain/ids.ts'
import { BALTIC } from './baltic.ts'
import type { DemonstrationContent } from './content.ts'
import { completeHub, foundHub } from './foundHub.ts'
import { type DemonstrationOptions, observerIdOf, type Plot, participantIdOf, plotOf } from './plot.ts'
import { PLOVDIV } from './plovdiv.ts'
import { SINEC } from './sinec.ts'
import { topUpHub } from './topUp.ts'

/** The demonstration hubs: real programmes with made-up people, written through the log as devices write. */

const CONTENTS: readonly DemonstrationContent[] = [SINEC, PLOVDIV, BALTIC]

const plotsOf = (options: DemonstrationOptions): Plot[] => CONTENTS.map((content) => plotOf(options, content))

/** Makes what is missing of the demonstration hubs and tops up their sessions. Safe at every start: ids follow from
 *  the server and a name, and what stands is left as it is. A server that has only hubs of its own gets none.
 *  Throws if the log refuses. */
export async function makeDemonstration(options: DemonstrationOptions): Promise<void> {
  const { hubs } = options.log.access()
  const plots = plotsOf(options)
  if (hubs.length > 0 && !hubs.some(({ hub }) => plots.some((plot) => plot.hub === hub))) return
  for (const plot of plots) {
    await foundHub(plot, options)
    await completeHub(plot, options)
    await topUpHub(plot, options)
  }
}

/** Plans the next days of the demonstration hubs that stand; makes none. */
export async function topUpDemonstration(options: DemonstrationOptions): Promise<void> {
  for (const plot of standing(options)) await topUpHub(plot, options)
}

/** For whom sign-in links are printed: of each demonstration hub that stands the made-up team, an observer, and
 *  participants. */
export const demonstrationMembers = (options: DemonstrationOptions): MemberId[] =>
  standing(options).flatMap((plot) => {
    const { coordinator, first, second } = plot.team
    const team = [coordinator, first, second].map(({ member }) => member)
    const participants = plot.content.participants.map((place) => participantIdOf(plot, place))
    return [...team, observerIdOf(plot), ...participants]
  })

function standing(options: DemonstrationOptions): Plot[] {
  const hubs = new Set<string>(options.log.access().hubs.map(({ hub }) => hub))
  return plotsOf(options).filter(({ hub }) => hubs.has(hub))
}
