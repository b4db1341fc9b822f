import { fail, ok } from '#domain/result.ts'
import type { Drafts } from '#screens/shared/drafts.ts'
import type { Services } from '#screens/shared/services.ts'
import { draftName } from '#screens/shared/useDraft.ts'
import type { Device } from '#store/api.ts'
import type { SyncPort } from '#store/syncPort.ts'
import type { StartedSync } from './startSync.ts'

export interface SignOutDependencies {
  device: Device
  port: Pick<SyncPort, 'seats'>
  sync: () => Promise<StartedSync | null>
  /** What is half typed, and how lists are liked: of whoever signs out nothing stays. */
  kept: Drafts[]
}

/** How long signing out waits for the hub to receive what is left. */
const DRAIN_WITHIN_MS = 10_000

export async function signOut(
  { device, port, sync, kept }: SignOutDependencies,
  member: Parameters<Services['signOut']>[0],
): ReturnType<Services['signOut']> {
  const seat = port.seats.peek().find((one) => one.member === member)
  if (!seat) return ok(undefined)
  // The hub must not end a sign-in whose work is not even on disk, whoever is on screen.
  const unsaved = device.saving.peek().find((one) => one.member === member)?.saving.unsaved ?? 0
  if (unsaved > 0) return fail({ kind: 'unsent', changes: unsaved })
  const started = await sync()
  if (!started) return fail({ kind: 'unreachable' })
  started.sendNow()
  const ended = await started.signOut(member, seat.waiting, DRAIN_WITHIN_MS)
  if (!ended.ok) return ended
  for (const one of kept) one.forget(draftName(member, ['']))
  return device.removeSeat(member)
}
