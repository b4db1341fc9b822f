import type { BrowserContext, Page } from 'playwright-core'

/** Browsers that the journeys can run in. The same Playwright pages drive all of them; what differs stands in
 *  `differences.ts`. */
export const ENGINES = ['chromium', 'iphone-like', 'firefox', 'webkit'] as const
export type EngineName = (typeof ENGINES)[number]

export const isEngine = (name: string): name is EngineName => (ENGINES as readonly string[]).includes(name)

export interface ScreenOptions {
  width: number
  height: number
  dark?: boolean
  language?: string
  /** A phone: touch and mobile layout. */
  phone?: boolean
  /** The room that the disk has for an origin. Only where an engine can *a full disk*. */
  room?: { origin: string; bytes: number }
}

/** A name for this machine under which plain http is not a secure context. */
export const INSECURE_HOST = 'teren.example'

/** A browser that runs, with its windows. Ends once, by either way. */
export interface RunningBrowser {
  first: Page
  newPage(): Promise<Page>
  context(): BrowserContext
  /** As a battery pulled: SIGKILL to the whole process group. */
  kill(): Promise<void>
  /** As a person closes it. */
  close(): Promise<void>
}

/** Starts a browser on a profile folder, which it finds as the one before left it. */
export type Launch = (profile: string, screen: ScreenOptions) => Promise<RunningBrowser>
