/** `npm run journeys -- --engine firefox`: the journeys in one engine, or only the named files, or (`--title`) those with
 *  certain words in their title; fails where the engine cannot be had. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { sayDifferences } from './engines/differences.ts'
import { ENGINES, isEngine } from './engines/engine.ts'
import { equip } from './engines/find.ts'
import { journeysOf } from './engines/journeysOf.ts'

const { values, positionals } = parseArgs({
  options: { engine: { type: 'string', default: 'chromium' }, title: { type: 'string', short: 't' } },
  allowPositionals: true,
})
const { engine } = values
if (!isEngine(engine)) {
  console.error(`journeys: no engine "${engine}"; there are ${ENGINES.join(', ')}. Nothing was run.`)
  process.exit(2)
}
const equipped = await equip(engine)
if (!equipped.ok) {
  console.error(`journeys: ${equipped.why} Nothing was run.`)
  process.exit(2)
}
console.log(`engine: ${engine}, ${equipped.says}`)
for (const line of sayDifferences(engine)) console.log(`  other than in Chromium: ${line}`)
const files = positionals.length > 0 ? positionals : journeysOf(engine)
const only = values.title === undefined ? [] : ['--testNamePattern', values.title]
const run = spawnSync(
  process.execPath,
  ['tests/support/run-vitest.ts', '--project', 'journeys', '--no-file-parallelism', ...files, ...only],
  {
    stdio: 'inherit',
    env: { ...process.env, ...equipped.env, TEREN_ENGINE: engine },
  },
)
process.exit(run.status ?? 1)
