import { language } from './i18n.tsx'
import { PSEUDO } from './languages.ts'

/** Picks from a text in several languages (by tag): the wanted one, English, else the first there is; '' if none. */
export function localText(text: Record<string, string>, wanted: string = language.value): string {
  const tag = wanted === PSEUDO ? 'en' : wanted
  return text[tag] || text[tag.split('-')[0] ?? ''] || text.en || Object.values(text).find(Boolean) || ''
}

/** The tag of the text that `localText` picks, for a `lang` attribute; undefined when it is the screen's own. */
export function langOf(text: Record<string, string>, wanted: string = language.value): string | undefined {
  const picked = localText(text, wanted)
  const tag = wanted === PSEUDO ? 'en' : wanted
  if (text[tag] === picked) return undefined
  return Object.keys(text).find((key) => text[key] === picked)
}
