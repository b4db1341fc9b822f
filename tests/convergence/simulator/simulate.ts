import { heal, rage } from './chaos.ts'
import { judge } from './invariants.ts'
import { type Counts, SimWorld } from './simWorld.ts'
import { leave } from './virtualGlobals.ts'

export interface Simulated {
  seed: number
  faults: string[]
  counts: Counts & { opened: number; broken: number; doubled: number; lost: number; late: number; events: number }
  /** Of everything that happened, in order. */
  trace: number
  lines: string[]
}

/** A fault put into the finished world, to see that it is found. */
export type Plant = (world: SimWorld) => void

/** One world from one seed: people work while everything breaks, then everything works again, then it is judged. */
export async function simulate(seed: number, options: { lines?: boolean; plant?: Plant } = {}): Promise<Simulated> {
  const world = new SimWorld(seed, options.lines)
  let faults: string[]
  try {
    const { coordinator, trainers } = world.people
    for (const person of [coordinator, ...trainers]) await world.addPhone(person)
    // One of them uses two phones.
    const [first] = trainers
    if (first && world.chance.percent(50)) await world.addPhone(first)
    await world.scheduler.runUntil(world.scheduler.now + 8_000)
    await rage(world, world.chance.whole(20, 70))
    await heal(world)
    options.plant?.(world)
    faults = await judge(world)
  } catch (error) {
    faults = [`broke: ${error instanceof Error ? error.stack : String(error)}`]
  } finally {
    for (const phone of world.phones) phone.kill(false)
    world.hub.crash()
    leave()
    world.hub.db.close()
  }
  return {
    seed,
    faults,
    counts: { ...world.counts, ...world.network.counts, events: world.scheduler.count },
    trace: world.trace,
    lines: world.traceLines,
  }
}
