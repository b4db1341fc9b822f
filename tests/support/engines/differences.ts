import type { EngineName } from './engine.ts'

/** What a journey may ask of a browser and does not get everywhere. `true`: as of Chromium; a string says how it is
 *  there. Whatever does not stand here, the contract (`tests/journeys/engines.test.ts`) shows in each. */
export const DIFFERENCES = {
  'real taps': {
    firefox: true,
    webkit: 'taps are made in the page, at what lies under the finger; keys come from the screen’s own keyboard',
  },
  'a full disk': {
    firefox: true,
    webkit: 'not run: its browser takes no limit',
  },
  'a page that changes its size': {
    firefox: true,
    webkit: 'not run: a window keeps the size it opened with',
  },
  'a page as on paper': {
    firefox: 'not run: ESR 153 shows a page as it is printed to nobody but a printer',
    webkit: true,
  },
  'a page as a PDF': {
    firefox: 'not run: Playwright’s driver for it prints into no file',
    webkit: 'not run: its driver prints into no file',
  },
  'a page that changes its theme': {
    firefox: 'not run: ESR 153 takes its theme at the start',
    webkit: true,
  },
  axe: {
    firefox: true,
    webkit: 'not run: its inspector takes no script of that size',
  },
  'a language asked for': {
    firefox: true,
    webkit: 'the machine’s; the app’s is chosen in the address or on the screen',
  },
  'a host that is not secure': {
    firefox: true,
    webkit: 'not run: it has no names of its own',
  },
  'a cache that can be emptied': {
    firefox: 'not emptied: what the browser itself had kept of old chunks may answer for them',
    webkit: 'not emptied: what the browser itself had kept of old chunks may answer for them',
  },
  'a promise to keep data, given or refused': {
    firefox: 'not run: it asks the person, and nobody answers',
    webkit: 'not run: it decides by itself',
  },
  'an answer about its storage': {
    firefox: true,
    webkit: 'not run: WebKitGTK has no StorageManager; the app then asks and says nothing of it',
  },
  'a picture before the camera': {
    firefox: true,
    webkit: 'not run: without a camera it has no navigator.mediaDevices',
  },
  'a private window': {
    firefox: 'not run: its driver opens none',
    webkit: 'not run: its driver opens none',
  },
  'a hand on its files and cookies': {
    firefox: 'not run: its driver saves no file and takes no cookie away',
    webkit: 'not run: its driver saves no file and takes no cookie away',
  },
  'a tab that is frozen': {
    firefox: 'not run: its driver freezes none',
    webkit: 'not run: its inspector freezes none',
  },
  'a database whose log can be torn': {
    firefox: 'not run: SQLite, which passes over what is torn',
    webkit: 'not run: SQLite, which passes over what is torn',
  },
  'what an iPhone has': {
    firefox: 'its own',
    webkit: 'WebKitGTK’s, which is not Safari: no installing, no notifications, another network',
  },
} as const satisfies Record<string, { firefox: true | string; webkit: true | string }>

export type Ability = keyof typeof DIFFERENCES

export function can(engine: EngineName, ability: Ability): boolean {
  if (engine === 'chromium' || engine === 'iphone-like') return true
  return DIFFERENCES[ability][engine] === true
}

/** For the head of a run. */
export function sayDifferences(engine: EngineName): string[] {
  if (engine === 'chromium') return []
  if (engine === 'iphone-like')
    return ['Chromium’s engine without what an iPhone lacks; WebKit itself is --engine webkit']
  return Object.entries(DIFFERENCES).flatMap(([what, how]) => (how[engine] === true ? [] : [`${what}: ${how[engine]}`]))
}
