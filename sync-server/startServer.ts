import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Clock, Random } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import type { SealingKey } from '#protocol/handOver.ts'
import { makeChallenges } from './access/challenges.ts'
import { makeFailedTries } from './access/failedTries.ts'
import { openSealingKey } from './access/sealingKey.ts'
import { openSecrets, type Secrets } from './access/secrets.ts'
import type { Settings } from './config.ts'
import { makeConnections } from './connections/connections.ts'
import { openContacts } from './connections/contacts.ts'
import { servePosts } from './connections/posts.ts'
import { serveSockets } from './connections/sockets.ts'
import { makeYjsConnections } from './connections/yjsConnections.ts'
import { makeBringIn } from './http/bringIn.ts'
import { isBuiltApp, openBuiltApp } from './http/builtApp.ts'
import { makeHttpServer } from './http/httpServer.ts'
import { type HubStateDeps, stateOf } from './http/hubState.ts'
import { keepBuild } from './http/keptBuilds.ts'
import { makeModuleFiles } from './http/moduleFiles.ts'
import { makeVisitors } from './http/visitors.ts'
import { LIBRARY, type LibraryModule } from './library/library.ts'
import { databaseFile } from './log/dataFolder.ts'
import type { Log } from './log/Log.ts'
import { type LogOpenErrorKind, openErrorOf } from './log/LogOpenError.ts'
import { openLog } from './log/openLog.ts'
import { makeMetrics } from './metrics.ts'
import type { Report } from './report.ts'
import { type BackupBook, openBook } from './safekeeping/backupBook.ts'
import {
  type BackupSettings,
  type ScheduledBackups,
  scheduleBackups,
  takeInThread,
} from './safekeeping/scheduledBackups.ts'
import { VERSION } from './version.ts'
import { startCompaction } from './views/compaction.ts'
import { makeDecoder, startDecodeThread } from './views/decoder.ts'
import { makeStates } from './views/documentStates.ts'
import { guardLog } from './views/guardedLog.ts'
import { invitedTo } from './views/invitedTo.ts'
import { makePublishing } from './views/publishing.ts'
import { startViews, startViewsThread } from './views/views.ts'

export interface ServerDeps {
  clock: Clock
  random: Random
  report: Report
  /** Modules that hubs can be given; those that come with the server if not said. */
  library?: readonly LibraryModule[]
  /** Whether what participants read is made; tests of the wire do without it. */
  makesViews: boolean
  /** The log ended by itself: nothing is taken any more. */
  onBroken(error: Error): void
}

export interface RunningServer {
  log: Log
  secrets: Secrets
  /** Where the app is opened, as printed links say it. */
  origin: string
  port: number
  /** Makes long documents shorter now; done by itself now and then. */
  compact(): Promise<number>
  /** Says that it goes away, lets commits finish, closes. */
  close(): Promise<void>
}

const OPEN_FAILURES: Record<LogOpenErrorKind, (folder: string, detail: string) => string> = {
  unwritable: (folder, detail) => `the data folder ${folder} cannot be written: ${detail}`,
  corrupt: (folder, detail) => `the database in ${folder} is damaged: ${detail}. Restore it from a backup.`,
  'newer-schema': (folder, detail) => `the database in ${folder} was written by a newer Teren: ${detail}`,
  'older-schema': (folder) => `the database in ${folder} was written by an older Teren: start the server once`,
  locked: (folder) => `the data folder ${folder} is used by another running Teren`,
  missing: (folder) => `there is no database in ${folder}: start the server once`,
  restoring: (folder) => `a backup was being restored into ${folder}, and it was interrupted: restore it again`,
  'secret-lost': (_, file) => `${file} is missing, and the database beside it needs it: restore it from your backup`,
}

/** Why a data folder cannot be opened, as one line for the terminal. */
export function sayOpenFailure(folder: string, error: unknown): string {
  const { kind, message } = openErrorOf(error)
  return OPEN_FAILURES[kind](folder, oneLine(message))
}

const LISTEN_FAILURES: Record<string, string> = {
  EADDRINUSE: 'is taken by another program; choose another with PORT',
  EACCES: 'may not be used by this account',
  EADDRNOTAVAIL: 'is not an address of this machine; check HOST',
  ENOTFOUND: 'is not a name of this machine; check HOST',
}

/** Requests still being answered when the server stops may take so long. */
const FINISH_WITHIN_MS = 2_000

const libraryOf = ({ library = LIBRARY }: ServerDeps) => library

interface OpenData {
  log: Log
  secrets: Secrets
  sealing: SealingKey
}

/** Opens the data folder. The error is one line for the terminal. */
async function openData(
  { dataFolder: folder, backups }: Settings,
  book: BackupBook,
  deps: ServerDeps,
): Promise<Result<OpenData, string>> {
  let log: Log | null = null
  try {
    log = await openLog(folder, {
      ...{ clock: deps.clock, random: deps.random, onStopped: deps.onBroken },
      ...{ library: libraryOf(deps).map(({ id }) => id), backedUpTo: book.backedUpTo },
      journalMirror: backups?.into ?? null,
    })
    const secrets = openSecrets(folder, log.access().hubs.length === 0)
    return ok({ log, secrets, sealing: await openSealingKey(folder) })
  } catch (error) {
    await log?.close()
    return fail(sayOpenFailure(folder, error))
  }
}

/** Folders with the assets of builds served before. Without room for another nothing is kept, and the server serves. */
function earlierBuilds({ appFolder, dataFolder }: Settings, { clock, report }: ServerDeps): string[] {
  try {
    return keepBuild(appFolder, dataFolder, clock)
  } catch (error) {
    report('build-not-kept', { error: String(error) })
    return []
  }
}

/** Starts to serve. The error is one line for the terminal; nothing is left running then. */
export async function startServer(settings: Settings, given: ServerDeps): Promise<Result<RunningServer, string>> {
  const metrics = makeMetrics()
  const deps = { ...given, report: metrics.watchReport(given.report) }
  if (!isBuiltApp(settings.appFolder))
    return fail(`the app is not built (nothing in ${settings.appFolder}): run "npm run build" first`)
  const book = openBook(settings.dataFolder, deps.clock)
  const opened = await openData(settings, book, deps)
  if (!opened.ok) return opened
  const { secrets, sealing } = opened.value
  const decoder = makeDecoder({ after, startThread: () => startDecodeThread(databaseFile(settings.dataFolder)) })
  const log = metrics.watchLog(guardLog({ log: opened.value.log, decoder, ...deps }))
  const compaction = startCompaction({ log, decoder, ...deps, after })
  const app = openBuiltApp(settings.appFolder, earlierBuilds(settings, deps))
  const backups = settings.backups && scheduledBackups(settings, settings.backups, book, deps)
  const views = deps.makesViews ? viewsOf(log, settings, deps) : null

  let isReady = true
  const visitors = makeVisitors(settings)
  const publishing = makePublishing({ log, ...deps, library: libraryOf(deps) })
  const contacts = openContacts(settings.dataFolder, { ...deps, every })
  const connections = makeConnections({ log, secrets, contacts, states: makeStates(decoder), ...deps, after })
  const hubState: HubStateDeps = {
    ...{ log, clock: deps.clock, contacts, version: VERSION },
    isConnected: connections.isConnected,
    backup: () => ({
      ...{ isPlanned: settings.backups !== null, everyMs: settings.backups?.everyMs ?? null },
      ...{ takenAt: book.entries()[0]?.takenAt ?? null, hasFailed: (backups?.failure ?? null) !== null },
    }),
  }
  metrics.watchHubs(() => log.access().hubs.map(({ hub }) => stateOf(hubState, hub)))
  metrics.watchConnections(connections)
  const server = makeHttpServer({
    ...{ app, log, secrets, sealing, visitors, metrics, hubState, book },
    backups: settings.backups && { everyMs: settings.backups.everyMs, failure: () => backups?.failure ?? null },
    ...deps,
    invitedTo: (hub, member) => invitedTo(log, hub, member),
    bringIn: makeBringIn({ log, secrets, sealing, visitors, ...deps }),
    moduleFiles: makeModuleFiles({ log, ...deps, moduleFile: publishing.file }),
    failedTries: makeFailedTries(deps.clock),
    challenges: makeChallenges(deps.clock, deps.random),
    posts: servePosts({ log, connections, report: deps.report, visitors }),
    tls: settings.tls,
    isReady: () => isReady,
  })
  const yjs = makeYjsConnections({ log, decoder, ...deps, bucketOf: connections.bucketOf })
  const sockets = serveSockets(server, { log, connections, yjs, report: deps.report, visitors, elapsed, every })
  /** In this order: what reads the log's database lets go of it first. */
  const closeData = async () => {
    contacts.close()
    await Promise.all([views?.close(), backups?.close()])
    await Promise.all([compaction.close(), decoder.close()])
    await log.close()
  }
  try {
    await publishing.start()
    server.listen(settings.port, settings.host)
    await once(server, 'listening')
  } catch (error) {
    await sockets.close()
    await closeData()
    const { code = '', message } = error as NodeJS.ErrnoException
    return fail(`${settings.host}:${settings.port} ${LISTEN_FAILURES[code] ?? `cannot be used: ${message}`}`)
  }
  server.on('error', (error) => deps.report('server-error', { error: error.message }))
  const { port } = server.address() as AddressInfo

  return ok({
    log,
    secrets,
    port,
    origin: originOf(settings, port),
    compact: compaction.goThrough,
    async close() {
      isReady = false
      const closed = new Promise((done) => server.close(done))
      await sockets.close()
      server.closeIdleConnections()
      const tooLong = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS)
      await closed
      clearTimeout(tooLong)
      await closeData()
    },
  })
}

const scheduledBackups = (
  { dataFolder }: Settings,
  settings: BackupSettings,
  book: BackupBook,
  deps: ServerDeps,
): ScheduledBackups =>
  scheduleBackups({ ...deps, dataFolder, settings, book, after, version: VERSION, take: takeInThread })

const viewsOf = (log: Log, settings: Settings, { clock, report }: ServerDeps) =>
  startViews({
    ...{ log, clock, report, after },
    startThread: ({ skipped }) => startViewsThread({ file: databaseFile(settings.dataFolder), skipped }),
  })

/** Calls back once after so many milliseconds; returns what cancels it. */
export function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}

const elapsed = () => performance.now()

function every(ms: number, callback: () => void): () => void {
  const timer = setInterval(callback, ms)
  // Nothing stays at work for its sake.
  timer.unref()
  return () => clearInterval(timer)
}

/** These are reached as `localhost` too, which is one origin, also on a phone with USB port forwarding. */
const LOCAL = new Set(['127.0.0.1', '::1', '0.0.0.0', '::'])

/** Where the app is opened. */
export function originOf({ host, tls, origins }: Settings, port: number): string {
  if (origins[0]) return origins[0]
  const name = LOCAL.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const scheme = tls ? 'https' : 'http'
  const isUsual = port === (tls ? 443 : 80)
  return `${scheme}://${name}${isUsual ? '' : `:${port}`}`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
