/** A phone's clock that differs from the server's by more than this is shown, ms (F11). */
export const CLOCK_OFFSET_SHOWN_MS = 2 * 60_000
