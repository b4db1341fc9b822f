import * as acts from './acts.ts'
import * as carrying from './carrying.ts'
import type { Chance } from './chance.ts'
import * as erasures from './erasures.ts'
import { forge } from './forge.ts'
import * as hubFaults from './hubFaults.ts'
import * as phoneFaults from './phoneFaults.ts'
import * as restores from './restores.ts'
import type { SimWorld } from './simWorld.ts'

/** What people do and what goes wrong, one thing at a time, with some time between.
 *
 *  A new fault: a function in one of the files named here, its line in the list below, and its count in `Counts`, which
 *  fails a long run in which it never happened; what it may break is an invariant, with a plant that shows it finds it. */

interface Happening {
  weight: number
  /** In which worlds; in all if not said. */
  where?: (world: SimWorld) => boolean
  happen(world: SimWorld, chance: Chance): void | Promise<void>
}

const HAPPENINGS: readonly Happening[] = [
  { weight: 36, happen: acts.act },
  { weight: 14, happen: acts.actQuickly },
  { weight: 9, happen: phoneFaults.changeWeather },
  { weight: 5, happen: hubFaults.crashHub },
  { weight: 2, happen: hubFaults.fillHubDisk },
  { weight: 2, happen: phoneFaults.fillPhoneDisk },
  { weight: 8, happen: phoneFaults.killAndReopen },
  { weight: 4, happen: phoneFaults.openTab },
  { weight: 3, happen: phoneFaults.closeTab },
  { weight: 3, happen: phoneFaults.freezeTab },
  { weight: 2, happen: phoneFaults.wipePhone },
  { weight: 3, happen: phoneFaults.rollBack },
  { weight: 3, happen: phoneFaults.clonePhone },
  { weight: 3, happen: phoneFaults.setClock },
  { weight: 1.5, happen: hubFaults.setHubClock },
  { weight: 5, happen: acts.changeRight },
  { weight: 1, happen: acts.changeModules },
  { weight: 1.5, happen: phoneFaults.spoil },
  { weight: 2, happen: hubFaults.compactSome },
  { weight: 1, happen: acts.restorePlan },
  { weight: 1, happen: acts.endSignIn },
  { weight: 0.5, happen: phoneFaults.losePhone },
  { weight: 1.5, happen: phoneFaults.beAway },
  { weight: 2, happen: acts.makeRun },
  { weight: 4, happen: forge },
  { weight: 6, happen: carrying.handOver },
  { weight: 5, happen: carrying.carry },
  { weight: 3, happen: carrying.leaveWithWork },
  { weight: 2, happen: carrying.decideRescued },
  { weight: 1.5, happen: erasures.erasePerson },
  { weight: 6, where: restores.hasBackups, happen: restores.takeBackup },
  { weight: 20, where: restores.hasBackups, happen: restores.putBack },
]

export async function rage(world: SimWorld, turns: number): Promise<void> {
  const chance = world.chance.apart('chaos')
  const happenings = HAPPENINGS.filter(({ where }) => where?.(world) ?? true)
  const weights = happenings.reduce((sum, { weight }) => sum + weight, 0)
  for (let turn = 0; turn < turns; turn++) {
    let at = chance.next() * weights
    const happening = happenings.find(({ weight }) => {
      at -= weight
      return at < 0
    })
    await happening?.happen(world, chance)
    await world.scheduler.runUntil(world.scheduler.now + pause(chance))
  }
}

const pause = (chance: Chance): number => {
  const kind = chance.whole(0, 99)
  if (kind < 55) return chance.next() * 5
  if (kind < 85) return chance.next() * 1_500
  return chance.next() * 90_000
}
