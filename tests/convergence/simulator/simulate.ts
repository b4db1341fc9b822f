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

/** One world from one seed: people work while everything breaks, then everything works again, then it is judged. */
export async function simulate(seed: number, options: { lines?: boolean } = {}): Promise<Simulated> {
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
    if (process.env.SIM_DEBUG) for (const phone of world.phones) console.log(phone.disk.describe())
    if (process.env.SIM_DEBUG) for (const phone of world.phones) for (const tab of phone.tabs) console.log(tab.owner.name, tab.owner.alive, tab.owner.held?.length, JSON.stringify(world.seatOf(tab)?.connection.peek()), JSON.stringify(world.seatOf(tab)?.saving.peek()), world.seatOf(tab)?.info.peek().state)
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
