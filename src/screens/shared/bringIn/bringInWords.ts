import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { BringInRefusal, BroughtIn } from '../services.ts'

interface FaultWords {
  happened: MessageDescriptor
  todo: MessageDescriptor
}

const MAKE_ANOTHER = msg`Ask whoever it is from to make the file again, and bring that in. Their work is still on their phone.`

/** Why nothing of a file was taken, and what to do about it. */
export function faultWords(why: BringInRefusal): FaultWords {
  switch (why) {
    case 'empty':
      return { happened: msg`This file is empty, or it cannot be read here.`, todo: MAKE_ANOTHER }
    case 'too-large':
      return { happened: msg`This file is too large to be carried work.`, todo: msg`Choose another file.` }
    case 'not-a-file':
      return {
        happened: msg`This is not a file of carried work.`,
        todo: msg`Choose the file that Teren made on the other phone. Its name begins with “teren-”.`,
      }
    case 'cut':
      return { happened: msg`A part of this file is missing.`, todo: MAKE_ANOTHER }
    case 'altered':
    case 'not-signed':
      return { happened: msg`This file was changed on the way, so it is not trusted.`, todo: MAKE_ANOTHER }
    case 'newer':
      return {
        happened: msg`This file was made by a newer version of Teren.`,
        todo: msg`Ask whoever runs the hub’s server to update it, then bring the file in again.`,
      }
    case 'other-hub':
      return {
        happened: msg`This file is for another hub’s server.`,
        todo: msg`It can be brought in where that hub’s Teren is open.`,
      }
    case 'other-key':
      return {
        happened: msg`The hub has a new key, and cannot open this file any more.`,
        todo: msg`Their phone must reach the hub by itself. The work is still on it.`,
      }
    case 'unknown-device':
      return {
        happened: msg`The hub does not know the phone that made this file.`,
        todo: msg`Their phone must reach the hub by itself. The work is still on it.`,
      }
    case 'lost':
      return {
        happened: msg`The phone that made this file was reported as lost or stolen. Nothing is taken from it.`,
        todo: msg`If it was found, a coordinator can say so under Team. Then bring the file in again.`,
      }
    case 'no-room':
      return {
        happened: msg`The hub’s computer has no room left.`,
        todo: msg`Keep the file and tell your coordinator.`,
      }
    case 'busy':
      return {
        happened: msg`Too many files arrive at the hub at once.`,
        todo: msg`Keep the file and try again in a minute.`,
      }
    case 'signed-out':
      return {
        happened: msg`You are not signed in here any more.`,
        todo: msg`Keep the file. Sign in, or bring it in from another phone.`,
      }
    case 'unreachable':
      return {
        happened: msg`The hub did not answer.`,
        todo: msg`Keep the file and try again when you have a network. Nothing comes twice.`,
      }
    case 'failed':
      return {
        happened: msg`Something went wrong at the hub.`,
        todo: msg`Keep the file and try again later. Nothing comes twice.`,
      }
  }
}

/** Why some of a file was refused, for whoever brought it: what its author can do stands on their phone. */
export function refusedWords(code: BroughtIn['refused'][number]['code']): MessageDescriptor {
  switch (code) {
    case 'no-right':
      return msg`Its author may not record there.`
    case 'disk-full':
    case 'slow-down':
    case 'failed':
      return msg`The hub cannot take it right now. Bring the file in again later.`
    default:
      return msg`It does not fit what the hub has by now.`
  }
}
