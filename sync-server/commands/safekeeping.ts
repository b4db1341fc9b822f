import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Random } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import type { Settings } from '../config.ts'
import { restoreBackup } from '../safekeeping/restoreBackup.ts'
import { takeBackup } from '../safekeeping/takeBackup.ts'
import { verifyBackup, verifyData } from '../safekeeping/verifyBackup.ts'
import { exportHub } from './exportHub.ts'
import { openExportSource } from './exportSource.ts'

/** `backup [DIR]`, `verify [BACKUP]`, `restore BACKUP`, `export [--hub H] [--to FILE]`: what whoever runs a server needs so
 *  that nothing is lost, and so that they can leave. SAFEKEEPING.md tells how. */

export interface SafekeepingDeps {
  settings: Settings
  version: string
  clock(): number
  random: Random
}

type Command = (args: string[], deps: SafekeepingDeps) => Result<string, string>

const timeOf = (ms: number): string => new Date(ms).toISOString()
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

const backup: Command = (args, { settings, version, clock }) => {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const into = positionals[0] ?? settings.backups?.into
  if (into === undefined) return fail('Where to? Say a folder, or set TEREN_BACKUP_DIR')
  const { dataFolder, backups } = settings
  const isUsual = positionals[0] === undefined
  const wanted = {
    dataFolder,
    into: resolve(into),
    now: clock(),
    version,
    keep: isUsual ? (backups?.keep ?? null) : null,
  }
  const taken = takeBackup(wanted)
  if (!taken.ok) return taken
  const { folder, bytes } = taken.value
  return ok(`${folder}\n  ${megabytes(bytes)}, with its secrets: keep it as carefully as the server itself.`)
}

const verify: Command = (args, { settings }) => {
  const [folder] = parseArgs({ args, allowPositionals: true }).positionals
  if (folder === undefined) {
    const data = verifyData(settings.dataFolder)
    return data.ok ? ok(`${settings.dataFolder} is whole: ${data.value.rows} rows of ${data.value.hubs} hubs`) : data
  }
  const found = verifyBackup(resolve(folder))
  if (!found.ok) return found
  const { rows, hubs, manifest } = found.value
  return ok(`${folder} is whole: ${rows} rows of ${hubs} hubs, as of ${timeOf(manifest.takenAt)}`)
}

const restore: Command = (args, { settings, clock, random }) => {
  const [folder] = parseArgs({ args, allowPositionals: true }).positionals
  if (folder === undefined) return fail('Which backup? Say its folder')
  const { dataFolder, backups } = settings
  const backupFolder = backups?.into ?? null
  const done = restoreBackup({ backup: resolve(folder), dataFolder, backupFolder, now: clock(), random })
  if (!done.ok) return done
  const { manifest, aside, journal, newerAccessRows } = done.value
  return ok(
    [
      `${dataFolder} is as it was at ${timeOf(manifest.takenAt)}.`,
      aside === null ? null : `What stood there is in ${aside}.`,
      journal === null
        ? 'No journal of who may do what was found: access that was ended since the backup must be ended again.'
        : `Who may do what is as in ${journal}: ${newerAccessRows} rows are newer than the backup.`,
      'Start the server. Phones give back what they hold; nobody reads before a coordinator of each hub has said, in the',
      'app under "Safekeeping", which phones go on.',
    ]
      .filter((line) => line !== null)
      .join('\n'),
  )
}

const exportOne: Command = (args, { settings, clock }) => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { hub: text, to: text } })
  const at = clock()
  const to = resolve(values.to ?? `teren-export-${timeOf(at).slice(0, 10)}.json`)
  const source = openExportSource(settings.dataFolder)
  const done = exportHub(source, { hub: values.hub, to, at })
  source.close()
  return done.ok ? ok(`${to}\n  ${done.value.documents} documents, ${done.value.changes} changes`) : done
}

export const SAFEKEEPING: ReadonlyMap<string, Command> = new Map([
  ['backup', backup],
  ['verify', verify],
  ['restore', restore],
  ['export', exportOne],
])
