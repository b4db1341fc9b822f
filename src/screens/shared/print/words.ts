import { formatMoment } from '#text/format.ts'

/** 22 Nov 2026 18:42: paper is read on another day. */
export const momentOnPaper = (at: number): string => formatMoment(at, 0)
