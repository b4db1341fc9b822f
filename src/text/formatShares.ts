import { language } from './i18n.tsx'
import { intlLocale } from './intlLocale.ts'

/** Figures of reports, as the language on screen writes them. */

const format = (value: number, options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(intlLocale(language.value), options).format(value)

/** 3.4 */
export const formatMean = (value: number): string =>
  format(value, { maximumFractionDigits: 1, minimumFractionDigits: 1 })

/** +0.6, −1.2, 0.0 */
export const formatDifference = (value: number): string =>
  format(value, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'exceptZero' })

/** 60% */
export const formatShare = (value: number): string => format(value, { style: 'percent', maximumFractionDigits: 0 })
