import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { HubState } from '#protocol/hubState.ts'
import type { Connections } from './connections/connections.ts'
import type { Log } from './log/Log.ts'
import type { Report } from './report.ts'

/** What whoever runs the server can watch, in the text format of Prometheus. Numbers only: no ids, names or codes. */
export interface Metrics {
  /** The same log, counted: pushes by how they were answered, and how long their answers took. */
  watchLog(log: Log): Log
  /** The same report, counted by event. */
  watchReport(report: Report): Report
  watchConnections(connections: Connections): void
  /** How all hubs are, asked when the page is. */
  watchHubs(states: () => HubState[]): void
  /** The page at `/metrics`. */
  text(): Promise<string>
  readonly contentType: string
}

const HOUR_MS = 3600 * 1000
const AGES = [
  { unsent: 'none', belowMs: 0 },
  { unsent: 'under an hour', belowMs: HOUR_MS },
  { unsent: 'under a day', belowMs: 24 * HOUR_MS },
  { unsent: 'under a week', belowMs: 7 * 24 * HOUR_MS },
  { unsent: 'longer', belowMs: Number.POSITIVE_INFINITY },
]
const ageOf = (ms: number | null): string =>
  ms === null ? 'none' : (AGES.slice(1).find(({ belowMs }) => ms < belowMs)?.unsent ?? 'longer')

/** Seconds from a push's arrival to its answer. Source: a commit with its fsync takes a millisecond on a good disk. */
const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function makeMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'teren_' })
  const pushes = new Counter({
    name: 'teren_pushes_total',
    help: 'Pushes by answer: ack, or the code of the refusal.',
    labelNames: ['answer'],
    registers,
  })
  const answerSeconds = new Histogram({
    name: 'teren_push_answer_seconds',
    help: 'From the arrival of a push to its answer, in seconds.',
    buckets: ANSWER_SECONDS,
    registers,
  })
  const commits = new Counter({ name: 'teren_commits_total', help: 'Commits of the log.', registers })
  const rows = new Counter({ name: 'teren_rows_total', help: 'Rows and projections written.', registers })
  const events = new Counter({
    name: 'teren_events_total',
    help: 'Lines of the log on stderr, by event.',
    labelNames: ['event'],
    registers,
  })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })

  return {
    watchLog(log) {
      log.onCommit((committed) => {
        commits.inc()
        rows.inc(committed.rows.length)
      })
      gauge('teren_hubs', 'Hubs of this server.', () => log.access().hubs.length)
      gauge('teren_devices', 'Devices that were ever signed in.', () => log.access().devices.length)
      return new Proxy(log, {
        get(target, name) {
          if (name === 'append')
            return async (...args: Parameters<Log['append']>) => {
              const stop = answerSeconds.startTimer()
              const answer = await target.append(...args)
              stop()
              pushes.inc({ answer: answer.ok ? 'ack' : answer.code })
              return answer
            }
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
    },
    watchReport: (report) => (event, fields) => {
      events.inc({ event })
      report(event, fields)
    },
    watchConnections(connections) {
      gauge('teren_sockets', 'Devices that are connected, by websocket or for one POST.', () => connections.count)
    },
    watchHubs(states) {
      new Gauge({
        name: 'teren_phones',
        help: 'Sign-ins by the age of the oldest unsent change, as each said when last heard from.',
        labelNames: ['unsent'],
        registers,
        collect() {
          this.reset()
          for (const { unsent } of AGES) this.set({ unsent }, 0)
          for (const { at, phones } of states())
            for (const { oldestAt } of phones) this.inc({ unsent: ageOf(oldestAt === null ? null : at - oldestAt) })
        },
      })
      const sum = (read: (state: HubState) => number) => states().reduce((total, state) => total + read(state), 0)
      const differing =
        'Documents on phones that were found to be others than the hub’s, and fetched anew, since the start.'
      gauge('teren_differing_documents', differing, () => sum((state) => state.differing.documents))
      gauge('teren_restores', 'How often hubs were put back from a backup.', () => sum((state) => state.restores))
      gauge('teren_last_backup_seconds', 'When the last backup was taken, UTC; 0: never.', () =>
        Math.max(0, ...states().map(({ backup }) => (backup.takenAt ?? 0) / 1000)),
      )
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

/** Only programs on this machine read the figures: a proxy in front passes visitors on, and says so. */
export function isFromHere(request: IncomingMessage): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const isLoopback = address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
  return isLoopback && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined
}
