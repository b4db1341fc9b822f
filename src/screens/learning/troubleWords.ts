import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { DownloadTrouble } from '#store/learningApi.ts'

/** Why a module does not come: what happened, and what to do where there is something to do. */
export const TROUBLE_WORDS: Record<DownloadTrouble, { happened: MessageDescriptor; todo: MessageDescriptor | null }> = {
  unreachable: { happened: msg`The hub does not answer now.`, todo: msg`It goes on by itself with a network.` },
  cleared: {
    happened: msg`The browser has cleared this module away. What you read and answered is safe.`,
    todo: msg`It comes again by itself with a network.`,
  },
  'not-allowed': {
    happened: msg`The hub does not give this module to this phone.`,
    todo: msg`Ask your hub: it may have withdrawn the module, or ended your sign-in.`,
  },
  damaged: { happened: msg`What arrived was damaged, and Teren has thrown it away.`, todo: msg`Download it again.` },
  'storage-full': {
    happened: msg`There is no room left on this phone. What you read and answered is safe.`,
    todo: msg`Delete some photos or apps, then try again.`,
  },
  'not-kept': {
    happened: msg`The browser did not keep the module.`,
    todo: msg`Open Teren in a normal window, not a private one, and try again.`,
  },
}
