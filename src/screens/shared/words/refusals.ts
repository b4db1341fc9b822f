import { msg } from '@lingui/core/macro'
import { unreachable } from '#domain/result.ts'
import type { ChangeItem } from '#store/api.ts'
import type { FailureWords } from './failures.ts'

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
    case 'erased':
      return {
        happened: msg`The hub has erased this person’s data.`,
        safe: msg`Nothing more about this person is kept.`,
        todo: msg`Nothing to do.`,
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
