import { language } from '#text/i18n.tsx'
import { PSEUDO } from '#text/languages.ts'

/** The language that the app itself speaks, as a `lang` attribute says it. Reading it makes a component follow it. */
export const appLanguage = (): string => (language.value === PSEUDO ? 'en' : language.value)
