import type { Services } from '../services.ts'
import type { Platform } from './platform.ts'
import type { StorageFacts } from './storage.ts'

/** Whether what lies here stays here.
 *  kept: the browser has promised it. clearable: it may clear it when the phone runs short of room. private: this looks
 *  like a window that forgets everything when it is closed. unknown: the browser does not say. */
export type Safety = 'kept' | 'clearable' | 'private' | 'unknown'

/** An app on an iPhone's home screen is not cleared by itself, whatever its browser answers. */
export function safetyOf(facts: StorageFacts | null, isInstalled: boolean, platform: Platform): Safety {
  if (facts === null) return 'unknown'
  if (facts.kept || (isInstalled && platform === 'ios')) return 'kept'
  return facts.looksPrivate ? 'private' : 'clearable'
}

/** The one thing to do about it; null: nothing, or nothing that a button could do. */
export type SafetyStep = 'install' | 'ask' | null

export function stepFor(
  safety: Safety,
  install: Services['install']['state']['value'],
  platform: Platform,
): SafetyStep {
  if (safety !== 'clearable') return null
  if (install === 'offered') return 'install'
  // Safari answers without asking anybody, and says no to a page in a tab.
  return platform === 'ios' || platform === 'mac-safari' ? null : 'ask'
}

/** What may happen to this phone, in the order in which it is likely. */
export type Mishap =
  | 'closed'
  | 'signed-out'
  /** This window is closed, where it looks like a private one. */
  | 'private-closed'
  /** Safari clears what a page in a tab keeps, after seven days of use without opening it. */
  | 'week-away'
  | 'short-of-room'
  | 'cleared'
  | 'lost'

export function mishapsFor(safety: Safety, isInstalled: boolean, platform: Platform): Mishap[] {
  const forgets = (platform === 'ios' || platform === 'mac-safari') && !isInstalled
  return [
    safety === 'private' ? 'private-closed' : 'closed',
    'signed-out',
    ...(forgets ? (['week-away'] as const) : []),
    ...(safety === 'clearable' || safety === 'unknown' ? (['short-of-room'] as const) : []),
    'cleared',
    'lost',
  ]
}

/** Mishaps after which nothing is missing. */
export const isHarmless = (mishap: Mishap): boolean => mishap === 'closed' || mishap === 'signed-out'
