import { expect, it } from 'vitest'
import { missesWhatIsNeeded } from './requirements.ts'

const modern = {
  indexedDB: {},
  crypto: { getRandomValues: () => undefined },
  Promise: { withResolvers: () => undefined },
  Map: { groupBy: () => undefined },
  CSS: { supports: () => true },
}

it('U3 a browser that lacks one of what is needed is told so, not shown half an app', () => {
  expect(missesWhatIsNeeded(modern)).toBe(false)
  for (const without of [
    { indexedDB: undefined },
    { crypto: undefined },
    { Promise: {} },
    { Map: {} },
    { CSS: undefined },
    { CSS: { supports: () => false } },
  ])
    expect(missesWhatIsNeeded({ ...modern, ...without }), Object.keys(without)[0]).toBe(true)
})
