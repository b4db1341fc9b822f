import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { StoreFailure } from '#store/api.ts'
import { type FailureWords, storeFailureWords } from '../words/failures.ts'

export type StartFailure =
  | StoreFailure
  /** The browser lacks something without which nothing can be kept. */
  | { kind: 'old-browser' }
  /** A part of the app is neither on this phone nor to be had now. */
  | { kind: 'not-loaded' }
  /** A screen broke. */
  | { kind: 'crashed' }

const SAVED_IS_SAFE: MessageDescriptor = msg`Everything saved on this phone is safe.`

export function startFailureWords(failure: StartFailure): FailureWords {
  switch (failure.kind) {
    case 'old-browser':
      return {
        happened: msg`This browser is too old for Teren.`,
        safe: null,
        todo: msg`Update the browser, or open Teren in a newer one: Chrome, Firefox, Edge or Safari.`,
      }
    case 'not-loaded':
      return {
        happened: msg`This part of Teren is not on this phone yet.`,
        safe: SAVED_IS_SAFE,
        todo: msg`It needs the network once. Load again when you have one.`,
      }
    case 'crashed':
      return {
        happened: msg`Something in this page broke.`,
        safe: SAVED_IS_SAFE,
        todo: msg`Load again. If it happens again, tell your coordinator what you did before.`,
      }
    default:
      return storeFailureWords(failure)
  }
}
