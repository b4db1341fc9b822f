import { formatMinutes, formatMoment, formatNumber } from '#text/format.ts'

/** 3 h 30 min (210 min). */
export function hoursOf(minutes: number): string {
  const whole = formatMinutes(minutes)
  return minutes < 60 ? whole : `${whole} (${formatNumber(minutes)} min)`
}

/** 22 Nov 2026 18:42: paper is read on another day. */
export const momentOnPaper = (at: number): string => formatMoment(at, 0)
