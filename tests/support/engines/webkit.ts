import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createPortServer } from 'node:net'
import { join } from 'node:path'
import { type BrowserContext, type Page, webkit } from 'playwright-core'
import { until } from '../until.ts'
import type { Launch } from './engine.ts'

/** WebKitGTK's own small browser on a screen without a monitor, driven through its remote inspector: the road that
 *  Playwright has for Safari on a real iPhone. Not its automation mode, which forgets everything at its end. */
export const launchWebKit: Launch = async (profile, screen) => {
  const executable = process.env.WEBKIT_PATH
  if (!executable) throw new Error('WEBKIT_PATH is not set: run through npm run journeys -- --engine webkit')
  const size = `${screen.width}x${screen.height}x24`
  const monitor = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [display] = (await once(monitor.stdout, 'data')) as [Buffer]
  const screenName = `:${String(display).trim()}`
  const inspector = `127.0.0.1:${await freePort()}`
  const home = (name: string) => {
    const folder = join(profile, name)
    mkdirSync(folder, { recursive: true })
    return folder
  }
  const child = spawn(
    executable,
    [
      `--cookies-file=${join(profile, 'cookies.db')}`,
      '--javascript-can-open-windows-automatically=true',
      ...(screen.dark ? ['--dark-mode'] : []),
      'about:blank',
    ],
    {
      stdio: 'ignore',
      detached: true,
      env: {
        ...process.env,
        HOME: profile,
        XDG_DATA_HOME: home('data'),
        XDG_CACHE_HOME: home('cache'),
        XDG_CONFIG_HOME: home('config'),
        DISPLAY: screenName,
        WEBKIT_INSPECTOR_HTTP_SERVER: inspector,
      },
    },
  )
  const gone = once(child, 'exit')
  const targets = async () => {
    if (child.exitCode !== null) throw new Error(`WebKit ended with ${child.exitCode}`)
    const listed = await fetch(`http://${inspector}/`).then(
      (answer) => answer.text(),
      () => '',
    )
    return [...listed.matchAll(/\/socket\/\d+\/\d+\/WebPage/g)].map(([path]) => path)
  }
  const onScreen = { env: { ...process.env, DISPLAY: screenName }, encoding: 'utf8' } as const
  const windows = () => {
    const listed = spawnSync(
      'xdotool',
      ['search', '--onlyvisible', '--maxdepth', '1', '--class', 'MiniBrowser'],
      onScreen,
    )
    return listed.stdout.split('\n').filter(Boolean)
  }
  /** Keys go to its own window, also when another lies over it: nobody manages the windows of this screen. */
  const attach = async (path: string, ownWindow: string): Promise<Page> => {
    const browser = await connectTo(`ws://${inspector}${path}`)
    const page = browser[0]?.pages()[0]
    if (!page) throw new Error('WebKit shows no page')
    await page.emulateMedia({ colorScheme: screen.dark ? 'dark' : 'light', reducedMotion: 'reduce' })
    page.goto = async (address) => {
      await goTo(page, address)
      return null
    }
    page.keyboard.press = async (key) => {
      const pressed = spawn(
        'xdotool',
        ['windowraise', ownWindow, 'windowfocus', '--sync', ownWindow, 'key', xKey(key)],
        { ...onScreen, stdio: 'ignore' },
      )
      await once(pressed, 'exit')
    }
    return page
  }
  let last: Page
  const [start = ''] = await until('WebKit starts', targets, (paths) => paths.length > 0)
  const [startWindow = ''] = await until('WebKit has a window', windows, (ids) => ids.length > 0)
  /** Goes nowhere: whoever opens a window hands it a copy of what it keeps for its session. */
  const opener = await attach(start, startWindow)
  /** A window without bars is as large as it is asked to be. */
  const open = async (): Promise<Page> => {
    const before = { targets: await targets(), windows: windows() }
    await opener.evaluate(
      ({ width, height }) => {
        window.open('about:blank', '_blank', `popup,width=${width},height=${height}`)
      },
      { width: screen.width, height: screen.height },
    )
    const opened = await until(
      'a window opens',
      async () => (await targets()).find((path) => !before.targets.includes(path)) ?? null,
      (path) => path !== null,
    )
    const [ownWindow] = await until(
      'its window is on the screen',
      () => windows().filter((id) => !before.windows.includes(id)),
      (ids) => ids.length > 0,
    )
    last = await attach(opened ?? '', ownWindow ?? '')
    return last
  }
  const first = await open()
  const pages = [first]
  return {
    first,
    async newPage() {
      const page = await open()
      pages.push(page)
      return page
    },
    context: () => last.context(),
    async kill() {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
      await gone
      monitor.kill()
      await until(
        'Playwright notices that its pages are gone',
        () => pages.every((page) => page.isClosed()),
        (areClosed) => areClosed,
      )
    },
    async close() {
      for (const page of [...pages, opener]) if (!page.isClosed()) await page.close()
      await gone
      monitor.kill()
    },
  }
}

/** Playwright would make up an event in the page, which closes no dialog and presses no button. */
const xKey = (key: string) => key.replace('Enter', 'Return').replace('Arrow', '').replace('Shift+', 'shift+')

/** Playwright misses the arrival where a page changes its process, as ours does from any other place, by its opener
 *  policy. So the page is asked. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    const left = globalThis as { leftFor?: string }
    const [here] = location.href.split('#')
    // Within a document only the fragment changes, and the page stays.
    if (!(to.includes('#') && to.split('#')[0] === here)) left.leftFor = to
    // Playwright answers *leave this page?* with yes; here the question would stand on the screen.
    addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
    location.href = to
  }, address)
  const look = (to: string) => {
    if ('leftFor' in globalThis || document.readyState !== 'complete') return 'on its way'
    const [{ type } = { type: '' }] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return type === 'reload' && location.pathname !== new URL(to).pathname ? 'reloaded' : 'there'
  }
  const where = () =>
    page
      .evaluate(look, address)
      // The page that was asked is no more.
      .catch(() => 'on its way')
  const end = await until(`WebKit arrives at ${address}`, where, (seen) => seen !== 'on its way')
  // The page that was left loaded itself again at that moment, which came first.
  if (end === 'reloaded') await goTo(page, address)
}

async function freePort(): Promise<number> {
  const server = createPortServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Playwright asks for a list of pages first, as the bridge to an iPhone gives it. */
async function connectTo(webSocketDebuggerUrl: string): Promise<BrowserContext[]> {
  const list = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify([{ webSocketDebuggerUrl }]))
  }).listen(0, '127.0.0.1')
  await once(list, 'listening')
  try {
    const browser = await webkit.connectOverCDP(`http://127.0.0.1:${(list.address() as AddressInfo).port}`)
    return browser.contexts()
  } finally {
    list.close()
  }
}
