import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import config from '../../lingui.config.ts'

const root = join(import.meta.dirname, '../..')

/** `messages` is everything that no other catalog includes. */
const catalogs = (config.catalogs ?? []).map(({ path, include, exclude = [] }) => ({
  part: path.split('/').at(-1) ?? '',
  holds: (file: string) =>
    [include, exclude].map((all) => all.some((start) => file.startsWith(start))).join() === 'true,false',
}))
const partOf = (file: string): string =>
  catalogs.find(({ part, holds }) => part !== 'messages' && holds(file))?.part ?? 'messages'

function resolve(from: string, what: string): string | null {
  const file = what.startsWith('#') ? join('src', what.slice(1)) : join(dirname(from), what)
  return /^[#.]/.test(what) && /\.tsx?$/.test(file) && existsSync(join(root, file)) ? file : null
}

const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Every file that comes with this one; not those that it loads later. */
function comesWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, what = ''] of read(file).matchAll(/^(?:import|export)\s(?!type\s)[^'"]*?from\s+'([^']+)'/gm)) {
    const next = resolve(file, what)
    if (next) comesWith(next, seen)
  }
  return seen
}

/** Files whose words are in none of the catalogs that are there when they are drawn. */
const wordless = (file: string, parts: string[]): string[] =>
  [...comesWith(file)].filter((one) => /@lingui\/\w+\/macro/.test(read(one)) && !parts.includes(partOf(one)))

const SCREEN = /lazyScreen\(\s*'(\w+)',\s*async \(\) =>\s*\(await import\('([^']+)'\)/g
const screens = [...read('src/app/routes.tsx').matchAll(SCREEN)].map(([, part = '', what = '']) => ({
  part,
  file: resolve('src/app/routes.tsx', what) ?? what,
}))

describe('words', () => {
  it.each(['src/app/main.tsx', 'src/app/run.tsx'])('%s has all its words in the catalog that comes first', (file) => {
    expect(wordless(file, ['messages'])).toEqual([])
  })

  it.each(['src/screens/field/register/RegisterSheets.tsx', 'src/screens/shared/update/UpdateSheet.tsx'])(
    '%s, which lies over a screen, has all its words in the catalogs that it comes with',
    (file) => {
      expect(wordless(file, ['messages', 'field', 'seldom'])).toEqual([])
      expect(read('src/screens/shared/lazySheet.tsx')).toContain("needWords('seldom')")
    },
  )

  it.each(screens)('$file has all its words in the first catalog and in `$part`', ({ part, file }) => {
    expect(wordless(file, ['messages', part])).toEqual([])
  })

  it.each(['codes/LazyCodeCard.tsx', 'pasted/LazyPasteNames.tsx'])(
    '%s brings the words of what it loads, whatever screen it stands in',
    (name) => {
      const file = `src/screens/shared/${name}`
      const loaded = resolve(file, /import\('([^']+)'\)/.exec(read(file))?.[1] ?? '')
      expect(wordless(loaded ?? '', ['messages', 'seldom'])).toEqual([])
      expect(read(file)).toContain("needWords('seldom')")
    },
  )

  it('finds every screen that is loaded later', () => {
    expect(screens.length).toBe(read('src/app/routes.tsx').match(/ = lazyScreen\(/g)?.length)
  })

  it('finds a screen without its words', () => {
    expect(wordless('src/screens/shared/phone/Phone.tsx', ['messages'])).toContain('src/screens/shared/phone/Phone.tsx')
  })

  it('every catalog is there in every language', () => {
    const files = (language: string) => readdirSync(join(root, 'locales', language)).toSorted()
    const wanted = catalogs.map(({ part }) => `${part}.po`).toSorted()
    for (const language of config.locales) expect(files(language), language).toEqual(wanted)
  })
})
