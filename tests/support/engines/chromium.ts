import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium, type Page } from 'playwright-core'
import { INSECURE_HOST, type RunningBrowser, type ScreenOptions } from './engine.ts'

export interface RunningChromium extends RunningBrowser {
  /** Where another debugger may listen too. */
  endpoint: string
}

/** Started by hand rather than by the driver, so that its process can be killed with -9. */
export async function launchChromium(
  profile: string,
  screen: ScreenOptions,
  without: string[] = [],
): Promise<RunningChromium> {
  const executable = process.env.CHROMIUM_PATH
  if (!executable) throw new Error('CHROMIUM_PATH is not set: run through npm scripts')
  const child = spawn(
    executable,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
      `--lang=${screen.language ?? 'en-GB'}`,
      `--window-size=${screen.width},${screen.height}`,
      ...(without.length > 0 ? [`--disable-blink-features=${without.join(',')}`] : []),
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr.on('data', (data: Buffer) => {
      text += data.toString()
      const found = /DevTools listening on (\S+)/.exec(text)
      if (found?.[1]) resolve(found[1])
    })
    child.once('exit', (code) => reject(new Error(`the browser ended with ${code}: ${text}`)))
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const [context] = browser.contexts()
  if (!context) throw new Error('Chromium started without a window')

  const dress = async (page: Page) => {
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setDeviceMetricsOverride', {
      width: screen.width,
      height: screen.height,
      deviceScaleFactor: 1.5,
      mobile: screen.phone ?? false,
    })
    // Before anything is stored: browsers keep for a while what they know of the space left.
    if (screen.room) {
      const { origin, bytes } = screen.room
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes })
    }
    await page.emulateMedia({ colorScheme: screen.dark ? 'dark' : 'light', reducedMotion: 'reduce' })
    return page
  }
  const gone = once(child, 'exit')
  return {
    endpoint,
    first: await dress(context.pages()[0] ?? (await context.newPage())),
    newPage: async () => dress(await context.newPage()),
    context: () => context,
    async kill() {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
      await gone
      await browser.close().catch(() => undefined)
    },
    async close() {
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.close').catch(() => undefined)
      await gone
    },
  }
}
