/** `npm run screenshots`: every screen and state into `.screenshots/`, on phone and desk, light and dark.
 *  `-- --languages bg,pseudo` chooses the languages, `--engine firefox` the browser (its pictures into
 *  `.screenshots/firefox/`). A fault that the harness finds does not stop the pictures. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { LANGUAGES, PSEUDO } from '#text/languages.ts'
import { ENGINES, isEngine } from './engines/engine.ts'
import { equip } from './engines/find.ts'

const { values } = parseArgs({
  options: {
    languages: { type: 'string', default: [...LANGUAGES.map(({ tag }) => tag), PSEUDO].join(',') },
    screens: { type: 'string', default: 'phone,desktop' },
    themes: { type: 'string', default: 'light,dark' },
    engine: { type: 'string', default: 'chromium' },
  },
})
const { engine } = values
const equipped = isEngine(engine)
  ? await equip(engine)
  : { ok: false as const, why: `There are ${ENGINES.join(', ')}.` }
if (!equipped.ok) {
  console.error(`screenshots: ${equipped.why}`)
  process.exit(2)
}
const folder = engine === 'chromium' ? '.screenshots' : `.screenshots/${engine}`
const list = (text: string) => text.split(',').filter(Boolean)
const combinations = list(values.screens).flatMap((screen) =>
  list(values.themes).flatMap((theme) => list(values.languages).map((language) => `${screen}-${theme}-${language}`)),
)
const run = spawnSync(
  process.execPath,
  ['tests/support/run-vitest.ts', '--project', 'journeys', 'tests/journeys/screens.test.ts'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...equipped.env,
      TEREN_ENGINE: engine,
      TEREN_SCREENS: combinations.join(','),
      TEREN_SCREENSHOTS: folder,
    },
  },
)
console.log(`pictures in ${folder}/ (${combinations.join(', ')})`)
process.exit(run.status ?? 1)
