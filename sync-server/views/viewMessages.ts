import type { HubId } from '#domain/ids.ts'
import type { Made, Target } from './backlog.ts'

/** Between the server's main thread and the thread that makes views. */
export type ToViewsWorker =
  /** Something may be new in these hubs. */
  | { type: 'news'; hubs: HubId[] }
  /** Answer to `made`; false: the log did not take it, and it is to be made again. */
  | { type: 'written'; ok: boolean }
  | { type: 'close' }

export type FromViewsWorker =
  | { type: 'made'; job: Made['job'] }
  /** What it is about to make, so that it is known if making it ends the thread. */
  | { type: 'starts'; target: Target }
  /** It makes nothing now. */
  | { type: 'rests' }
  | { type: 'failed'; target: Target; error: string }
  | { type: 'unreadable'; hub: HubId; document: string; sequence: number }

export interface ViewsWorkerData {
  /** The log's database. */
  file: string
  /** Names of targets that are not to be made. */
  skipped: string[]
}
