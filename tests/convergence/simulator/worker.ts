/** A process of the simulator: its clock and randomness are the simulation's, so nothing else runs in it. */
import './prepare.ts'

const { simulate } = await import('./simulate.ts')

interface Chunk {
  first: number
  count: number
  /** Tell everything that happens. */
  lines: boolean
}

export interface ChunkDone {
  first: number
  results: Awaited<ReturnType<typeof simulate>>[]
}

process.on('message', (message) => {
  const { first, count, lines } = message as Chunk
  void (async () => {
    const results: ChunkDone['results'] = []
    for (let seed = first; seed < first + count; seed++) results.push(await simulate(seed, { lines }))
    process.send?.({ first, results } satisfies ChunkDone)
  })()
})
