import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { launchChromium } from './engines/chromium.ts'
import { type Ability, can } from './engines/differences.ts'
import { type EngineName, isEngine, type Launch, type RunningBrowser, type ScreenOptions } from './engines/engine.ts'
import { launchFirefox } from './engines/firefox.ts'
import { launchIphoneLike } from './engines/iphoneLike.ts'
import { launchWebKit } from './engines/webkit.ts'

export { INSECURE_HOST, type ScreenOptions } from './engines/engine.ts'

export const PHONE: ScreenOptions = { width: 360, height: 740, phone: true }
export const DESKTOP: ScreenOptions = { width: 1280, height: 800 }

/** What `npm run journeys -- --engine NAME` chose. */
export const ENGINE: EngineName = chosen(process.env.TEREN_ENGINE ?? 'chromium')

/** Whether the engine of this run can do what not every engine can. */
export const engineCan = (ability: Ability): boolean => can(ENGINE, ability)

const LAUNCH: Record<EngineName, Launch> = {
  chromium: (profile, screen) => launchChromium(profile, screen),
  'iphone-like': launchIphoneLike,
  firefox: launchFirefox,
  webkit: launchWebKit,
}

function chosen(name: string): EngineName {
  if (!isEngine(name)) throw new Error(`TEREN_ENGINE names no engine: ${name}`)
  return name
}

/** A real browser on a profile folder of its own, which can be closed, killed and started again on the same profile,
 *  as a phone is. In whichever engine the run is. */
export class PhoneBrowser {
  readonly profile = mkdtempSync(join(tmpdir(), 'teren-profile-'))
  private running: RunningBrowser | null = null
  private readonly screen: ScreenOptions

  constructor(screen: ScreenOptions = PHONE) {
    this.screen = screen
  }

  /** Starts on the profile and gives its first page. */
  async start(): Promise<Page> {
    this.running = await LAUNCH[ENGINE](this.profile, this.screen)
    return this.running.first
  }

  context(): BrowserContext {
    return this.now().context()
  }

  /** Another tab of the same profile. */
  newPage(): Promise<Page> {
    return this.now().newPage()
  }

  private now(): RunningBrowser {
    if (!this.running) throw new Error('the browser is not running')
    return this.running
  }

  /** As a battery pulled: SIGKILL to the whole process group. */
  async kill(): Promise<void> {
    const running = this.running
    this.running = null
    await running?.kill()
  }

  /** As a person closes it. */
  async close(): Promise<void> {
    const running = this.running
    this.running = null
    await running?.close()
  }

  async dispose(): Promise<void> {
    await this.kill()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
