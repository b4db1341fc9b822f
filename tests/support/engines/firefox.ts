import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { type BrowserContext, firefox } from 'playwright-core'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { until } from '../until.ts'
import { INSECURE_HOST, type Launch, type RunningBrowser, type ScreenOptions } from './engine.ts'

/** The system's own Firefox over WebDriver BiDi, by Playwright's driver for it. */
export const launchFirefox: Launch = async (profile, screen) => {
  const executable = process.env.FIREFOX_PATH
  if (!executable) throw new Error('FIREFOX_PATH is not set: run through npm run journeys -- --engine firefox')
  const files = {
    endpoint: join(profile, 'WebDriverBiDiServer.json'),
    pid: `${profile}.pid`,
    start: `${profile}.sh`,
  }
  rmSync(files.endpoint, { force: true })
  const bridge = await openBridge(files.endpoint)
  // Playwright takes the first endpoint that is printed. The shell becomes Firefox: its process is the one to kill.
  writeFileSync(
    files.start,
    `#!/bin/sh\necho $$ > '${files.pid}'\necho 'WebDriver BiDi listening on ${bridge.address}' >&2\nexec '${executable}' "$@"\n`,
  )
  chmodSync(files.start, 0o755)
  let context: BrowserContext
  try {
    context = await firefox.launchPersistentContext(profile, {
      channel: 'moz-firefox',
      executablePath: files.start,
      headless: true,
      viewport: { width: screen.width, height: screen.height },
      deviceScaleFactor: 1.5,
      colorScheme: screen.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      firefoxUserPrefs: preferences(screen),
    })
  } catch (error) {
    bridge.close()
    throw error
  }
  const pid = Number(readFileSync(files.pid, 'utf8'))
  const ended = async () => {
    await until(
      'Firefox ends',
      () => isRunning(pid),
      (running) => !running,
    )
    bridge.close()
    for (const file of [files.pid, files.start]) rmSync(file, { force: true })
  }
  const running: RunningBrowser = {
    first: context.pages()[0] ?? (await context.newPage()),
    newPage: () => context.newPage(),
    context: () => context,
    async kill() {
      const closed = context.waitForEvent('close')
      process.kill(-pid, 'SIGKILL')
      await closed
      await ended()
    },
    async close() {
      await context.close()
      await ended()
    },
  }
  return running
}

const preferences = (screen: ScreenOptions) => ({
  'intl.accept_languages': screen.language ?? 'en-GB',
  'intl.locale.requested': screen.language ?? 'en-GB',
  'layout.css.prefers-color-scheme.content-override': screen.dark ? 0 : 1,
  'ui.prefersReducedMotion': 1,
  'ui.useOverlayScrollbars': screen.phone ? 1 : 0,
  'network.dns.localDomains': INSECURE_HOST,
  // In kB, for all origins; one may take a fifth.
  ...(screen.room ? { 'dom.quotaManager.temporaryStorage.fixedLimit': Math.ceil((screen.room.bytes * 5) / 1024) } : {}),
  // Its pages' sandbox may read the fonts that the run is drawn with.
  ...(process.env.FONTCONFIG_FILE
    ? { 'security.sandbox.content.read_path_whitelist': `${dirname(process.env.FONTCONFIG_FILE)}/` }
    : {}),
  // One process for pages is enough, and nothing is fetched from elsewhere.
  'dom.ipc.processCount': 1,
  'dom.ipc.processPrelaunch.enabled': false,
  'app.normandy.enabled': false,
  'services.settings.server': 'data:,',
  'browser.newtabpage.enabled': false,
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Stands between Playwright and Firefox: ESR 153 does not know one command that Playwright 1.65 sends at each start,
 *  and ends the start over it. The theme that it would set is set by preference. */
async function openBridge(endpointFile: string): Promise<{ address: string; close: () => void }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (driver) => {
    let send: ((message: string) => void) | null = null
    const waiting: string[] = []
    driver.on('message', (data: RawData) => {
      const { id, method } = JSON.parse(String(data)) as { id: number; method: string }
      if (method === 'emulation.setMediaFeaturesOverride')
        driver.send(JSON.stringify({ type: 'success', id, result: {} }))
      else if (send) send(String(data))
      else waiting.push(String(data))
    })
    void connect(endpointFile).then((browser) => {
      send = (message) => browser.send(message)
      for (const message of waiting) send(message)
      browser.on('message', (data: RawData) => driver.send(String(data)))
      browser.on('close', () => driver.close())
      driver.on('close', () => browser.close())
    })
  })
  return {
    address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

/** Firefox writes into its profile where it listens. */
async function connect(endpointFile: string): Promise<WebSocket> {
  const read = (): { ws_host: string; ws_port: number } | null => {
    try {
      return JSON.parse(readFileSync(endpointFile, 'utf8'))
    } catch {
      return null
    }
  }
  const at = await until('Firefox listens', read, (found) => found !== null)
  const socket = new WebSocket(`ws://${at?.ws_host}:${at?.ws_port}/session`, { perMessageDeflate: false })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}
