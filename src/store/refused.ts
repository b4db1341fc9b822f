import type { SeatCore } from './core.ts'
import { writing, writingPlainly } from './transaction.ts'

/** A refused change is stated again as it was, under its own keys, behind whatever was stated since. */
export const retryRefused = (core: SeatCore, n: number): Promise<void> =>
  writing(core, async (room, db) => {
    const entry = await db.outbox.get(n)
    if (entry?.state !== 'refused') return
    await db.outbox.delete(n)
    if (entry.change) {
      await room.writeChange(core, room, db, entry.change, { at: entry.at, session: entry.session, alone: true })
      return
    }
    const { n: _, ...rest } = entry
    await db.outbox.add({ ...rest, state: 'waiting', refusal: null, request: null, tries: 0 })
  })

/** Its owner has read why, and lets it go. */
export const discardRefused = (core: SeatCore, n: number): Promise<void> =>
  writingPlainly(core, async (db) => {
    if ((await db.outbox.get(n))?.state === 'refused') await db.outbox.delete(n)
  })
