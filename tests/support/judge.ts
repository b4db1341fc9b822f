import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Look } from './look.ts'
import { engineCan, type ScreenOptions } from './phone.ts'
import type { ScreenState } from './screens.ts'

/** Each state of a screen judged by axe and by measure, in each combination `screen-theme-language`; a test a state. */
export function judge(combinations: string[], states: ScreenState[], alsoAs?: ScreenOptions): void {
  const shown = states.filter(({ needs }) => needs === undefined || engineCan(needs))
  // Two at a time: one waits while the other is measured.
  const pairs = combinations.flatMap((_, place) => (place % 2 === 0 ? [combinations.slice(place, place + 2)] : []))

  describe.each(pairs.map((pair) => [pair.join(' '), pair] as const))('screens %s', (_, pair) => {
    const looks = pair.map((combination) => new Look(combination, shown, alsoAs))
    /** All before the first failure is told: none is left half done, with the next state upon it. */
    const all = async <T>(act: (look: Look) => Promise<T>): Promise<T[]> => {
      const done = await Promise.allSettled(looks.map(act))
      return done.map((one, place) => {
        if (one.status === 'rejected') throw new Error(`${pair[place]}: ${String(one.reason)}`, { cause: one.reason })
        return one.value
      })
    }

    beforeAll(() => all((look) => look.open()), 240_000)
    afterAll(() => all((look) => look.close()))

    it.each(shown.map((state) => [state.name, state] as const))('U2 %s', async (_name, state) => {
      const faults = await all((look) => look.judge(state))
      expect(faults).toEqual(pair.map((combination) => ({ combination, geometry: [], axe: [] })))
    })
  })
}
