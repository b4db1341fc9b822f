/** Anything that JSON can hold. Values in documents are small and plain; a key is one fact. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A change to one document in plain values: kept in the outbox beside the bytes, so that it can be applied again
 *  under another client id after a refusal. Every document is one flat root map (`ROOT`). */
export interface DocumentChange {
  document: string
  /** Key and new value. In an insert-only document a key that stands already is left as it is. */
  entries: [key: string, value: Json][]
}

/** The one root map of every Yjs document. */
export const ROOT = 'teren'
