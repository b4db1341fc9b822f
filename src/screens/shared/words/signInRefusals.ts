import { msg } from '@lingui/core/macro'
import { unreachable } from '#domain/result.ts'
import type { SignInRefusal } from '../services.ts'
import type { FailureWords } from './failures.ts'

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
        todo: msg`Check each letter. If it is right, ask whoever gave it to you for a new one.`,
      }
    case 'used':
      return {
        happened: msg`This code was already used.`,
        safe: msg`Each code works once. If the network broke while you signed in, it was used then.`,
        todo: msg`Ask whoever gave it to you for a new one.`,
      }
    case 'expired':
      return {
        happened: msg`This code is too old.`,
        safe: null,
        todo: msg`Ask whoever gave it to you for a new one.`,
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
        todo: msg`Open the link itself in the browser, or ask for a link for this address.`,
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
