import type { VersionNews } from '#screens/shared/services.ts'
import { PSEUDO } from '#text/languages.ts'

/** What is new in each version stands in a file a language (`public/news/`), which comes with the app and can be read
 *  offline; the new version's is asked from the server, past the cache of the old one. */

const ANSWER_WITHIN_MS = 8_000

interface NewsQuestion {
  /** offered: of versions newer than the one that runs. here: of that one and those before it. */
  of: 'offered' | 'here'
  language: string
  version: string
  fetch: typeof fetch
}

/** Newest first; null where it cannot be read. */
export async function loadNews({ of, language, version, fetch }: NewsQuestion): Promise<VersionNews[] | null> {
  const file = `/news/${language === PSEUDO ? 'en' : language}.json`
  try {
    const answer = await fetch(of === 'offered' ? `${file}?after=${version}` : file, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    if (!answer.ok) return null
    const isWanted = (one: VersionNews) => order(one.version, version) > 0 === (of === 'offered')
    return readNews(await answer.json()).filter(isWanted)
  } catch {
    // Offline, or no such language yet: the version is offered without it.
    return null
  }
}

/** Entries that are as they should be; another version of the app may have written the file. */
export function readNews(json: unknown): VersionNews[] {
  if (!Array.isArray(json)) return []
  return json.flatMap((entry: Partial<VersionNews> | null) => {
    const { version, day, points } = entry ?? {}
    if (typeof version !== 'string' || typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day)) return []
    if (!Array.isArray(points)) return []
    return [{ version, day, points: points.filter((point) => typeof point === 'string') }]
  })
}

/** Below 0: a is older than b. */
function order(a: string, b: string): number {
  const [first, second] = [a, b].map((version) => version.split('.').map(Number))
  for (let at = 0; at < 3; at++) {
    const difference = (first?.[at] ?? 0) - (second?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
