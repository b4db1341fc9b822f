/** `npm run simulate -- --from A --count N`: N worlds, each from its seed, on as many processes as there are processors.
 *  What was done is kept in a file (`--state FILE`; one in `.cache/simulate` for each pair of numbers), so that the same
 *  command goes on where it was stopped; `--again` begins anew. `--threads N` takes fewer processors. `--trace SEED`
 *  tells everything that happens in one world. The last line holds the figures; fails if a seed is red, or if what was
 *  to go wrong never did. */
import { fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import type { ChunkDone } from './worker.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '100' },
    trace: { type: 'string' },
    again: { type: 'boolean', default: false },
    state: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
})
const [from, count] =
  values.trace === undefined ? [Number(values.from), Number(values.count)] : [Number(values.trace), 1]
const threads = Number(values.threads)
if (![from, count, threads].every(Number.isSafeInteger) || count < 1 || threads < 1) {
  console.error('simulate: --from, --count and --threads want whole numbers')
  process.exit(2)
}

/** Seeds that one process takes at a time: what an interruption costs at most. */
const CHUNK = 20
/** So often in a long run it says how far it is. */
const SAY_EVERY = 2_000
/** So many worlds see everything that can go wrong; fewer may not. */
const ENOUGH_FOR_EVERYTHING = 400

interface Kept {
  /** First seeds of the chunks that are done. */
  done: number[]
  red: number[]
  sum: Record<string, number>
  seconds: number
}

const file = values.state ?? `.cache/simulate/${from}-${count}.json`
const resume = `npm run simulate -- --from ${from} --count ${count}${values.state ? ` --state ${file}` : ''}`
mkdirSync(dirname(file), { recursive: true })
if (values.again || values.trace !== undefined) rmSync(file, { force: true })
const kept: Kept = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { done: [], red: [], sum: {}, seconds: 0 }
const done = new Set(kept.done)
const chunks = Array.from({ length: Math.ceil(count / CHUNK) }, (_, at) => from + at * CHUNK).filter(
  (first) => !done.has(first),
)

const startedAt = performance.now()
const secondsBefore = kept.seconds

function take({ first, results }: ChunkDone): void {
  for (const { seed, trace, faults, counts, lines } of results) {
    for (const [name, value] of Object.entries(counts)) kept.sum[name] = (kept.sum[name] ?? 0) + value
    if (lines.length > 0) console.log(lines.join('\n'))
    if (faults.length === 0) continue
    kept.red.push(seed)
    console.log(
      `seed ${seed} is red (npm run simulate -- --from ${seed} --count 1 --again; --trace ${seed} tells all), trace ${trace}:\n  ${faults.join('\n  ')}`,
    )
  }
  kept.done.push(first)
  kept.seconds = secondsBefore + (performance.now() - startedAt) / 1000
  if (values.trace !== undefined) return
  // Never half written: whoever is stopped goes on from it.
  writeFileSync(`${file}.new`, JSON.stringify(kept))
  renameSync(`${file}.new`, file)
  const worlds = kept.done.length * CHUNK
  if (worlds % SAY_EVERY === 0)
    console.log(`${worlds} of ${count} worlds, ${kept.red.length} red, ${kept.seconds.toFixed(0)} s`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.log(
      `stopped after ${kept.done.length * CHUNK} of ${count} worlds, ${kept.red.length} red; to go on: ${resume}`,
    )
    process.exit(130)
  })
}

async function work(): Promise<void> {
  const worker = fork(new URL('./worker.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<number | null>((resolve) => worker.once('exit', resolve))
  try {
    for (let first = chunks.shift(); first !== undefined; first = chunks.shift()) {
      const answer = Promise.race([
        new Promise<ChunkDone>((resolve) => worker.once('message', (message) => resolve(message as ChunkDone))),
        ended.then((code) => {
          throw new Error(`a process ended with ${code} in seeds from ${first}`)
        }),
      ])
      worker.send({ first, count: Math.min(CHUNK, from + count - first), lines: values.trace !== undefined })
      take(await answer)
    }
  } finally {
    worker.kill()
  }
}

await Promise.all(Array.from({ length: Math.min(threads, chunks.length) }, work))
const never = Object.entries(kept.sum)
  .filter(([, value]) => value === 0)
  .map(([name]) => name)
const figures = Object.entries(kept.sum).map(([name, value]) => `${name} ${value}`)
console.log(`what happened: ${figures.join(', ')}`)
if (count >= ENOUGH_FOR_EVERYTHING && never.length > 0) console.log(`never happened: ${never.join(', ')}`)
console.log(
  `simulate: ${count} seeds from ${from}, ${kept.red.length} red${kept.red.length > 0 ? ` (${kept.red.join(', ')})` : ''}, ${kept.seconds.toFixed(0)} s`,
)
process.exit(kept.red.length === 0 && (count < ENOUGH_FOR_EVERYTHING || never.length === 0) ? 0 : 1)
