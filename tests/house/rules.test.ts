import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const PAGE = 'src/protocol/RULES.md'
const GROUPS = [
  'GR',
  'PU',
  'AC',
  'AN',
  'FE',
  'RI',
  'CM',
  'HI',
  'RE',
  'ER',
  'DK',
  'HO',
  'YJ',
  'PR',
  'LI',
  'CL',
  'TA',
  'PO',
]
const NUMBER = new RegExp(`\\b(?:${GROUPS.join('|')})\\d+\\b`, 'g')

/** Rules of the page, in their order. */
const rulesOf = (page: string): string[] =>
  [...page.matchAll(/^- \*\*([A-Z]{2}\d+)\*\* /gm)].map(([, rule]) => rule ?? '')

/** Numbers at the beginning of titles of tests. */
const rulesNamed = (source: string): string[] =>
  [...source.matchAll(/\b(?:it|test)(?:\.each\([^)]*\))?\(\s*[`'"]((?:[A-Z]{1,2}\d+ )+)/g)].flatMap(
    ([, numbers]) => (numbers ?? '').match(NUMBER) ?? [],
  )

const page = readFileSync(join(root, PAGE), 'utf8')
const rules = rulesOf(page)
const named = new Set(
  globSync(
    ['src/**/*.test.{ts,tsx}', 'src/**/*Contract.ts', 'sync-server/**/*.test.ts', 'tests/**/*.{test,contract}.ts'],
    {
      cwd: root,
    },
  ).flatMap((file) => rulesNamed(readFileSync(join(root, file), 'utf8'))),
)

describe('the rules of the wire', () => {
  it('are numbered in order, each once, in the groups of the page', () => {
    expect(rules.length).toBeGreaterThan(40)
    expect(new Set(rules).size).toBe(rules.length)
    const expected = GROUPS.flatMap((group) => {
      const count = rules.filter((rule) => rule.startsWith(group)).length
      return Array.from({ length: count }, (_, at) => `${group}${at + 1}`)
    })
    expect(rules).toEqual(expected)
  })

  it('have a test each', () => {
    expect(rules.filter((rule) => !named.has(rule))).toEqual([])
  })

  it('are all that tests name', () => {
    expect([...named].filter((number) => !rules.includes(number))).toEqual([])
  })

  it('are found in titles, and nowhere else', () => {
    expect(
      rulesNamed("it('S1 PU9 refuses', () => undefined)\ntest('AC1 reads', f)\nconst x = 'FE1 not a title'"),
    ).toEqual(['PU9', 'AC1'])
    expect(rulesOf('- **PU1** ACK\n- **pu2** no\ntext **PU3** no')).toEqual(['PU1'])
  })
})
