/** Runs vitest with a Chromium found for it: `node tests/support/run-vitest.ts [vitest arguments]`. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from './browser.ts'

const { path, from } = await findChromium()
console.log(`browser: ${path} (from ${from})`)
const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Each file has a process of its own, and journeys start a hundred servers: what was compiled once is read.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../.cache/compiled'), ...process.env, CHROMIUM_PATH: path },
})
vitest.on('exit', (code) => process.exit(code ?? 1))
