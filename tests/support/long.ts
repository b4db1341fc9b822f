/** `npm run test:long -- --minutes N`: what takes longer than `npm test` may, in shards, each begun only while time
 *  remains. What was done is kept in `.cache/long.json`, so that the next run goes on after it; when all are done it
 *  begins anew. The last line counts shards. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { LANGUAGES, PSEUDO } from '#text/languages.ts'
import type { EngineName } from './engines/engine.ts'
import { type Equipped, equip } from './engines/find.ts'
import { journeysOf } from './engines/journeysOf.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    // By comma; the journeys of those left out are reported as not run.
    engines: { type: 'string', default: 'webkit,firefox,iphone-like' },
  },
})
const wanted = new Set(values.engines.split(',').filter(Boolean))
const minutes = Number(values.minutes)
if (!(minutes > 0)) {
  console.error('test:long: --minutes wants a number above 0')
  process.exit(2)
}
const until = Date.now() + minutes * 60_000

interface Shard {
  name: string
  /** Arguments for vitest, or a program with its own. */
  args: string[]
  program?: string
  env: Record<string, string>
  /** Whose browser it needs, if not Chromium's. */
  engine?: EngineName
}

/** No engine takes more of a run than this, so that the others have their turn, and the rest too. */
const ENGINE_MS = (minutes * 60_000) / 4
const FIELD_DAY = 'tests/journeys/fieldDay.test.ts'

/** The journeys in the engines that `npm test` leaves out. */
const inOtherEngines = (['webkit', 'firefox', 'iphone-like'] as const).flatMap((engine) =>
  journeysOf(engine).map(
    (path): Shard => ({
      name: `${engine} ${path}`,
      args: ['--project', 'journeys', path],
      env: { TEREN_ENGINE: engine },
      engine,
    }),
  ),
)
const isFieldDay = ({ args }: Shard) => args.includes(FIELD_DAY)

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

/** What `npm test` judges on a desk alone. */
const isDeskOnPhone = ({ name }: Shard) => name === `screens phone light ${PSEUDO}`

/** The property tests again, with fresh seeds and many more samples. */
const properties = globSync(['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'tests/**/*.test.ts'])
  .filter((file) => /\bruns\(\d/.test(readFileSync(file, 'utf8')))
  .map(
    (file): Shard => ({
      name: `properties × 20 ${file}`,
      args: ['--project', file.startsWith('src/') ? 'unit' : 'server', file, '--testTimeout', '600000'],
      env: { TEREN_PROPERTY_FACTOR: '20' },
    }),
  )

/** Browsers killed at many moments of an update. */
const kills: Shard = {
  name: 'kills while a database is brought up to date',
  args: ['--project', 'journeys', 'tests/journeys/update.test.ts', '-t', 'brought up to date at the next start'],
  env: { TEREN_KILLS: '12' },
}

const sheets: Shard = {
  name: 'sheets of 7, 40 and 120 people in three languages',
  args: ['--project', 'journeys', 'tests/journeys/printing.test.ts'],
  env: { TEREN_SHEETS: 'all' },
}

const keptBuilds: Shard = {
  name: 'every kept build against the newest server',
  args: ['--project', 'journeys', 'tests/journeys/update.test.ts', '-t', 'signs in, works offline'],
  env: { TEREN_KEPT: 'all' },
}

/** More worlds of the simulator, a thousand at a time. */
const worlds = Array.from({ length: 20 }, (_, at): Shard => {
  const from = 600 + at * 1000
  return {
    name: `worlds from ${from}`,
    args: ['--project', 'server', 'tests/convergence/simulator.test.ts', '-t', 'in many worlds'],
    env: { TEREN_SEEDS_FROM: String(from) },
  }
})

/** Kill -9, with other chances each time. */
const crashes = [
  { name: 'kill -9 of a browser', args: ['--browser', '--rounds', '10'] },
  { name: 'kill -9 of the server', args: ['--rounds', '20', '--devices', '50'] },
  { name: 'kill -9 of the server on a slow disk', args: ['--rounds', '10', '--devices', '50', '--slow-disk', '5'] },
].map((shard): Shard => ({ ...shard, program: 'tests/convergence/crash.ts', env: {} }))

// What says most comes first: a run seldom has time for all.
const shards = [
  ...screens.filter(isDeskOnPhone),
  sheets,
  keptBuilds,
  ...inOtherEngines.filter(isFieldDay),
  ...inOtherEngines.filter((shard) => !isFieldDay(shard)),
  ...crashes,
  kills,
  ...properties,
  ...worlds,
  ...screens.filter((shard) => !isDeskOnPhone(shard)),
]

const file = '.cache/long.json'
mkdirSync('.cache', { recursive: true })
let done: string[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
if (shards.every((shard) => done.includes(shard.name))) done = []

if (!existsSync('dist/client/index.html')) {
  const built = spawnSync('npm', ['run', 'build'], { stdio: 'inherit' })
  if (built.status !== 0) process.exit(built.status ?? 1)
}
let passed = 0
const failed: string[] = []
const secondTry: string[] = []
const notRun: string[] = []
const cannot = new Set<string>()
const engines = new Map<EngineName, { equipped: Equipped; spentMs: number }>()
for (const shard of shards) {
  if (done.includes(shard.name)) continue
  const used = shard.engine && engines.get(shard.engine)
  if (shard.engine && !wanted.has(shard.engine)) {
    cannot.add(`${shard.engine}: left out by --engines`)
    continue
  }
  if (Date.now() > until || (used && used.spentMs > ENGINE_MS)) {
    notRun.push(shard.name)
    continue
  }
  const engine = shard.engine && (used ?? { equipped: await equip(shard.engine), spentMs: 0 })
  if (shard.engine && engine) engines.set(shard.engine, engine)
  if (engine && !engine.equipped.ok) {
    cannot.add(`${shard.engine}: ${engine.equipped.why}`)
    continue
  }
  console.log(`\n== ${shard.name}${engine?.equipped.ok ? ` (${engine.equipped.says})` : ''}`)
  const began = Date.now()
  const run = () =>
    spawnSync(process.execPath, [shard.program ?? 'tests/support/run-vitest.ts', ...shard.args], {
      stdio: 'inherit',
      env: { ...process.env, ...(engine?.equipped.ok ? engine.equipped.env : {}), ...shard.env },
    }).status === 0
  let green = run()
  // Another browser's driver stumbles at times, and a journey in it is begun once more. What it did is told by name at
  // the end. Nothing else gets a second try: a seed that is red stays red.
  if (!green && engine) {
    console.log(`\n== ${shard.name}: once more`)
    green = run()
    if (green) secondTry.push(shard.name)
  }
  if (engine) engine.spentMs += Date.now() - began
  if (green) {
    passed += 1
    writeFileSync(file, JSON.stringify([...done, shard.name]))
    done.push(shard.name)
  } else {
    failed.push(shard.name)
    console.log(`FAILED: ${shard.name}`)
  }
}
for (const why of cannot) console.log(`\nnot run: ${why}`)
if (notRun.length > 0) console.log(`\nnot run, no time left: ${notRun.join(', ')}`)
if (secondTry.length > 0) console.log(`\npassed at the second try only: ${secondTry.join(', ')}`)
for (const name of failed) console.log(`\nFAILED: ${name}`)
const left = shards.length - done.length - failed.length
console.log(`${passed} passed, ${failed.length} failed; of all ${shards.length} shards ${left} are still to be run`)
process.exit(failed.length === 0 ? 0 : 1)
