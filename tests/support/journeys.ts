/** `npm run journeys -- --engine chromium`: the journeys in one engine; fails where it cannot be had. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { engine: { type: 'string', default: 'chromium' } } })
if (values.engine !== 'chromium') {
  console.error(`journeys: no driver for "${values.engine}" yet; only chromium can be driven. Nothing was run.`)
  process.exit(2)
}
const run = spawnSync(process.execPath, ['tests/support/run-vitest.ts', '--project', 'journeys'], { stdio: 'inherit' })
process.exit(run.status ?? 1)
