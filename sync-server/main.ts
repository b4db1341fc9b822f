import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fail, ok } from '#domain/result.ts'
import { makeCode, makeLink } from '#protocol/invitationCode.ts'
import { openSealingKey } from './access/sealingKey.ts'
import { openSecrets, systemRandom } from './access/secrets.ts'
import { bringInFile } from './commands/bringInFile.ts'
import { invite } from './commands/invite.ts'
import { openBeside } from './commands/openBeside.ts'
import { restoreDocument } from './commands/restoreDocument.ts'
import { SAFEKEEPING } from './commands/safekeeping.ts'
import { printSignInLinks } from './commands/signInLinks.ts'
import { readSettings, type Settings } from './config.ts'
import { LIBRARY } from './library/library.ts'
import { databaseFile } from './log/dataFolder.ts'
import { LogOpenError } from './log/LogOpenError.ts'
import { openLog } from './log/openLog.ts'
import { reportToStderr } from './report.ts'
import { keepHeapSmall } from './smallHeap.ts'
import { after, originOf, type RunningServer, type ServerDeps, sayOpenFailure, startServer } from './startServer.ts'
import { VERSION } from './version.ts'
import { makeDecoder, startDecodeThread } from './views/decoder.ts'
import { openDocumentRows } from './views/documentRows.ts'
import { guardLog } from './views/guardedLog.ts'

/** `main.ts` serves; `main.ts invite [--hub H] --member M` prints a sign-in link, also beside a running
 *  server; `main.ts restore-document D [--at T]` leads a document back and `main.ts bring-in FILE` takes in what somebody
 *  carried, of a server that stands still; `backup`, `verify`,
 *  `restore` and `export` keep what it holds safe. */

const COMMANDS = ['serve', 'invite', 'restore-document', 'bring-in', ...SAFEKEEPING.keys()]
const SET_UP_LASTS_MS = 7 * 24 * 3600 * 1000
const TOP_UP_EVERY_MS = 6 * 3600 * 1000

const clock = () => Date.now()
const random = systemRandom
const print = (text: string) => void process.stdout.write(`${text}\n`)

/** One line that says why, and an end that scripts can see. */
function giveUp(why: string): never {
  process.stderr.write(`teren: ${why}\n`)
  process.exit(1)
}

const deps: ServerDeps = {
  clock,
  random,
  report: reportToStderr,
  makesViews: true,
  onBroken: (error) => giveUp(`the log has stopped, nothing is received any more: ${error.message}`),
}

async function serve(settings: Settings): Promise<void> {
  keepHeapSmall()
  const started = await startServer(settings, deps)
  if (!started.ok) giveUp(started.error)
  const server = started.value
  let isStopping = false
  const stop = async () => {
    // A second signal is meant: end now.
    if (isStopping) process.exit(130)
    isStopping = true
    await server.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  print(`Teren is open at ${server.origin}`)
  if (!isSafeContext(server.origin))
    print('Browsers keep nothing offline over plain http: see "On a real phone" in the README.')
  try {
    if (settings.isDemo) await demonstrate(server, settings)
    else await offerSetUp(server)
  } catch (error) {
    // Told to stop in the middle of it: the next start goes on where this one ended.
    if (!isStopping) throw error
  }
}

/** Where service workers and storage work: over https, or on this machine. */
function isSafeContext(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}

async function demonstrate(server: RunningServer, settings: Settings): Promise<void> {
  // Loaded only where it is wanted: nothing else depends on the demonstration.
  const demo = await import('./commands/demo/makeDemonstration.ts')
  const { log, secrets, origin } = server
  const options = { log, clock, random, modules: LIBRARY.map(({ id }) => id) }
  await demo.makeDemonstration(options)
  const members = demo.demonstrationMembers(options)
  await printSignInLinks({ ...options, secrets, origin, members, print, json: settings.printLinks === 'json' })
  const topUp = setInterval(() => {
    demo.topUpDemonstration(options).catch((error: unknown) => deps.report('top-up-failed', { error: String(error) }))
  }, TOP_UP_EVERY_MS)
  topUp.unref()
}

/** A server without a hub is set up by whoever reads this terminal: once, by a link that replaces the one before. */
async function offerSetUp({ log, secrets, origin }: RunningServer): Promise<void> {
  if (log.access().hubs.length > 0) return
  const at = clock()
  const code = makeCode(random)
  const codeHash = secrets.codeHash(code)
  const made = await log.operate({ kind: 'make-set-up-code', codeHash, expiresAt: at + SET_UP_LASTS_MS, at })
  if (!made.ok) giveUp(`no set-up link could be made: ${made.detail}`)
  const link = makeLink(origin, { serverId: log.identity().serverId, code }, 'set-up')
  print(`There is no hub yet. Set one up, once, within 7 days:\n  ${link}`)
}

async function inviteMember(settings: Settings, args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { hub: { type: 'string' }, member: { type: 'string' } } })
  const opened = openBesideServer(settings.dataFolder)
  if (!opened.ok) giveUp(opened.error)
  const { log, secrets } = opened.value
  const origin = originOf(settings, settings.port)
  const json = settings.printLinks === 'json'
  const wanted = { hub: values.hub ?? null, member: values.member ?? null }
  const invited = await invite(wanted, { log, secrets, clock, random, origin, print, json })
  log.close()
  if (!invited.ok) giveUp(invited.error)
}

async function leadBack({ dataFolder }: Settings, args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { hub: text, at: text, by: text },
  })
  const wanted = { document: positionals[0], hub: values.hub, at: values.at, by: values.by }
  if (!existsSync(databaseFile(dataFolder))) giveUp(`there is no database in ${dataFolder}`)
  const log = await openLog(dataFolder, { clock, random }).catch((error) => giveUp(sayOpenFailure(dataFolder, error)))
  const documents = openDocumentRows(databaseFile(dataFolder))
  const done = await restoreDocument(wanted, { log, documents, clock, random, print })
  documents.close()
  await log.close()
  if (!done.ok) giveUp(done.error)
}

async function bringIn({ dataFolder }: Settings, args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const file = databaseFile(dataFolder)
  if (!existsSync(file)) giveUp(`there is no database in ${dataFolder}`)
  const { report } = deps
  const library = LIBRARY.map(({ id }) => id)
  const log = await openLog(dataFolder, { clock, random, library }).catch((error) =>
    giveUp(sayOpenFailure(dataFolder, error)),
  )
  const decoder = makeDecoder({ after, startThread: () => startDecodeThread(file) })
  const guarded = guardLog({ log, decoder, clock, report })
  const secrets = openSecrets(dataFolder, false)
  const sealing = await openSealingKey(dataFolder)
  const done = await bringInFile(positionals[0], { log: guarded, secrets, sealing, clock, report, print })
  await decoder.close()
  await log.close()
  if (!done.ok) giveUp(done.error)
}

function keepSafe(settings: Settings, command: string, args: string[]): void {
  const run = SAFEKEEPING.get(command)
  try {
    const done = run?.(args, { settings, version: VERSION, clock, random })
    if (done?.ok) print(done.value)
    else giveUp(done?.error ?? command)
  } catch (error) {
    if (error instanceof LogOpenError) giveUp(sayOpenFailure(settings.dataFolder, error))
    throw error
  }
}

function openBesideServer(folder: string) {
  try {
    return ok({ log: openBeside(folder), secrets: openSecrets(folder, false) })
  } catch (error) {
    return fail(sayOpenFailure(folder, error))
  }
}

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  if (!settings.ok) giveUp(settings.error)
  const [command = 'serve', ...args] = process.argv.slice(2)
  if (command === 'serve') await serve(settings.value)
  else if (command === 'invite') await inviteMember(settings.value, args)
  else if (command === 'restore-document') await leadBack(settings.value, args)
  else if (command === 'bring-in') await bringIn(settings.value, args)
  else if (SAFEKEEPING.has(command)) keepSafe(settings.value, command, args)
  else giveUp(`there is no command "${command}"; there are: ${COMMANDS.join(', ')}`)
}

main().catch((error: unknown) => giveUp(error instanceof Error ? error.message : String(error)))
