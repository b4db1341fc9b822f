/** Languages with a complete catalog, in the order they are offered; each by its own name. */
export const LANGUAGES: readonly { tag: string; name: string }[] = [
  { tag: 'en', name: 'English' },
  { tag: 'cs', name: 'Čeština' },
  { tag: 'bg', name: 'Български' },
  { tag: 'lv', name: 'Latviešu' },
  { tag: 'pl', name: 'Polski' },
]

/** Long accented words made from English when the app runs; for tests, never offered (U1). */
export const PSEUDO = 'pseudo'

/** The first wanted language that we have, by its whole tag or its base; English if none. */
export function chooseLanguage(preferred: readonly string[]): string {
  for (const wanted of preferred) {
    if (wanted === PSEUDO) return PSEUDO
    const base = wanted.toLowerCase().split('-')[0]
    const found = LANGUAGES.find(({ tag }) => tag === base)
    if (found) return found.tag
  }
  return 'en'
}
