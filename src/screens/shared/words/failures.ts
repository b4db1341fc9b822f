import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { unreachable } from '#domain/result.ts'
import type { ChangeItem, StoreFailure } from '#store/api.ts'
import type { SignInRefusal } from '../services.ts'

/** The one place where kinds of failure become words: what happened, what is safe, what to do, in that order. */
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

type RefusalCode = NonNullable<ChangeItem['refusal']>

/** Why the hub refused a change, and what its owner can do about it. The change is kept on the phone. */
export function refusalWords(code: RefusalCode): FailureWords {
  const safe = msg`It is kept on this phone.`
  switch (code) {
    case 'malformed':
      return {
        happened: msg`The hub could not read this change.`,
        safe,
        todo: msg`Take the newest version of Teren, then send it again.`,
      }
    case 'too-large':
      return {
        happened: msg`This change is too large for the hub.`,
        safe,
        todo: msg`Record it again in smaller parts, then discard this one.`,
      }
    case 'unknown-document':
      return {
        happened: msg`The hub does not know where this change belongs.`,
        safe,
        todo: msg`Take the newest version of Teren, then send it again.`,
      }
    case 'no-right':
      return {
        happened: msg`You are not allowed to record here.`,
        safe,
        todo: msg`Ask your coordinator to give you the programme, then send it again.`,
      }
    case 'insert-only':
      return {
        happened: msg`This change would have overwritten an earlier record.`,
        safe,
        todo: msg`Open the session, record it again, then discard this one.`,
      }
    case 'key-taken':
      return {
        happened: msg`The hub already has another record under the same number.`,
        safe,
        todo: msg`Open the session and look whether the record is right. Then discard this one.`,
      }
    case 'needs':
      return {
        happened: msg`The hub is missing an earlier change of this phone.`,
        safe,
        todo: msg`Teren puts this in order by itself. If it stays here, send it again.`,
      }
    case 'fork':
      return {
        happened: msg`Another copy of this phone’s data has already sent changes.`,
        safe,
        todo: msg`Teren puts this in order by itself. If it stays here, send it again.`,
      }
    case 'ended':
      return {
        happened: msg`The hub has ended your sign-in on this phone.`,
        safe,
        todo: msg`Ask your coordinator for a new sign-in link.`,
      }
    case 'not-possible':
      return {
        happened: msg`The hub cannot do this any more, because something else has changed.`,
        safe,
        todo: msg`Look at it again, then discard this change.`,
      }
    case 'disk-full':
      return {
        happened: msg`The hub’s computer has no room left.`,
        safe,
        todo: msg`Tell your coordinator. It will be sent by itself when there is room.`,
      }
    case 'slow-down':
      return {
        happened: msg`Too many changes arrived at the hub at once.`,
        safe,
        todo: msg`Nothing to do: it will be sent by itself.`,
      }
    case 'failed':
      return {
        happened: msg`Something went wrong at the hub.`,
        safe,
        todo: msg`Nothing to do: it will be sent again by itself.`,
      }
    default:
      return unreachable(code)
  }
}

/** Why signing in did not work. Nothing typed is lost by any of these. */
export function signInRefusalWords(refusal: SignInRefusal): FailureWords {
  switch (refusal) {
    case 'not-a-code':
      return {
        happened: msg`This is not a sign-in code.`,
        safe: null,
        todo: msg`A code has 8 letters and numbers, like K7QM-2PXR. Look at it again.`,
      }
    case 'unknown-code':
      return {
        happened: msg`The hub does not know this code.`,
        safe: null,
        todo: msg`Check each letter. If it is right, ask your coordinator for a new code.`,
      }
    case 'used':
      return {
        happened: msg`This code was already used.`,
        safe: msg`Each code works once. If the network broke while you signed in, it was used then.`,
        todo: msg`Ask your coordinator for a new code.`,
      }
    case 'expired':
      return {
        happened: msg`This code is too old.`,
        safe: null,
        todo: msg`Ask your coordinator for a new code.`,
      }
    case 'not-a-name':
      return {
        happened: msg`The hub cannot take one of the names.`,
        safe: msg`Your code was not used.`,
        todo: msg`Type both names again by hand.`,
      }
    case 'other-server':
      return {
        happened: msg`This link belongs to another hub’s Teren.`,
        safe: msg`The code was not used.`,
        todo: msg`Open the link itself in the browser, or ask your coordinator for a link for this address.`,
      }
    case 'too-many-tries':
      return {
        happened: msg`There were too many wrong codes from here.`,
        safe: msg`Your code was not used.`,
        todo: msg`Wait an hour, then try again with the right code.`,
      }
    case 'unreachable':
      return {
        happened: msg`The hub did not answer.`,
        safe: msg`Your code stays here.`,
        todo: msg`Signing in needs a network once. Try again when you have one.`,
      }
    case 'failed':
      return {
        happened: msg`Something went wrong at the hub.`,
        safe: msg`Your code stays here.`,
        todo: msg`Try again in a few minutes.`,
      }
    default:
      return unreachable(refusal)
  }
}

/** Why a hub was not set up: there is no coordinator yet to send anybody to. */
export function setUpRefusalWords(refusal: SignInRefusal): FailureWords {
  switch (refusal) {
    case 'not-a-code':
      return {
        happened: msg`This is not a whole set-up link.`,
        safe: null,
        todo: msg`Open the link exactly as the server printed it.`,
      }
    case 'unknown-code':
    case 'other-server':
      return {
        happened: msg`The server does not know this link.`,
        safe: null,
        todo: msg`Each start of the server prints a new link. Open the last one.`,
      }
    case 'used':
      return {
        happened: msg`A hub is already set up here.`,
        safe: msg`If the network broke while you did it, the hub is yours.`,
        todo: msg`For a sign-in link, run this on the server: npm run teren -- invite`,
      }
    case 'expired':
      return {
        happened: msg`This link is too old.`,
        safe: null,
        todo: msg`Start the server again: it prints a new one.`,
      }
    default:
      return signInRefusalWords(refusal)
  }
}
