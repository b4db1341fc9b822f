/** `npm run test:long -- --minutes N`: what takes longer than `npm test` may, in shards, each begun only while time
 *  remains. What was done is kept in `.cache/long.json`, so that the next run goes on after it; when all are done it
 *  begins anew. The last line counts shards. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { LANGUAGES, PSEUDO } from '#text/languages.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0)) {
  console.error('test:long: --minutes wants a number above 0')
  process.exit(2)
}
const until = Date.now() + minutes * 60_000

interface Shard {
  name: string
  /** Arguments for vitest. */
  args: string[]
  env: Record<string, string>
}

const screens = ['phone', 'desktop'].flatMap((screen) =>
  ['light', 'dark'].flatMap((theme) =>
    [PSEUDO, ...LANGUAGES.map(({ tag }) => tag)].map(
      (language): Shard => ({
        name: `screens ${screen} ${theme} ${language}`,
        args: ['--project', 'journeys', 'tests/journeys/screens.test.ts'],
        env: { TEREN_SCREENS: `${screen}-${theme}-${language}` },
      }),
    ),
  ),
)

/** The property tests again, with fresh seeds and many more samples. */
const properties = globSync(['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'tests/**/*.test.ts'])
  .filter((file) => readFileSync(file, 'utf8').includes('numRuns: runs('))
  .map(
    (file): Shard => ({
      name: `properties × 20 ${file}`,
      args: ['--project', file.startsWith('src/') ? 'unit' : 'server', file, '--testTimeout', '600000'],
      env: { TEREN_PROPERTY_FACTOR: '20' },
    }),
  )

const shards = [...properties, ...screens]

const file = '.cache/long.json'
mkdirSync('.cache', { recursive: true })
let done: string[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
if (shards.every((shard) => done.includes(shard.name))) done = []

if (!existsSync('dist/client/index.html')) {
  const built = spawnSync('npm', ['run', 'build'], { stdio: 'inherit' })
  if (built.status !== 0) process.exit(built.status ?? 1)
}
let passed = 0
let failed = 0
const notRun: string[] = []
for (const shard of shards) {
  if (done.includes(shard.name)) continue
  if (Date.now() > until) {
    notRun.push(shard.name)
    continue
  }
  console.log(`\n== ${shard.name}`)
  const run = spawnSync(process.execPath, ['tests/support/run-vitest.ts', ...shard.args], {
    stdio: 'inherit',
    env: { ...process.env, ...shard.env },
  })
  if (run.status === 0) {
    passed += 1
    writeFileSync(file, JSON.stringify([...done, shard.name]))
    done.push(shard.name)
  } else {
    failed += 1
    console.log(`FAILED: ${shard.name}`)
  }
}
console.log('\nnot run: other engines than Chromium (no driver yet)')
if (notRun.length > 0) console.log(`not run, no time left: ${notRun.join(', ')}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
