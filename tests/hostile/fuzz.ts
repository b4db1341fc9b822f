/** `npm run fuzz -- --frames N [--seed S] [--from F]`: generated, mutated and known-bad frames and updates against what
 *  reads them on the server, in a thread that is watched. One last line with the figures; fails on a throw, a hang, and
 *  on an accepted update that a Y.Doc throws at, keeps pending or takes up in part. `--from` goes on where a run ended. */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { FuzzFailure, fuzzOne, type Judged } from './fuzzFrames.ts'

/** A frame that takes longer hangs whoever reads it. */
const HANGS_AFTER_MS = 10_000
/** Processor time is counted in steps of a hundredth of a millisecond, up to the last. */
const STEPS = 10_000
const TELL_EVERY = 1_000

interface Task {
  seed: number
  from: number
  to: number
  /** Number of the frame under way, for the watch. */
  at: SharedArrayBuffer
}

interface Figures {
  counts: Record<Judged, number>
  /** Frames by processor time. */
  steps: Uint32Array
  broken: string[]
}

function run({ seed, from, to, at }: Task): Figures {
  const under = new Int32Array(at)
  const counts: Figures['counts'] = { 'frame refused': 0, 'update refused': 0, accepted: 0 }
  const steps = new Uint32Array(STEPS)
  const broken: string[] = []
  for (let frame = from; frame < to; frame++) {
    Atomics.store(under, 0, frame)
    try {
      const { judged, cpuMs } = fuzzOne(seed, frame)
      counts[judged] += 1
      const step = Math.min(STEPS - 1, Math.floor(cpuMs * 100))
      steps[step] = (steps[step] ?? 0) + 1
    } catch (error) {
      const bytes = error instanceof FuzzFailure ? Buffer.from(error.frame).toString('hex').slice(0, 2000) : ''
      broken.push(`frame ${frame} of seed ${seed}: ${String(error)}\n${bytes}`)
    }
  }
  return { counts, steps, broken }
}

/** Up to the share of frames: ms. */
function quantile(steps: Uint32Array, share: number): number {
  let left = steps.reduce((sum, count) => sum + count, 0) * share
  for (const [step, count] of steps.entries()) {
    left -= count
    if (left <= 0) return (step + 1) / 100
  }
  return STEPS / 100
}

async function watched(task: Task): Promise<Figures | 'hung' | 'ended'> {
  const worker = new Worker(new URL(import.meta.url), { workerData: task, execArgv: [] })
  const under = new Int32Array(task.at)
  return new Promise((resolve) => {
    let last = -1
    const watch = setInterval(() => {
      const now = Atomics.load(under, 0)
      if (now === last) void worker.terminate().then(() => resolve('hung'))
      last = now
    }, HANGS_AFTER_MS)
    worker.once('message', (figures: Figures) => resolve(figures))
    worker.once('error', () => resolve('ended'))
    worker.once('exit', () => clearInterval(watch))
  })
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      frames: { type: 'string', default: '50000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      from: { type: 'string', default: '0' },
    },
  })
  const [frames, seed, from] = [Number(values.frames), Number(values.seed), Number(values.from)]
  const all: Figures = {
    counts: { 'frame refused': 0, 'update refused': 0, accepted: 0 },
    steps: new Uint32Array(STEPS),
    broken: [],
  }
  let [hung, ended] = [0, 0]
  for (let next = from; next < from + frames; ) {
    const to = Math.min(from + frames, next + 100 * TELL_EVERY)
    const at = new SharedArrayBuffer(4)
    const found = await watched({ seed, from: next, to, at })
    if (typeof found === 'string') {
      const [frame = 0] = new Int32Array(at)
      console.error(`frame ${frame} of seed ${seed} ${found}`)
      if (found === 'hung') hung += 1
      else ended += 1
      next = frame + 1
      continue
    }
    for (const judged of Object.keys(found.counts) as Judged[]) all.counts[judged] += found.counts[judged]
    for (const [step, count] of found.steps.entries()) all.steps[step] = (all.steps[step] ?? 0) + count
    for (const line of found.broken) console.error(line)
    all.broken.push(...found.broken)
    next = to
    if (next < from + frames)
      console.log(`up to frame ${next} of seed ${seed}: ${all.broken.length} broken, ${hung} hung`)
  }
  const { counts, broken, steps } = all
  console.log(
    `fuzz: ${frames} frames from ${from}, seed ${seed}, ${counts['frame refused']} frames and ${counts['update refused']} updates refused, ` +
      `${counts.accepted} accepted, ${broken.length} broken, ${hung} hung, ${ended} crashed, ` +
      `server CPU p50 ${quantile(steps, 0.5).toFixed(2)} p99.9 ${quantile(steps, 0.999).toFixed(2)} ms`,
  )
  return broken.length + hung + ended === 0 && counts.accepted > 0 && counts['update refused'] > 0
}

if (isMainThread) process.exit((await main()) ? 0 : 1)
else parentPort?.postMessage(run(workerData as Task))
