import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AppendJob } from '../../sync-server/log/Log.ts'

/** Sixteen letters: an id that can be read in a failing test. */
export const testId = <T extends string>(name: string): T => name.padEnd(16, '0') as T

export const HUB = testId<HubId>('hub')
export const RUN = testId('run')
export const TRAINER = testId<MemberId>('trainer')
export const CLAIMS = documentId.claims(RUN, TRAINER)
export const PLAN = documentId.plan(RUN)

/** Key of a claim in the test's run; `letters` makes it another one. */
export const claimKey = (letters: string, person = testId('person')): string =>
  `${testId('session')}:${person}:${letters.padEnd(11, '_')}`

/** One document on one device, written as the app writes it: an update for each transaction. */
export class HonestDevice {
  readonly doc = new Y.Doc()
  readonly device: DeviceId
  readonly document: string

  constructor(name: string, document: string) {
    this.device = testId<DeviceId>(name)
    this.document = document
  }

  /** Returns the update that sets these keys. */
  set(...entries: [key: string, value: unknown][]): Uint8Array {
    return this.change((map) => {
      for (const [key, value] of entries) map.set(key, value)
    })
  }

  change(how: (map: Y.Map<unknown>) => void): Uint8Array {
    const updates: Uint8Array[] = []
    const keep = (update: Uint8Array) => updates.push(update)
    this.doc.on('update', keep)
    this.doc.transact(() => how(this.doc.getMap('teren')))
    this.doc.off('update', keep)
    return updates[0] ?? new Uint8Array([0, 0])
  }

  /** A push of this update, under a new request id unless one is given. */
  push(update: Uint8Array, given: Partial<AppendJob> = {}): AppendJob {
    return {
      hub: HUB,
      member: TRAINER,
      device: this.device,
      request: new Uint8Array(randomBytes(16)),
      document: this.document,
      update,
      receivedAt: 1_790_000_000_000,
      clockOffsetMs: -5,
      ...given,
    }
  }
}
