import { describe, expect, it, vi } from 'vitest'
import { loadNews, readNews } from './news.ts'

const entry = (version: string) => ({ version, day: '2026-11-24', points: [`what ${version} brings`] })
const FILE = ['0.10.0', '0.3.0', '0.2.0', '0.1.0'].map(entry)

const answering = (body: unknown, status = 200) =>
  vi.fn<typeof fetch>(async () => new Response(JSON.stringify(body), { status }))
const versions = (news: { version: string }[] | null) => news?.map(({ version }) => version)

describe('what is new', () => {
  it('U4 in the offered version is asked from the server, past what the running one has in its cache', async () => {
    const fetch = answering(FILE)
    const news = await loadNews({ of: 'offered', language: 'cs', version: '0.2.0', fetch })
    expect(versions(news)).toEqual(['0.10.0', '0.3.0'])
    expect(fetch.mock.calls[0]?.[0]).toBe('/news/cs.json?after=0.2.0')
  })

  it('in this version stays to be read, with those before', async () => {
    const fetch = answering(FILE)
    expect(versions(await loadNews({ of: 'here', language: 'bg', version: '0.3.0', fetch }))).toEqual([
      '0.3.0',
      '0.2.0',
      '0.1.0',
    ])
    expect(fetch.mock.calls[0]?.[0]).toBe('/news/bg.json')
  })

  it('is none where the server has none, gives a page instead, or does not answer', async () => {
    const ask = (fetch: typeof globalThis.fetch) => loadNews({ of: 'offered', language: 'en', version: '0.1.0', fetch })
    expect(await ask(answering(FILE, 404))).toBeNull()
    expect(await ask(async () => new Response('<!doctype html>'))).toBeNull()
    expect(await ask(() => Promise.reject(new TypeError('offline')))).toBeNull()
  })

  it('S6 leaves out what another version wrote otherwise', () => {
    const good = entry('0.3.0')
    const garbage = [null, 3, 'x', {}, { ...good, version: 3 }, { ...good, day: 'today' }, { ...good, points: 'x' }]
    expect(readNews([...garbage, good, { ...good, points: ['a', 7, null] }])).toEqual([
      good,
      { ...good, points: ['a'] },
    ])
    for (const wrong of [null, {}, 'x', 3]) expect(readNews(wrong)).toEqual([])
  })
})
