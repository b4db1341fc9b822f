/** A process of the simulator: its clock and randomness are the simulation's, so nothing else runs in it. */
import { replaceGlobals } from './virtualGlobals.ts'

replaceGlobals()
const { teachTransactions } = await import('./simDisk.ts')
teachTransactions()
const { loadYjs } = await import('#store/seatCore.ts')
await loadYjs()
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

// Dexie says so whenever a disk was wiped under it, which here is often.
const warn = console.warn
console.warn = (...what: unknown[]) => {
  if (!String(what[0]).includes('Need to reopen db')) warn(...what)
}

process.on('message', (message) => {
  const { first, count, lines } = message as Chunk
  void (async () => {
    const results: ChunkDone['results'] = []
    for (let seed = first; seed < first + count; seed++) results.push(await simulate(seed, { lines }))
    process.send?.({ first, results } satisfies ChunkDone)
  })()
})
