import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { usageOf } from '../support/crowdedHub.ts'
import { until } from '../support/until.ts'
import { type Figure, median, percentile, print } from './measure.ts'
import { type Contestant, PeerContestant, TerenContestant, type Writer } from './peers/contestants.ts'

/** Teren beside the two Yjs servers that people know, in the same run, each over its own protocol: as they come, and with
 *  every update on disk before it is acknowledged. Rounds go through all of them by turns, so that whatever else the
 *  machine does falls on each. Processor time and memory are the servers' alone. */

type Measures = Record<string, number>

const PEOPLE = 500
const CHANGES = 40
const RUNS = 50
const EACH = 10
const FLOOD = 20

const contestants: Record<string, () => Contestant> = {
  teren: () => new TerenContestant(),
  y: () => new PeerContestant('y'),
  'y-hook': () => new PeerContestant('y-hook'),
  hocuspocus: () => new PeerContestant('hocuspocus'),
  'hocuspocus-hook': () => new PeerContestant('hocuspocus-hook'),
}

const sum = (writers: Writer[], of: 'acknowledged' | 'delivered' | 'bytes') =>
  writers.reduce((total, writer) => total + writer[of], 0)
const closeAll = (writers: Writer[]) => {
  for (const writer of writers) writer.close()
}

/** Looked at often: what is measured is when it is so. */
async function untilAll(what: string, reached: () => number, wanted: number): Promise<void> {
  const deadline = performance.now() + 60_000
  while (reached() < wanted) {
    if (performance.now() > deadline) throw new Error(`${what}: ${reached()} of ${wanted}`)
    await after(2)
  }
}

/** People come back from the field with their changes, all in one moment, each with a document of their own. */
async function storm(server: Contestant): Promise<Measures> {
  const writers = await server.writers(PEOPLE, 1)
  for (const writer of writers) for (let at = 0; at < CHANGES; at++) writer.prepare()
  const before = usageOf(server.pid)
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  await Promise.all(
    writers.map(async (writer) => {
      await writer.connect(false)
      writer.send()
    }),
  )
  await untilAll('acknowledged', () => sum(writers, 'acknowledged'), PEOPLE * CHANGES)
  const acknowledged = since()
  await server.durable?.(PEOPLE * CHANGES)
  const durable = since()
  const now = usageOf(server.pid)
  const bytes = sum(writers, 'bytes')
  closeAll(writers)
  return {
    'storm: until acknowledged, s': acknowledged,
    ...(server.durable ? { 'storm: until durable, s': durable } : {}),
    'storm: processor of the server, s': now.cpuSeconds - before.cpuSeconds,
    'storm: peak memory of the server, MB': now.peakRss,
    'storm: bytes of all messages, kB': bytes / 1000,
  }
}

/** Groups of people who hold the same thing open: quiet, then all at once, then at a pace. */
async function fanOut(server: Contestant): Promise<Measures> {
  const writers = await server.writers(RUNS, EACH)
  for (let from = 0; from < writers.length; from += 20)
    await Promise.all(writers.slice(from, from + 20).map((writer) => writer.connect(true)))
  const idle = await quiet(server.pid)
  for (const writer of writers) for (let at = 0; at < FLOOD; at++) writer.prepare()
  const deliveries = writers.length * FLOOD * (EACH - 1)
  const before = usageOf(server.pid)
  const began = performance.now()
  for (const writer of writers) writer.send()
  await untilAll('delivered', () => sum(writers, 'delivered'), deliveries)
  const seconds = (performance.now() - began) / 1000
  const cpuSeconds = usageOf(server.pid).cpuSeconds - before.cpuSeconds
  await quiet(server.pid)
  const waits = await paced(writers)
  closeAll(writers)
  return {
    'idle with 500 sockets: memory, MB': idle,
    'flood: deliveries a second': deliveries / seconds,
    'flood: processor of a delivery, µs': (cpuSeconds / deliveries) * 1e6,
    'paced: until another has it, median, ms': percentile(waits, 0.5),
    'paced: until another has it, 99th percentile, ms': percentile(waits, 0.99),
  }
}

/** 50 changes a second for ten seconds: how long until the neighbour has each. */
async function paced(writers: Writer[]): Promise<number[]> {
  const waits: number[] = []
  const began = performance.now()
  for (let count = 0; count < 500; count++) {
    const wait = began + count * 20 - performance.now()
    if (wait > 0) await after(wait)
    // Each writes once, so that what a neighbour hears is this.
    const at = (count * 7) % writers.length
    const [writer, neighbour] = [writers[at], writers[at % EACH === 0 ? at + 1 : at - 1]]
    if (!writer || !neighbour) continue
    writer.prepare()
    const from = performance.now()
    neighbour.onDelivered = () => {
      waits.push(performance.now() - from)
      neighbour.onDelivered = null
    }
    writer.send()
  }
  await until(
    'the last',
    () => waits.length,
    (length) => length >= 495,
  )
  return waits
}

/** Memory once nothing happens any more: the least of some moments, so that waste not yet collected does not count. */
async function quiet(pid: number): Promise<number> {
  for (let was = usageOf(pid).cpuSeconds; ; ) {
    await after(1_000)
    const now = usageOf(pid).cpuSeconds
    if (now - was < 0.03) break
    was = now
  }
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < 5; at++) {
    await after(100)
    least = Math.min(least, usageOf(pid).rss)
  }
  return least
}

const comeBack =
  (documents: number) =>
  async (server: Contestant): Promise<Measures> => {
    const { ms, bytes } = await server.comeBack(documents)
    return {
      [`${documents} documents, nothing changed: ms`]: ms,
      [`${documents} documents, nothing changed: bytes`]: bytes,
    }
  }

/** Killed with -9 in the moment in which the last of 3,000 changes is acknowledged. */
async function killed(server: Contestant): Promise<Measures> {
  const writers = await server.writers(10, 1)
  for (const writer of writers) for (let at = 0; at < 300; at++) writer.prepare()
  await Promise.all(writers.map((writer) => writer.connect(false)))
  for (const writer of writers) writer.send()
  while (sum(writers, 'acknowledged') < 3_000) await new Promise((resolve) => setImmediate(resolve))
  const found = await server.killAndCount(writers)
  closeAll(writers)
  return { 'acknowledged, then kill -9: lost of 3,000': 3_000 - found }
}

const bare = async (server: Contestant): Promise<Measures> => ({ 'just started: memory, MB': await quiet(server.pid) })

const benches: Record<string, (server: Contestant) => Promise<Measures>> = {
  bare,
  storm,
  'fan-out': fanOut,
  replicas: comeBack(5_000),
  killed,
}

/** What is to be reached, as `architecture.md` of the design has it, of the medians. */
function verdicts(of: (contestant: string, what: string) => number): Figure[] {
  const durable = 'storm: until durable, s'
  const cpu = 'storm: processor of the server, s'
  const delivery = 'flood: processor of a delivery, µs'
  const idle = 'idle with 500 sockets: memory, MB'
  const leanest = Math.min(...Object.keys(contestants).map((name) => of(name, idle)))
  const part = (what: string, value: number, atMost: number): Figure => ({ what, value, unit: '×', atMost })
  return [
    part('lost of 3,000 by Teren', of('teren', 'acknowledged, then kill -9: lost of 3,000'), 0),
    part('storm until durable, of stock Hocuspocus', of('teren', durable) / of('hocuspocus', durable), 1 / 8),
    part('storm until durable, of the tuned one', of('teren', durable) / of('hocuspocus-hook', durable), 1 / 2.5),
    part('storm: processor, of the tuned one', of('teren', cpu) / of('hocuspocus-hook', cpu), 1 / 2),
    part('flood: processor of a delivery, of @y/websocket-server', of('teren', delivery) / of('y', delivery), 1),
    part('flood: processor of a delivery, of Hocuspocus', of('teren', delivery) / of('hocuspocus', delivery), 1),
    part('idle memory, of the leanest', of('teren', idle) / leanest, 1.4),
  ]
}

/** `-- peers --rounds 5 --only storm,killed --of teren,hocuspocus` */
export async function peers(args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { rounds: text, only: text, of: text } })
  const chosen = <T>(all: Record<string, T>, named: string | undefined): [string, T][] =>
    Object.entries(all).filter(([name]) => named === undefined || named.split(',').includes(name))
  const taken = new Map<string, number[]>()
  const servers = chosen(contestants, values.of).map(([name, make]) => ({ name, server: make() }))
  try {
    for (let round = 0; round < Number(values.rounds ?? 5); round++) {
      for (const [bench, run] of chosen(benches, values.only)) {
        for (const { name, server } of servers) {
          const began = performance.now()
          for (const [what, value] of Object.entries(await tried(bench, server, run))) {
            const key = `${name} ${what}`
            taken.set(key, [...(taken.get(key) ?? []), value])
          }
          const seconds = ((performance.now() - began) / 1000).toFixed(0)
          console.error(`  round ${round + 1}, ${bench} of ${server.name}: ${seconds} s`)
        }
      }
      tell(taken, servers, values.only === undefined && values.of === undefined)
    }
  } finally {
    for (const { server } of servers) await server.dispose()
  }
}

/** In a process of its own; where it fails the others go on. */
async function tried(
  bench: string,
  server: Contestant,
  run: (server: Contestant) => Promise<Measures>,
): Promise<Measures> {
  try {
    await server.start()
    return await run(server)
  } catch (error) {
    console.error(`bench: peers, ${bench} of ${server.name}: ${error instanceof Error ? error.message : String(error)}`)
    return {}
  } finally {
    await server.stop()
  }
}

/** Medians of the rounds so far. */
function tell(taken: ReadonlyMap<string, number[]>, servers: { name: string; server: Contestant }[], isAll: boolean) {
  const of = (name: string, what: string) => median(taken.get(`${name} ${what}`) ?? [])
  const whats = [...new Set([...taken.keys()].map((key) => key.slice(key.indexOf(' ') + 1)))]
  for (const what of whats) {
    const [words = '', unit = ''] = [what.replace(/, (s|MB|kB|ms|µs)$/, ''), / (s|MB|kB|ms|µs)$/.exec(what)?.[1] ?? '']
    const figures = servers
      .filter(({ name }) => taken.has(`${name} ${what}`))
      .map(({ name, server }) => ({ what: `${words} · ${server.name}`, value: of(name, what), unit }))
    print(`peers-${words.replace(/[^a-z0-9]+/gi, '-')}`, figures)
  }
  if (isAll) print('peers-to-reach', verdicts(of))
}
