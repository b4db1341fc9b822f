import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export interface ScreenOptions {
  width: number
  height: number
  dark?: boolean
  language?: string
  /** A phone: touch and mobile layout. */
  phone?: boolean
}

/** A name for this machine under which plain http is not a secure context. */
export const INSECURE_HOST = 'teren.example'

export const PHONE: ScreenOptions = { width: 360, height: 740, phone: true }
export const DESKTOP: ScreenOptions = { width: 1280, height: 800 }

/** A real browser on a profile folder of its own, which can be closed, killed and started again on the same profile,
 *  as a phone is. Started by hand rather than by the driver, so that its process can be killed with -9. */
export class PhoneBrowser {
  readonly profile = mkdtempSync(join(tmpdir(), 'teren-profile-'))
  private process: ChildProcess | null = null
  private browser: Browser | null = null
  private readonly screen: ScreenOptions

  constructor(screen: ScreenOptions = PHONE) {
    this.screen = screen
  }

  /** Starts on the profile and gives its first page. */
  async start(): Promise<Page> {
    const executable = process.env.CHROMIUM_PATH
    if (!executable) throw new Error('CHROMIUM_PATH is not set: run through npm scripts')
    const { width, height } = this.screen
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
        `--lang=${this.screen.language ?? 'en-GB'}`,
        `--window-size=${width},${height}`,
        '--remote-debugging-port=0',
        `--user-data-dir=${this.profile}`,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    )
    this.process = child
    const endpoint = await new Promise<string>((resolve, reject) => {
      let text = ''
      child.stderr?.on('data', (data: Buffer) => {
        text += data.toString()
        const found = /DevTools listening on (\S+)/.exec(text)
        if (found?.[1]) resolve(found[1])
      })
      child.once('exit', (code) => reject(new Error(`the browser ended with ${code}: ${text}`)))
    })
    this.browser = await chromium.connectOverCDP(endpoint)
    const context = this.context()
    const page = context.pages()[0] ?? (await context.newPage())
    await this.dress(page)
    return page
  }

  context(): BrowserContext {
    const context = this.browser?.contexts()[0]
    if (!context) throw new Error('the browser is not running')
    return context
  }

  /** Another tab of the same profile. */
  async newPage(): Promise<Page> {
    const page = await this.context().newPage()
    await this.dress(page)
    return page
  }

  private async dress(page: Page): Promise<void> {
    const session = await this.context().newCDPSession(page)
    await session.send('Emulation.setDeviceMetricsOverride', {
      width: this.screen.width,
      height: this.screen.height,
      deviceScaleFactor: 1.5,
      mobile: this.screen.phone ?? false,
    })
    await page.emulateMedia({ colorScheme: this.screen.dark ? 'dark' : 'light', reducedMotion: 'reduce' })
  }

  /** As a battery pulled: SIGKILL to the whole process group. */
  async kill(): Promise<void> {
    const child = this.process
    if (!child?.pid) return
    const gone = once(child, 'exit')
    process.kill(-child.pid, 'SIGKILL')
    await gone
    await this.browser?.close().catch(() => undefined)
    this.process = null
    this.browser = null
  }

  /** As a person closes it. */
  async close(): Promise<void> {
    const child = this.process
    if (!child) return
    const gone = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
    const session = await this.browser?.newBrowserCDPSession()
    await session?.send('Browser.close').catch(() => undefined)
    await gone
    this.process = null
    this.browser = null
  }

  async dispose(): Promise<void> {
    await this.kill()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
