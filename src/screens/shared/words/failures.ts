import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { unreachable } from '#domain/result.ts'
import type { StoreFailure } from '#store/api.ts'

/** Kinds of failure become words here and beside: what happened, what is safe, what to do, in that order. */
export interface FailureWords {
  happened: MessageDescriptor
  /** null where nothing was at stake. */
  safe: MessageDescriptor | null
  todo: MessageDescriptor
}

/** Why this phone could not keep something. */
export function storeFailureWords(failure: StoreFailure): FailureWords {
  switch (failure.kind) {
    case 'storage-full':
      return {
        happened: msg`There is no room left on this phone.`,
        safe: msg`What was saved before is safe. What is marked as not saved is still on the screen.`,
        todo: msg`Delete some photos or apps, then try again. Do not close this page before.`,
      }
    case 'store-lost':
      return {
        happened: msg`The browser has deleted what Teren kept on this phone.`,
        safe: msg`What the hub had received is safe at the hub.`,
        todo: msg`Write down what is marked as not saved. Then close this page and open it again.`,
      }
    case 'storage-refused':
      return {
        happened: msg`The browser does not let Teren keep anything on this phone.`,
        safe: null,
        todo: msg`Open Teren in a normal window, not a private one, and allow it to keep data.`,
      }
    case 'newer-version':
      return {
        happened: msg`A newer version of Teren is open in another window.`,
        safe: msg`Everything saved is safe.`,
        todo: msg`Load this page again to go on.`,
      }
    case 'failed':
      return {
        happened: msg`Saving did not work.`,
        safe: msg`What was saved before is safe. What is marked as not saved is still on the screen.`,
        todo: msg`Try again. If it happens again, close Teren and open it again.`,
      }
    default:
      return unreachable(failure)
  }
}
