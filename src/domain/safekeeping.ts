import type { DeviceId, MemberId } from './ids.ts'
import type { Role } from './roles.ts'

/** What a coordinator is told of backups, and of a hub that was put back from one. Times are ms UTC. */
export interface SafekeepingReport {
  backups: {
    /** null: the server takes none by itself. */
    everyMs: number | null
    /** What the last one failed of, for whoever runs the server. */
    failure: string | null
    /** null: none was taken. */
    lastAt: number | null
    count: number
  }
  /** null: this hub was never put back from a backup. */
  restored: {
    /** When the backup was taken. */
    takenAt: number
    beganAt: number
    /** null: nobody reads before a coordinator has said which phones go on. */
    confirmedAt: number | null
    /** Changes that stand again because phones gave them back. */
    taken: number
    /** Changes that could not be put in any more, and are kept apart. */
    apart: number
    phones: RestoredPhone[]
  } | null
}

export interface RestoredPhone {
  member: MemberId
  device: DeviceId
  name: string
  role: Role
  label: string
  since: number
  /** The one that asks. */
  isHere: boolean
  /** null: has not come since. */
  heardAt: number | null
  taken: number
  /** So many are still to come from it. */
  left: number
}

/** Why nothing is told. */
export type SafekeepingRefusal = 'unreachable' | 'signed-out' | 'no-right' | 'failed'

/** failed: the last one. none: never one, and none will be. due: the first will be taken soon. late: none followed for
 *  long. by-hand: fresh, and whoever runs the server takes them. */
export type BackupStanding = 'failed' | 'none' | 'due' | 'late' | 'by-hand' | 'taken'

const DAY_MS = 24 * 3600 * 1000
/** One that failed may be made up for by the next. */
const late = (everyMs: number | null) => 2 * Math.max(everyMs ?? 0, DAY_MS)

/** The one judgement of backups: the first thing that somebody should see to. `at`: by the hub's clock. */
export function backupStanding(
  { everyMs, hasFailed, lastAt }: { everyMs: number | null; hasFailed: boolean; lastAt: number | null },
  at: number,
): BackupStanding {
  if (hasFailed) return 'failed'
  if (lastAt === null) return everyMs === null ? 'none' : 'due'
  if (at - lastAt > late(everyMs)) return 'late'
  return everyMs === null ? 'by-hand' : 'taken'
}
