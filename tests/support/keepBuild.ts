/** `npm run keep-build`: builds the app and keeps it under its version, for the journeys in which an old app meets the
 *  newest server. Once a version; `-- --again` replaces it before it has gone out. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { keptBuildFile, PRESENT_BUILD, packBuild } from './builds.ts'

const { values } = parseArgs({ options: { again: { type: 'boolean', default: false } } })
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const file = keptBuildFile(version)
if (existsSync(file) && !values.again) {
  console.error(`keep-build: ${relative('.', file)} is there already. Raise the version, or use -- --again.`)
  process.exit(2)
}
const packed = packBuild(PRESENT_BUILD)
writeFileSync(file, packed)
console.log(`kept ${relative('.', file)}, ${(packed.length / 1000).toFixed(0)} kB`)
