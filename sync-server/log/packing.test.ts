import { describe, expect, test } from 'vitest'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AppendJob, CommittedRow } from './Log.ts'
import { type Entry, packJobs, packResult, unpackJobs, unpackResult } from './packing.ts'

const id = (letter: string) => letter.repeat(16)
const append = (at: number, more: Partial<AppendJob> = {}): Entry => {
  const job: AppendJob = {
    ...{ hub: id('h') as HubId, member: id('m') as MemberId, device: id('d') as DeviceId },
    ...{ document: documentId.hub(), request: new Uint8Array(16).fill(at), update: new Uint8Array([at, at, at]) },
    ...{ receivedAt: 1_000 + at, clockOffsetMs: -at, refusal: null },
  }
  return { id: at, job: { kind: 'append', job: { ...job, ...more } } }
}
const quarantine = (at: number): Entry => {
  const of = { hub: id('h') as HubId, member: id('m') as MemberId, device: id('d') as DeviceId }
  const what = { document: documentId.hub(), request: new Uint8Array(16), update: new Uint8Array([9]) }
  return { id: at, job: { kind: 'quarantine', job: { ...of, ...what, receivedAt: 1, why: 'a test' } } }
}
/** As it is on the other side. */
const over = <T>(message: T): T => structuredClone(message)

const jobs = [
  append(1),
  quarantine(2),
  append(3, { update: new Uint8Array(0), refusal: { code: 'ended', detail: 'a test' } }),
  append(4, { request: new Uint8Array(3) }),
]

describe('what passes between the threads', () => {
  test('jobs arrive as they were sent, in their order, also empty and malformed ones', () => {
    expect(unpackJobs(over(packJobs(jobs)))).toEqual(jobs)
    expect(unpackJobs(over(packJobs([])))).toEqual([])
  })

  test('PU6 each job gets its own answer, and each row is told as it stands, in the order of the commit', () => {
    const there = unpackJobs(over(packJobs(jobs)))
    const rowOf = (entry: Entry | undefined, sequence: number): CommittedRow => {
      if (entry?.job.kind !== 'append') throw new Error('no append')
      const { update, refusal: _, ...job } = entry.job.job
      const tag = new Uint8Array(16).fill(sequence)
      const more = { kind: 'update', scope: 'all', epoch: 'e', part: 0, parts: 1 } as const
      return { ...job, ...more, sequence, tag, bytes: update }
    }
    const projection: CommittedRow = {
      ...rowOf(there[0], 8),
      kind: 'projection',
      request: null,
      bytes: new Uint8Array(2),
    }
    const rows = [rowOf(there[3], 7), projection, rowOf(there[0], 9)]
    const answerOf = ({ sequence, receivedAt, tag }: CommittedRow) => ({ ok: true as const, sequence, receivedAt, tag })
    const [last, , first] = rows as [CommittedRow, CommittedRow, CommittedRow]
    const refused = { ok: false as const, code: 'ended' as const, detail: 'a test' }
    const answers = [answerOf(first), { ok: true as const }, refused, answerOf(last)]

    const packed = over(packResult(there, { answers, committed: { rows, access: null } }))
    const told = unpackResult(packed, 'e', (asked) => jobs.find((job) => job.id === asked)?.job)
    expect(told.committed).toEqual({ rows, access: null })
    expect(new Map(told.answers)).toEqual(new Map(jobs.map((job, at) => [job.id, answers[at]])))
  })

  test('a commit that wrote nothing is told as such', () => {
    const answers = jobs.map(() => ({ ok: false as const, code: 'disk-full' as const, detail: 'full' }))
    const told = unpackResult(over(packResult(jobs, { answers, committed: null })), 'e', () => undefined)
    expect(told.committed).toBeNull()
    expect(told.answers).toEqual(jobs.map((job, at) => [job.id, answers[at]]))
  })
})
