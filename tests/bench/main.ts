/** `npm run bench` prints all figures, `npm run bench -- NAME` those of one bench. Nothing here passes or fails. */
import { existsSync } from 'node:fs'
import { findChromium } from '../support/browser.ts'
import { backup } from './backup.ts'
import { field } from './field.ts'
import { learning } from './learning.ts'
import { peers } from './peers.ts'
import { register } from './register.ts'
import { sync } from './sync.ts'

const BENCHES: Record<string, (args: string[]) => Promise<void>> = { backup, field, learning, peers, register, sync }

const wanted = process.argv[2]
const names = wanted ? [wanted] : Object.keys(BENCHES)
const unknown = names.find((name) => !BENCHES[name])
if (unknown) {
  console.error(`bench: there is no "${unknown}"; there are: ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}
if (!existsSync('dist/client/index.html')) {
  console.error('bench: no build to measure. Run npm run build first.')
  process.exit(2)
}
process.env.CHROMIUM_PATH = (await findChromium()).path
for (const name of names) await BENCHES[name]?.(process.argv.slice(3))
