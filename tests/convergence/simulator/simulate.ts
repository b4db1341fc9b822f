import { rage } from './chaos.ts'
import { heal } from './heal.ts'
import { judge } from './invariants.ts'
import { hasBackups, takeBackup } from './restores.ts'
import type { NetworkCounts } from './simNetwork.ts'
import { type Beginnings, type Counts, makeBeginnings, SimWorld } from './simWorld.ts'
import { leave } from './virtualGlobals.ts'

export interface Simulated {
  seed: number
  faults: string[]
  counts: Counts &
    NetworkCounts & {
      tornOnPhones: number
      tornAtHub: number
      tornWrites: number
      checks: number
      ledBack: number
      givenBack: number
      diverged: number
      events: number
    }
  /** Of everything that happened, in order. */
  trace: number
  lines: string[]
}

/** A fault put into the finished world, to see that it is found. */
type Plant = (world: SimWorld) => unknown

export interface Planted {
  plant?: Plant
  /** How the judge names it. */
  finds?: string
}

let beginnings: Promise<Beginnings> | null = null

/** What failed in the present world, and nobody listened. */
let unheard: string[] = []
process.on('unhandledRejection', (reason) => {
  unheard.push(`broke: nobody heard of ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`)
})

/** One world from one seed: people work while everything breaks, then everything works again, then it is judged. */
export async function simulate(seed: number, options: { lines?: boolean; plant?: Plant } = {}): Promise<Simulated> {
  // Errors are many, and where they come from takes longer to find out than what they are about.
  Error.stackTraceLimit = options.lines ? 30 : 0
  beginnings ??= makeBeginnings()
  const world = new SimWorld(seed, await beginnings, options.lines)
  let faults: string[]
  unheard = []
  try {
    if (hasBackups(world)) takeBackup(world)
    await world.begin()
    await rage(world, world.isBig ? world.chance.whole(20, 60) : world.chance.whole(5, 12))
    await heal(world)
    await options.plant?.(world)
    faults = [...judge(world), ...unheard]
  } catch (error) {
    faults = [`broke: ${error instanceof Error ? error.stack : String(error)}`]
  } finally {
    for (const phone of world.phones) phone.kill(false)
    world.hub.crash()
    leave()
    world.hub.disk.close()
  }
  return {
    seed,
    faults,
    counts: {
      ...world.counts,
      ...world.network.counts,
      tornOnPhones: world.phones.reduce((sum, { disk }) => sum + disk.torn, 0),
      tornAtHub: world.hub.torn,
      tornWrites: world.hub.disk.torn,
      checks: world.hub.checks,
      ledBack: world.hub.ledBack,
      givenBack: world.hub.givenBack,
      diverged: world.phones.reduce((sum, { diverged }) => sum + diverged, 0),
      events: world.scheduler.count,
    },
    trace: world.trace,
    lines: world.traceLines,
  }
}
