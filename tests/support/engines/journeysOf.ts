import { globSync } from 'node:fs'
import type { EngineName } from './engine.ts'

/** Judge the screens by measure, with fonts that come with Chromium; elsewhere people look (`npm run screenshots`). */
const ONLY_IN_CHROMIUM = ['harness', 'screens', 'screensOfDesk'].map((name) => `tests/journeys/${name}.test.ts`)

export const journeysOf = (engine: EngineName): string[] =>
  globSync('tests/journeys/*.test.ts')
    .toSorted()
    .filter((file) => engine === 'chromium' || !ONLY_IN_CHROMIUM.includes(file))
