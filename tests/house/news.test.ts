import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#text/languages.ts'
import { readNews } from '../../src/app/news.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'))
const { version } = read('package.json') as { version: string }
const newsIn = (language: string) => readNews(read(`public/news/${language}.json`))

/** Read on a phone, standing: few points, and short. */
const POINTS = 8
const LETTERS = 140

/** What is wrong with the news in a language, compared with the English. */
function faults(language: string, news = newsIn(language)): string[] {
  const first = news[0]?.version
  return [
    ...(first === version ? [] : [`${language}: the newest is ${first}, this is ${version}`]),
    ...newsIn('en').flatMap(({ version, points }) => {
      const said = news.find((one) => one.version === version)?.points ?? []
      if (said.length !== points.length) return [`${language} ${version}: ${said.length} points of ${points.length}`]
      if (said.length > POINTS) return [`${language} ${version}: too many points`]
      return said
        .filter((point) => point.trim() === '' || point.length > LETTERS)
        .map((point) => `${language} ${version}: ${point}`)
    }),
  ]
}

describe('what is new', () => {
  it.each(LANGUAGES.map(({ tag }) => tag))('U1 U4 is said for this version, all of it, in %s', (language) => {
    expect(faults(language)).toEqual([])
  })

  it('finds a version without news, and points that are missing or too long', () => {
    const [newest, ...others] = newsIn('en')
    if (!newest) throw new Error('no news')
    expect(faults('xx', others)).not.toEqual([])
    expect(faults('xx', [{ ...newest, points: newest.points.slice(1) }, ...others])).not.toEqual([])
    expect(faults('xx', [{ ...newest, points: newest.points.map(() => 'x'.repeat(141)) }, ...others])).not.toEqual([])
  })
})
