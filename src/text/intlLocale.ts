import { PSEUDO } from './languages.ts'

/** The locale that dates and numbers are written in. English is the European one: 22 November, 18:42, Monday first. */
export function intlLocale(language: string): string {
  return language === 'en' || language === PSEUDO ? 'en-GB' : language
}
