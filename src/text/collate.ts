import { language } from './i18n.tsx'
import { intlLocale } from './intlLocale.ts'

const collators = new Map<string, Intl.Collator>()

/** Orders two texts as the language on screen does (Č after C, Ķ after K); numbers by value. */
export function compareText(a: string, b: string): number {
  const locale = intlLocale(language.value)
  let collator = collators.get(locale)
  if (!collator) {
    collator = new Intl.Collator(locale, { numeric: true })
    collators.set(locale, collator)
  }
  return collator.compare(a, b)
}
