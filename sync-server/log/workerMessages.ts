import type { AccessSnapshot } from '../access/operations.ts'
import type { LogOpenErrorKind } from './LogOpenError.ts'
import type { PackedJobs, PackedResult } from './packing.ts'

/** Between the server's main thread and the thread that writes the log. */
export type ToLogWorker = ({ type: 'jobs' } & PackedJobs) | { type: 'close' }

export type FromLogWorker =
  | { type: 'opened'; identity: { serverId: string; epoch: string }; access: AccessSnapshot }
  | { type: 'refused'; kind: LogOpenErrorKind; detail: string }
  /** Sent after the transaction was fsynced. */
  | ({ type: 'committed' } & PackedResult)
