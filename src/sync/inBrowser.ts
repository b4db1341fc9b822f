import { computed, effect, signal, untracked } from '@preact/signals'
import { type MemberId, toBase64Url } from '#domain/ids.ts'
import { ok } from '#domain/result.ts'
import type { ConnectionStatus } from '#store/api.ts'
import type { ModulePort, SyncPort, SyncSeat } from '#store/syncPort.ts'
import { browserChannel, browserLocks, deflate, fetching, random, schedule } from './browserPorts.ts'
import { createLeader } from './leader.ts'
import type { ModuleDownloads } from './moduleDownloads.ts'
import type { OpenElsewhere, OpenInTab } from './openElsewhere.ts'
import type { Connect, SocketLike } from './ports.ts'
import { askForLater } from './sendLater.ts'
import type { SignIn } from './signIn.ts'
import { createSync } from './syncDevice.ts'

/** Sync with the browser's own websocket, clock, locks and events. */

export interface BrowserSync extends SignIn {
  /** Carries a hand-over file to the hub. */
  bringIn(file: Blob): ReturnType<typeof import('./bringIn.ts').bringIn>
  /** Asks how the hub is, for a coordinator. */
  hubState(member: MemberId): ReturnType<typeof import('./askHubState.ts').askHubState>
  /** Tries to reach the hub now, in whichever tab owns the socket. */
  sendNow(): void
}

interface Said {
  member: MemberId
  status: Partial<ConnectionStatus>
}

export function startSyncInBrowser(port: SyncPort, build: string): BrowserSync {
  const latest = new Map<MemberId, Partial<ConnectionStatus>>()

  /** Tells this tab's store and the other tabs'. */
  function tell(seat: SyncSeat, status: Partial<ConnectionStatus>) {
    seat.setConnection(status)
    latest.set(seat.member, { ...latest.get(seat.member), ...status })
    if (status.state === 'connected') {
      downloads.wake()
      introduce()
    }
    leader.say({ member: seat.member, status } satisfies Said)
  }

  const tab = toBase64Url(random(9))
  const elsewhere = signal<OpenElsewhere | null>(null)
  /** Two tabs are seldom. */
  async function hearOpen(said: OpenInTab) {
    const { createOpenElsewhere } = await import('./openElsewhere.ts')
    elsewhere.value ??= createOpenElsewhere(schedule)
    elsewhere.value.heard(said)
  }
  const openHere = computed(() =>
    port.seats.value.flatMap(({ member, opened }) => opened.value.map((register) => ({ member, register }))),
  )
  const tellOpen = (open: OpenInTab['open']) => leader.tell({ tab, open } satisfies OpenInTab)

  const telling = new WeakMap<SyncSeat, SyncSeat>()
  function withTelling(seat: SyncSeat): SyncSeat {
    const made = telling.get(seat) ?? {
      member: seat.member,
      waiting: seat.waiting,
      unsent: seat.unsent,
      hello: () => seat.hello(),
      welcome: (welcome, epoch) => seat.welcome(welcome, epoch),
      nextRequests: (limit, deviceNow) => seat.nextRequests(limit, deviceNow),
      requeueUnanswered: () => seat.requeueUnanswered(),
      acknowledge: (request, answer) => seat.acknowledge(request, answer),
      refuse: (request, code) => seat.refuse(request, code),
      nextGiveBack: (after) => seat.nextGiveBack(after),
      givenBack: (given, answers) => seat.givenBack(given, answers),
      nextCheck: (isAsked) => seat.nextCheck(isAsked),
      compareStates: (states, withProjections) => seat.compareStates(states, withProjections),
      applyChanges: (changes, upto) => seat.applyChanges(changes, upto),
      opened: computed(() => {
        const others = elsewhere.value?.open.value.filter(({ member }) => member === seat.member) ?? []
        return [...others.map(({ register }) => register), ...seat.opened.value]
      }),
      setConnection: (status) => tell(seat, status),
      setClockOffset: (clockOffsetMs, heardAt) => {
        tell(seat, { clockOffsetMs, heardAt })
        return seat.setClockOffset(clockOffsetMs, heardAt)
      },
    }
    telling.set(seat, made)
    return made
  }

  const sync = createSync({
    port: { seats: computed(() => port.seats.value.map(withTelling)) },
    connect,
    connectByPost,
    clock: Date.now,
    random,
    schedule,
    deflate,
    build,
    rebind: async () => (await proof()).rebind(),
    report: (problem) => reportError(new Error(problem)),
  })

  const downloads = moduleDownloads(port)

  const proof = async () => (await import('./deviceProofInBrowser.ts')).deviceProofInBrowser(schedule, port)
  let isIntroduced = false
  /** Once a page: a device that was signed in before it had a key tells it now. */
  function introduce() {
    if (isIntroduced) return
    isIntroduced = true
    proof()
      .then((opened) => opened.introduce())
      .catch(reportError)
  }

  /** Needed a few times a year: loaded when somebody signs in or out. */
  const signIn = async () => (await import('./signInInBrowser.ts')).signInInBrowser(schedule, port)

  /** Somebody signs in on this page: what a cookie says then is no loss. */
  let isNew = false

  const leader = createLeader({
    locks: browserLocks(),
    channel: browserChannel(),
    schedule,
    clock: Date.now,
    isVisible: () => document.visibilityState === 'visible',
    lead: () => {
      sync.start()
      downloads.start()
    },
    follow: () => {
      sync.stop()
      downloads.stop()
      elsewhere.peek()?.forget()
    },
    led: () => {
      if (openHere.peek().length > 0) tellOpen(openHere.peek())
    },
    told: (what) => void hearOpen(what as OpenInTab).catch(reportError),
    heard: (what) => {
      const { member, status } = what as Said
      port.seats
        .peek()
        .find((seat) => seat.member === member)
        ?.setConnection(status)
    },
    asked: () => {
      for (const [member, status] of latest) leader.say({ member, status } satisfies Said)
    },
    sendNow: () => {
      sync.sendNow()
      downloads.wake()
    },
  })
  leader.start()

  const inView = () => {
    if (document.visibilityState !== 'visible') return
    leader.look()
    sync.wake()
  }
  document.addEventListener('visibilitychange', inView)
  window.addEventListener('pageshow', inView)
  askForLater(port)
  let saidOpen = false
  effect(() => {
    const open = openHere.value
    if (open.length > 0 || saidOpen) tellOpen(open)
    saidOpen = open.length > 0
  })
  window.addEventListener('pagehide', () => {
    if (saidOpen) tellOpen([])
  })
  // Something waits here: is whoever sends it alive?
  effect(() => {
    if (port.seats.value.some(({ waiting }) => waiting.value > 0)) untracked(() => leader.look())
  })
  // Only a hint that it may be worth a try: `navigator.onLine` is never believed.
  window.addEventListener('online', () => sync.wake())

  return {
    sendNow: () => leader.askSendNow(),
    bringIn: async (file) => {
      const { bringIn } = await import('./bringIn.ts')
      const send: typeof fetch = (input, init) => fetch(input, init)
      return bringIn({ origin: location.origin, fetch: send, schedule }, file)
    },
    hubState: async (member) => {
      const { askHubState } = await import('./askHubState.ts')
      const send: typeof fetch = (input, init) => fetch(input, init)
      return askHubState({ origin: location.origin, fetch: send, schedule }, member)
    },
    lookUp: async (codeOrLink) => (await signIn()).lookUp(codeOrLink),
    redeem: async (codeOrLink) => {
      isNew = true
      return (await signIn()).redeem(codeOrLink)
    },
    setUp: async (link, names) => {
      isNew = true
      return (await signIn()).setUp(link, names)
    },
    comeBack: async () => {
      const found = await (await signIn()).comeBack()
      return isNew ? ok([]) : found
    },
    signOut: async (member, waiting, deadlineMs) => (await signIn()).signOut(member, waiting, deadlineMs),
  }
}

/** For whoever reads modules: loaded once one can be wanted. */
function moduleDownloads({ modules }: Pick<SyncPort, 'modules'>): ModuleDownloads {
  let loaded: ModuleDownloads | null = null
  let running = false
  async function load(wanted: ModulePort): Promise<void> {
    const { createModuleDownloads } = await import('./moduleDownloads.ts')
    loaded = createModuleDownloads({ modules: wanted, origin: location.origin, fetch: fetching, random, schedule })
    if (running) loaded.start()
  }
  effect(() => {
    if (modules.value) load(modules.value).catch(reportError)
  })
  return {
    start() {
      running = true
      loaded?.start()
    },
    stop() {
      running = false
      loaded?.stop()
    },
    wake: () => loaded?.wake(),
  }
}

const connect: Connect = (events) => {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/sync`)
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => events.opened()
  // Text is no frame of ours: read as an empty one, which is refused.
  socket.onmessage = ({ data }) =>
    events.received(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array())
  socket.onclose = ({ code }) => events.closed(code)
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>)
    },
    close: (code) => socket.close(code),
  }
}

/** Loaded where no websocket gets through. */
const connectByPost: Connect = (events) => {
  let isOpen = true
  let socket: SocketLike | null = null
  const lost = () => {
    if (isOpen) events.closed(1006)
    isOpen = false
  }
  import('./connectByPost.ts').then(({ connectByPost: connectNow }) => {
    if (isOpen) socket = connectNow({ fetch: fetching, schedule })(events)
  }, lost)
  return {
    send: (bytes) => socket?.send(bytes),
    close(code) {
      isOpen = false
      socket?.close(code)
    },
  }
}
