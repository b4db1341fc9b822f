import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import type { Signature, Signed } from '#domain/signatures/signatures.ts'
import type { Live, Saved } from './api.ts'

/** Signatures on the glass. Loaded when first asked for. */

export interface SignatureRow extends Signature {
  /** Recorded by this member, who may take it back. */
  isOwn: boolean
  /** On screen and not on disk. */
  isUnsaved: boolean
}

export interface Signatures {
  /** Those that stand, in the order in which they were given. Missing where this device does not have the run. */
  ofRun(run: RunId): Live<SignatureRow[]>
  sign(run: RunId, session: SessionId, person: PersonId, signed: Signed): Saved
  /** Takes back what this member recorded. */
  takeBack(run: RunId, signature: Pick<Signature, 'key' | 'session' | 'person'>): Saved
}
