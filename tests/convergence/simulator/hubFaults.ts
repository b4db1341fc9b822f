import { documentId } from '#protocol/documentIds.ts'
import { compact } from '../../../sync-server/views/compacting.ts'
import { documentRowsOf } from '../../../sync-server/views/documentRows.ts'
import { act } from './acts.ts'
import type { Chance } from './chance.ts'
import { type SimWorld, YEAR_MS } from './simWorld.ts'

/** What happens to the server. */

export async function crashHub(world: SimWorld, chance: Chance): Promise<void> {
  if (!world.hub.log) return
  const inCommit = chance.percent(60)
  if (inCommit && world.hub.disk.isFile) {
    // The last write is torn where it is on the disk and nobody was told: somebody writes just then.
    act(world, chance)
    await world.scheduler.runUntil(world.scheduler.now + 3_000, () => world.hub.disk.isUnsaid)
  } else if (inCommit) {
    await world.scheduler.runUntil(world.scheduler.now + 500, () => world.hub.log?.isCommitting === true)
    await world.scheduler.runUntil(world.scheduler.now + chance.next() * 14)
  }
  world.note('hub crashes')
  world.counts.hubCrashes++
  world.hub.crash()
  world.network.hubEnded()
  if (chance.percent(30)) leaveUnknown(world, chance)
  world.scheduler.after(chance.whole(0, 20_000), () => world.hub.start(), null)
}

/** A later build of the hub wrote what the phones' build does not know; then this one was put back. */
function leaveUnknown(world: SimWorld, chance: Chance): void {
  const { hub, hubId, run, people } = world
  const { member } = chance.pick(people.trainers)
  const document = `run/${run}/tomorrow/${chance.whole(1, 2)}`
  const bytes = chance.bytes(chance.whole(0, 80))
  world.note(`${document} of ${bytes.length} bytes`)
  world.counts.unknownKinds++
  hub.leaveUnknown({ hub: hubId, scope: `run:${run}`, document, member, device: 'AAAAAAAAAAAAAAAA', bytes })
}

/** One row stands for many from now on, for whoever has not read them. */
export async function compactSome(world: SimWorld, chance: Chance): Promise<void> {
  const { hub, hubId, run } = world
  const document = chance.pick([documentId.plan(run), documentId.plan(run), documentId.review(run)])
  const name = { hub: hubId, scope: `run:${run}`, document }
  const rows = documentRowsOf(hub.db).standing(name)
  const made = compact(rows.slice(0, chance.whole(2, Math.max(2, rows.length))))
  if (!made || !hub.log) return
  world.note(`${document} is made shorter by ${made.rows} rows`)
  const done = hub.log.compact({ ...name, ...made, at: hub.clock() })
  void done.then(({ ok }) => {
    if (ok) world.counts.compacted++
  })
}

/** The server's clock is set, perhaps by years: answers it remembers are suddenly old. */
export function setHubClock(world: SimWorld, chance: Chance): void {
  world.counts.hubClockJumps++
  world.hub.clockOffsetMs = chance.pick([-3 * YEAR_MS, -600_000, -1_000, 0, 2_000, 3_600_000, YEAR_MS])
  world.note(`hub clock ${world.hub.clockOffsetMs}`)
}

export function fillHubDisk(world: SimWorld, chance: Chance): void {
  world.note('hub disk full')
  world.counts.fullDisks++
  world.hub.faults.full = true
  world.scheduler.after(
    chance.whole(10, 30_000),
    () => {
      world.hub.faults.full = false
    },
    null,
  )
}
