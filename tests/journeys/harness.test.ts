import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAxeFaults } from '../support/axe.ts'
import { findGeometryFaults } from '../support/geometry.ts'
import { PhoneBrowser } from '../support/phone.ts'

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Planted</title><meta name="viewport" content="width=device-width">
  <style>body{margin:0;font:16px sans-serif} button{min-width:60px;height:48px}</style></head><body><main><h1>Planted</h1>${body}</main></body></html>`

const CLEAN = '<p>Ann Clean is here.</p><button>Save</button>'

/** Each planted fault, and the kind that must be found. */
const GEOMETRY: [kind: string, body: string][] = [
  ['overflow', '<div style="width:900px;height:20px;background:#ccc"></div>'],
  ['outside', '<p style="position:absolute;left:330px;width:200px">outside</p>'],
  ['clipped', '<p style="width:80px;overflow:hidden;white-space:nowrap">a long name that does not fit</p>'],
  ['clipped', '<p style="height:18px;overflow:hidden;width:100px">two or three lines of words in one</p>'],
  [
    'clipped',
    '<input aria-label="x" placeholder="a placeholder far too long for its field" style="width:90px;height:48px">',
  ],
  ['overlap', '<p style="margin:0">under</p><p style="margin:-16px 0 0">over</p>'],
  [
    'overlap',
    '<button style="position:absolute;top:200px;left:0">One</button><button style="position:absolute;top:210px;left:30px">Two</button>',
  ],
  ['small-target', '<button style="width:30px;height:30px;min-width:0">x</button>'],
]

const AXE: [rule: string, body: string][] = [
  ['button-name', '<button></button>'],
  ['color-contrast', '<p style="color:#bbb;background:#fff">faint</p>'],
  ['label', '<input type="text">'],
  ['aria-valid-attr-value', '<button aria-expanded="perhaps">More</button>'],
  ['heading-order', '<h4>jumped</h4>'],
]

describe('the harness finds what is planted', () => {
  const phone = new PhoneBrowser()
  let tab: Page
  beforeAll(async () => {
    tab = await phone.start()
  })
  afterAll(() => phone.dispose())

  it('U2 finds nothing on a clean page', async () => {
    await tab.setContent(page(CLEAN))
    expect(await findGeometryFaults(tab, 'field')).toEqual([])
    expect(await findAxeFaults(tab)).toEqual([])
  })

  it.each(GEOMETRY)('U2 finds a planted %s fault: %s', async (kind, body) => {
    await tab.setContent(page(CLEAN + body))
    expect((await findGeometryFaults(tab, 'field')).map((fault) => fault.kind)).toContain(kind)
  })

  it.each(AXE)('U2 finds a planted %s fault', async (rule, body) => {
    await tab.setContent(page(CLEAN + body))
    expect((await findAxeFaults(tab)).map((fault) => fault.rule)).toContain(rule)
  })
})
