import type { DocumentChange, Json } from '#documents/change.ts'
import type { RecordedClaim } from '#domain/claims.ts'
import type { PersonId, SessionId } from '#domain/ids.ts'
import type { Day } from '#domain/session.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { LocalText, PersonRow } from './api.ts'
import type { SeatCore } from './core.ts'
import type { SeatDatabase, StoredInvitation } from './seatDatabase.ts'
import { writing, writingPlainly } from './transaction.ts'
import { waiting } from './waiting.ts'

/** One action of a person in plain values, its keys fixed at the tap: the same however often it has to be tried. */
export interface Action {
  id: string
  /** The phone's clock at the tap. */
  at: number
  /** Who may do what, before the changes that may depend on it. */
  commands: CommandBody[]
  changes: DocumentChange[]
  /** The code that the commands ask for. */
  invitation?: StoredInvitation
  /** Progress that stays on this device. */
  kept?: [key: string, value: Json][]
  /** What a register shows of it while it is not on disk. */
  shown: {
    session: SessionId
    claims: RecordedClaim[]
    persons: PersonRow[]
    roster: PersonId[]
    notes: [key: string, text: string][]
    /** For the list of changes. */
    title: LocalText
    day: Day
    itemTitle: string | null
    names: ReadonlyMap<PersonId, string>
  } | null
}

/** Saves an action: updates, outbox, heads and read model in one strict transaction.
 *  Gives the numbers of what it put into the outbox. */
export async function writeAction(core: SeatCore, action: Action): Promise<number[]> {
  const { invitation } = action
  const { askInvitation } = invitation ? await import('./invitations.ts') : {}
  const plainly = async (db: SeatDatabase): Promise<number[]> => {
    if (invitation) await askInvitation?.(db, invitation)
    return writePlain(db, action)
  }
  if (action.changes.length === 0) return writingPlainly(core, plainly)
  return writing(core, async (room, db) => {
    const queued: (number | null)[] = await plainly(db)
    for (const change of action.changes) {
      const session = action.shown ? { title: action.shown.title, day: action.shown.day } : undefined
      queued.push(await room.writeChange(core, room, db, change, { at: action.at, session }))
    }
    return queued.filter((n) => n !== null)
  })
}

/** What of an action is no change of a document. */
async function writePlain(db: SeatDatabase, { commands, kept, at }: Action): Promise<number[]> {
  const queued: number[] = []
  for (const command of commands) {
    queued.push(await db.outbox.add({ ...waiting(at), document: '', change: null, command, row: null }))
  }
  if (kept) await db.kept.bulkPut(kept.map(([key, value]) => ({ key, value })))
  return queued
}
