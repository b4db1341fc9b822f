import { lingui } from '@lingui/vite-plugin'
import { preact } from '@preact/preset-vite'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longestFirst.ts'

const plugins = () => [preact({ babel: { plugins: ['@lingui/babel-plugin-lingui-macro'] } }), lingui()]
const executablePath = process.env.CHROMIUM_PATH
/** Ends what hangs, on the slowest machine too; nothing that works comes near it. */
const PATIENCE_MS = 120_000
/** The same for one condition that is waited for. */
const POLL = { timeout: 20_000, interval: 20 }

export default defineConfig({
  test: {
    // Tests wait for conditions, not for each other: two at a time left two cores idle for four tenths of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins: plugins(),
        test: {
          name: 'unit',
          // A test that needs a page says so in its first line.
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.browser.test.{ts,tsx}'],
          setupFiles: ['tests/support/patience.ts'],
          testTimeout: PATIENCE_MS,
          expect: { poll: POLL },
        },
      },
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['sync-server/**/*.test.ts', 'tests/{contracts,hostile,convergence,house}/**/*.test.ts'],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          expect: { poll: POLL },
        },
      },
      {
        plugins: plugins(),
        optimizeDeps: {
          include: [
            '@testing-library/preact',
            'axe-core',
            'dexie',
            'yjs',
            '@preact/signals',
            'preact-iso',
            '@lingui/core',
          ],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.{ts,tsx}'],
          testTimeout: PATIENCE_MS,
          expect: { poll: POLL },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['tests/journeys/**/*.test.ts'],
          globalSetup: ['tests/support/madeHub.ts'],
          // Other engines start more slowly, and are asked through more hands.
          testTimeout: process.env.TEREN_ENGINE === undefined ? 90_000 : 240_000,
          expect: { poll: { ...POLL, interval: 100 } },
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
