import type { Texts } from '../framework.ts'

/** The languages in which what the app brings is complete; English is the original. */
export const LANGUAGES = ['en', 'cs', 'bg', 'lv', 'pl'] as const

/** In the order of `LANGUAGES`. */
export const words = (en: string, cs: string, bg: string, lv: string, pl: string): Texts => ({ en, cs, bg, lv, pl })
