import { language } from '#text/i18n.tsx'
import { intlLocale } from '#text/intlLocale.ts'

const names = new Map<string, Intl.DisplayNames>()
const TAG = /^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/

/** What a language is called in the language on screen. */
export function languageName(tag: string): string {
  if (!TAG.test(tag)) return tag
  const locale = intlLocale(language.value)
  const known = names.get(locale) ?? new Intl.DisplayNames(locale, { type: 'language' })
  names.set(locale, known)
  return known.of(tag) ?? tag
}

export const languageNames = (tags: readonly string[]): string => tags.map(languageName).join(', ')
