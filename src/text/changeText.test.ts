import { beforeAll, describe, expect, it } from 'vitest'
import { changeText } from './changeText.ts'
import { activate } from './i18n.tsx'

describe('a text in several languages', () => {
  beforeAll(() => activate('cs'))

  it.each([
    [{}, ' Šití ', { cs: 'Šití' }],
    [{ cs: 'Šití' }, 'Šití kabelek', { cs: 'Šití kabelek' }],
    [{ cs: 'Šití', en: 'Sewing' }, 'Šití kabelek', { cs: 'Šití kabelek', en: 'Sewing' }],
    // Shown in English for want of Czech: that is what was corrected.
    [{ en: 'Sewing' }, 'Sewing bags', { en: 'Sewing bags' }],
    [{ cs: 'Šití' }, '', {}],
    [{ cs: 'Šití' }, 'Šití', { cs: 'Šití' }],
  ])('%j typed over with %j', (text, typed, wanted) => {
    expect(changeText(text as Record<string, string>, typed)).toEqual(wanted)
  })
})
