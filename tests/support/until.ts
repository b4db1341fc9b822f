const LOOK_EVERY_MS = 50

/** Looks until the answer satisfies, then gives it; after the deadline throws what was seen last. Also outside tests. */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  satisfies: (answer: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const answer = await look()
    if (satisfies(answer)) return answer
    if (performance.now() > deadline) throw new Error(`${what}: after ${withinMs} ms still ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
