import type { HubId } from '#domain/ids.ts'
import { invariant } from '#domain/result.ts'
import { parseDocumentId, type Scope } from '#protocol/documentIds.ts'
import type { AppendJob, Committed, CommittedRow } from './Log.ts'
import type { CommitResult, LogAnswer, LogJob } from './SqliteLog.ts'

/** What passes between the server's main thread and the one that writes, told so that little of it is copied. An array of
 *  bytes by itself costs more to hand over than a commit does to write it: those of all updates go in one, which changes
 *  hands. What the main thread knows from having asked is not told back. */

export interface Entry {
  id: number
  job: LogJob
}

type PackedAppend = [
  id: number,
  ...of: [AppendJob['hub'], AppendJob['member'], AppendJob['device'], document: string],
  receivedAt: number,
  clockOffsetMs: number,
  refusal: NonNullable<AppendJob['refusal']> | null,
  requestLength: number,
  updateLength: number,
]

export interface PackedJobs {
  /** In their order. */
  jobs: (PackedAppend | Entry)[]
  /** Of all appended ones, request and update by turns. */
  bytes: Uint8Array<ArrayBuffer>
}

export function packJobs(entries: readonly Entry[]): PackedJobs {
  const parts: Uint8Array[] = []
  const jobs = entries.map((entry) => {
    if (entry.job.kind !== 'append') return entry
    const { hub, member, device, document, receivedAt, clockOffsetMs, refusal, request, update } = entry.job.job
    parts.push(request, update)
    const lengths: [number, number] = [request.length, update.length]
    const packed: PackedAppend = [
      ...[entry.id, hub, member, device, document, receivedAt, clockOffsetMs, refusal ?? null],
      ...lengths,
    ] as PackedAppend
    return packed
  })
  return { jobs, bytes: joined(parts) }
}

export function unpackJobs({ jobs, bytes }: PackedJobs): Entry[] {
  let at = 0
  const next = (length: number) => {
    at += length
    return bytes.subarray(at - length, at)
  }
  return jobs.map((packed) => {
    if (!Array.isArray(packed)) return packed
    const [id, hub, member, device, document, receivedAt, clockOffsetMs, refusal, requestLength, updateLength] = packed
    const [request, update] = [next(requestLength), next(updateLength)]
    const job = { hub, member, device, document, receivedAt, clockOffsetMs, refusal, request, update }
    return { id, job: { kind: 'append', job } }
  })
}

/** Every tag is as long. */
const TAG_BYTES = 16

export interface PackedResult {
  /** Of jobs that made no row, or were no appending. */
  answers: [id: number, answer: LogAnswer][]
  committed: {
    /** A number stands for the row that this job made. */
    rows: (number | CommittedRow)[]
    access: Committed['access']
  } | null
  /** Sequences of the rows of numbers, in their order, and their tags. */
  sequences: number[]
  tags: Uint8Array<ArrayBuffer>
}

export function packResult(entries: readonly Entry[], { answers, committed }: CommitResult): PackedResult {
  const asked = new Map<Uint8Array, number>()
  for (const { id, job } of entries) if (job.kind === 'append') asked.set(job.job.update, id)
  const sequences: number[] = []
  const tags: Uint8Array[] = []
  const told = new Set<number>()
  const rows = (committed?.rows ?? []).map((row) => {
    const id = asked.get(row.bytes)
    if (id === undefined || row.tag.length !== TAG_BYTES) return row
    sequences.push(row.sequence)
    tags.push(row.tag)
    told.add(id)
    return id
  })
  const others = entries
    .map(({ id }, at): [number, LogAnswer] => [id, answers[at] as LogAnswer])
    .filter(([id]) => !told.has(id))
  return {
    answers: others,
    committed: committed && { rows, access: committed.access },
    sequences,
    tags: joined(tags),
  }
}

/** `jobOf`: what was asked under this number. */
export function unpackResult(
  { answers, committed, sequences, tags }: PackedResult,
  epoch: string,
  jobOf: (id: number) => LogJob | undefined,
): { answers: [id: number, answer: LogAnswer][]; committed: Committed | null } {
  let at = 0
  const all = [...answers]
  const row = (told: number | CommittedRow): CommittedRow => {
    if (typeof told !== 'number') return told
    const asked = jobOf(told)
    invariant(asked?.kind === 'append', 'the log tells of what was asked')
    const sequence = sequences[at] ?? 0
    // A copy: it is kept for as long as the row.
    const tag = tags.slice(at * TAG_BYTES, ++at * TAG_BYTES)
    const { receivedAt } = asked.job
    all.push([told, { ok: true, sequence, receivedAt, tag }])
    return rowOf(asked.job, { sequence, tag, epoch })
  }
  return { committed: committed && { rows: committed.rows.map(row), access: committed.access }, answers: all }
}

/** The row that an update became. */
function rowOf(job: AppendJob, made: Pick<CommittedRow, 'sequence' | 'tag' | 'epoch'>): CommittedRow {
  const { hub, request, document, member, device, receivedAt, clockOffsetMs, update } = job
  const scope: Scope = parseDocumentId(document)?.scope ?? ''
  return {
    ...{ kind: 'update', hub: hub as HubId, scope, request, document, member, device, receivedAt, clockOffsetMs },
    ...{ ...made, part: 0, parts: 1, bytes: update },
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
