import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import type { Scope } from '#protocol/documentIds.ts'
import type { Restoring } from '../access/operations.ts'
import type { StatesAsked, StatesFound } from './documentStates.ts'
import type { SaidAgain } from './saidAgain.ts'

/** What the decoding thread is asked, one question at a time. Nothing of it is written there. */
export interface Questions {
  /** Takes an update up as every reader will, on top of what the document holds, with what else came from the device
   *  after a sequence. Answers how much processor time these took, ms. */
  taste: { asked: DocumentName & { update: Uint8Array; device: DeviceId; since: number }; answer: number }
  /** What leads a document back to a moment; null: it holds just that. */
  restore: { asked: DocumentName & Moment; answer: Restoring | null }
  /** What an update says that its document does not hold yet. */
  saidAgain: { asked: DocumentName & { update: Uint8Array }; answer: SaidAgain }
  /** What some documents of a scope hold. */
  states: { asked: StatesAsked; answer: StatesFound }
  /** Documents of a hub that many old rows make up. */
  findLong: { asked: { hub: HubId; before: number; rows: number }; answer: DocumentName[] }
  /** One row in the place of a document's rows that came before a time; null: nothing is gained. */
  compact: { asked: DocumentName & { before: number }; answer: Compacted | null }
}
export type Topic = keyof Questions

export interface DocumentName {
  hub: HubId
  scope: Scope
  document: string
}

export interface Moment {
  /** ms UTC of the server's clock. */
  at: number
  /** Whose changes since then are taken back, where nobody else changed the same after; null: everybody's. */
  by: MemberId | null
}

export interface Compacted {
  bytes: Uint8Array
  /** Sequence of the last row in it. */
  upto: number
  /** How many rows it stands for. */
  rows: number
}

export type ToDecodeWorker = { [T in Topic]: { id: number; topic: T; asked: Questions[T]['asked'] } }[Topic]

export interface FromDecodeWorker {
  id: number
  /** null: it begins. Otherwise the answer to its question; the error is no text of a document. */
  result: { ok: true; answer: Questions[Topic]['answer'] } | { ok: false; error: string } | null
}
