import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#domain/ids.ts'

/** So many builds that were served before the present one are kept: tabs opened then ask for their own chunks (S6). */
const KEPT_BUILDS = 3

/** Keeps the assets of the app that is served now in the data folder, beside those of the builds before, and drops older
 *  ones. However a new build arrives, the old one need not be there any more.
 *  Gives the folders of earlier builds, the newest first. Throws what the file system throws. */
export function keepBuild(appFolder: string, dataFolder: string, clock: Clock): string[] {
  const assets = join(appFolder, 'assets')
  const folder = join(dataFolder, 'builds')
  const files = readdirSync(assets).filter((name) => !name.endsWith('.map'))
  const present = nameOf(files)
  mkdirSync(folder, { recursive: true })
  // The time of a folder says when its build was served last, also of one that came back.
  const lastServed = (name: string) => statSync(join(folder, name)).mtimeMs
  const builds = readdirSync(folder).filter((name) => !name.endsWith(UNFINISHED))
  if (!builds.includes(present)) {
    const unfinished = join(folder, present + UNFINISHED)
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished)
    for (const name of files) copyFileSync(join(assets, name), join(unfinished, name))
    renameSync(unfinished, join(folder, present))
  }
  const now = new Date(clock())
  utimesSync(join(folder, present), now, now)
  const earlier = builds.filter((name) => name !== present).toSorted((a, b) => lastServed(b) - lastServed(a))
  for (const name of earlier.slice(KEPT_BUILDS)) rmSync(join(folder, name), { recursive: true, force: true })
  return earlier.slice(0, KEPT_BUILDS).map((name) => join(folder, name))
}

/** A folder that was being filled when the server was killed is filled again. */
const UNFINISHED = '.unfinished'

/** Names of assets change with their content: together they name the build. */
const nameOf = (files: string[]): string =>
  createHash('sha256').update(files.toSorted().join('\n')).digest('hex').slice(0, 16)
