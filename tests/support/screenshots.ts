/** `npm run screenshots`: every screen and state into `.screenshots/`, on phone and desk, light and dark.
 *  `-- --languages bg,pseudo` chooses the languages. A fault that the harness finds does not stop the pictures. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { LANGUAGES, PSEUDO } from '#text/languages.ts'

const { values } = parseArgs({
  options: {
    languages: { type: 'string', default: [...LANGUAGES.map(({ tag }) => tag), PSEUDO].join(',') },
    screens: { type: 'string', default: 'phone,desktop' },
    themes: { type: 'string', default: 'light,dark' },
  },
})
const list = (text: string) => text.split(',').filter(Boolean)
const combinations = list(values.screens).flatMap((screen) =>
  list(values.themes).flatMap((theme) => list(values.languages).map((language) => `${screen}-${theme}-${language}`)),
)
const run = spawnSync(
  process.execPath,
  ['tests/support/run-vitest.ts', '--project', 'journeys', 'tests/journeys/screens.test.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, TEREN_SCREENS: combinations.join(','), TEREN_SCREENSHOTS: '.screenshots' },
  },
)
console.log(`pictures in .screenshots/ (${combinations.join(', ')})`)
process.exit(run.status ?? 1)
