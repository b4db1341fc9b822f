import type { ReadonlySignal } from '@preact/signals'
import type { MemberId } from '#domain/ids.ts'
import type { Result } from '#domain/result.ts'
import type { Services } from '#screens/shared/services.ts'
import type { SeatInfo } from '#store/api.ts'
import type { SyncPort } from '#store/syncPort.ts'
import { version } from '../../package.json'

/** The app's only way to `sync`. Without that room the app builds and runs, and nothing is sent. */
export interface StartedSync {
  sendNow(): void
  lookUp: Services['lookUpInvitation']
  redeem: Services['redeem']
  setUp: Services['setUp']
  bringIn: Services['bringIn']
  hubState: Services['hubState']
  /** Who is signed in on this device, by its cookie alone: for one that lost everything else. */
  comeBack(): Promise<Result<SeatInfo[], 'unreachable'>>
  signOut(
    member: MemberId,
    waiting: ReadonlySignal<number>,
    deadlineMs: number,
  ): Promise<Result<void, { kind: 'unsent'; changes: number } | { kind: 'unreachable' }>>
}

interface SyncRoom {
  startSyncInBrowser(port: SyncPort, build: string): StartedSync
}

// A glob, not an import: it matches nothing where the room is gone.
const rooms = import.meta.glob<SyncRoom>('../sync/inBrowser.ts')

/** Null where there is no sync, or its chunk cannot be had now. */
export async function startSync(port: SyncPort): Promise<StartedSync | null> {
  const load = rooms['../sync/inBrowser.ts']
  if (!load) return null
  try {
    return (await load()).startSyncInBrowser(port, version)
  } catch (error) {
    reportError(error)
    return null
  }
}
