import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { NameFault } from '#domain/readName.ts'

/** What is wrong with something that was typed as a name or title. */
export const NAME_FAULTS: Record<NameFault, MessageDescriptor> = {
  empty: msg`Write it here.`,
  'too-long': msg`This is too long. Use at most 200 letters.`,
  'control-characters': msg`There are hidden characters in it. Type it by hand.`,
}
