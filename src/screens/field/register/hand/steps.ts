import type { RegisterView } from '#store/api.ts'
import type { Step } from '../records.ts'

/** So far back leads the list; further back it goes by itself, as the latest ones are taken back. */
export const SHOWN_STEPS = 20

export type StepStanding = 'unsaved' | 'refused' | 'waiting' | 'received'

/** How far a step has come: as far as that of its marks which is behind. */
export function standingOf({ keys }: Step, { unsaved, refused, waiting }: RegisterView): StepStanding {
  if (keys.some((key) => unsaved.has(key))) return 'unsaved'
  if (keys.some((key) => refused.has(key))) return 'refused'
  return keys.some((key) => waiting.has(key)) ? 'waiting' : 'received'
}
