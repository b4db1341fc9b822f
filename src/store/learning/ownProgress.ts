import { readClassPublic } from '#documents/classProjections.ts'
import type { ProgressOf } from '#documents/progress.ts'
import type { PersonId, RunId } from '#domain/ids.ts'
import { documentId, type Scope } from '#protocol/documentIds.ts'
import type { SeatInfo } from '../api.ts'
import { feedState } from '../feedState.ts'
import type { SeatDatabase } from '../seatDatabase.ts'

/** Where this member's own progress is kept: in each of their runs; for whoever takes part in none, on this device. */
export interface OwnPlaces {
  /** Of every run, since what was read in one is read; and what is theirs alone. */
  documents: string[]
  /** Where what is read now is written: into the newest run. null: on this device alone. */
  current: ProgressOf | null
}

const ON_THIS_DEVICE: OwnPlaces = { documents: [], current: null }

export async function ownPlaces(db: SeatDatabase, { role }: SeatInfo): Promise<OwnPlaces> {
  // Staff may read everybody's progress in their runs, and none of it is theirs.
  if (role !== 'participant') return ON_THIS_DEVICE
  const scopes = (await feedState(db)).scopes ?? []
  const parts = scopes.flatMap(partOf)
  const last = await Promise.all(parts.map(({ run }) => lastDay(db, run)))
  const newest = parts.reduce<number | null>((best, _, at) => {
    return best === null || (last[at] ?? '') >= (last[best] ?? '') ? at : best
  }, null)
  return {
    documents: [
      ...parts.map(({ run, person }) => documentId.progress(run, person)),
      ...new Set(parts.map(({ person }) => documentId.private(person))),
    ],
    current: newest === null ? null : (parts[newest] ?? null),
  }
}

function partOf(scope: Scope): ProgressOf[] {
  const [kind, run, person] = scope.split(':')
  return kind === 'part' && run && person ? [{ run: run as RunId, person: person as PersonId }] : []
}

/** The day of a run's last session, as the class may know it; '' while that has not come. */
async function lastDay(db: SeatDatabase, run: RunId): Promise<string> {
  const row = await db.projections.get(documentId.classPublic(run))
  const sessions = (row && readClassPublic(row.bytes)?.sessions) ?? []
  return sessions.reduce((latest, { facts }) => (facts.date > latest ? facts.date : latest), '')
}
