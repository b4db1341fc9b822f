import { once } from 'node:events'
import { WebSocket } from 'ws'
import { launchChromium } from './chromium.ts'
import type { Launch } from './engine.ts'

/** What Chromium can switch off by itself. */
const FEATURES = ['BackgroundFetch', 'PeriodicBackgroundSync', 'BarcodeDetector']

/** What an iPhone has not, by the object that carries it in Chromium. */
export const STRIPPED: Record<string, readonly string[]> = {
  globalThis: [
    'SyncManager',
    'PeriodicSyncManager',
    'BackgroundFetchManager',
    'BarcodeDetector',
    'BeforeInstallPromptEvent',
    'onbeforeinstallprompt',
    'requestIdleCallback',
    'cancelIdleCallback',
    'showOpenFilePicker',
    'showSaveFilePicker',
    'showDirectoryPicker',
  ],
  ServiceWorkerRegistration: ['sync', 'periodicSync', 'backgroundFetch'],
  Navigator: ['vibrate', 'connection', 'deviceMemory', 'userAgentData', 'getInstalledRelatedApps'],
  WorkerNavigator: ['connection', 'deviceMemory', 'userAgentData'],
}

/** Runs in pages and in service workers, before anything of theirs. */
const strip = `
  for (const [name, members] of Object.entries(${JSON.stringify(STRIPPED)})) {
    const holder = name === 'globalThis' ? globalThis : globalThis[name]?.prototype
    if (holder) for (const member of members) delete holder[member]
  }
`

/** Chromium with what an iPhone's browser lacks taken out. It has Chromium's engine all the same: what WebKit does
 *  otherwise shows only in WebKit. */
export const launchIphoneLike: Launch = async (profile, screen) => {
  const running = await launchChromium(profile, screen, FEATURES)
  await running.context().addInitScript(strip)
  await stripWorkers(running.endpoint)
  return running
}

/** A debugger beside Playwright's that halts each service worker before its first line, strips it and lets it go. Earlier
 *  there is nothing to strip yet. */
async function stripWorkers(endpoint: string): Promise<void> {
  const socket = new WebSocket(endpoint, { perMessageDeflate: false })
  await once(socket, 'open')
  let last = 0
  const send = (method: string, params: object, sessionId?: string) =>
    socket.send(JSON.stringify({ id: ++last, method, params, ...(sessionId ? { sessionId } : {}) }))
  socket.on('message', (data) => {
    const { method, params, sessionId } = JSON.parse(String(data)) as {
      method?: string
      params: { sessionId: string }
      sessionId?: string
    }
    if (method === 'Target.attachedToTarget') {
      send('Debugger.enable', {}, params.sessionId)
      send('Debugger.setInstrumentationBreakpoint', { instrumentation: 'beforeScriptExecution' }, params.sessionId)
      send('Runtime.runIfWaitingForDebugger', {}, params.sessionId)
    }
    if (method === 'Debugger.paused') {
      send('Runtime.evaluate', { expression: strip }, sessionId)
      send('Debugger.disable', {}, sessionId)
    }
  })
  send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'service_worker' }],
  })
  await once(socket, 'message')
}
