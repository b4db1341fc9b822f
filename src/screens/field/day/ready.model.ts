import { computed, createModel, signal } from '@preact/signals'
import type { SessionId } from '#domain/ids.ts'
import { addDays } from '#domain/sessionTime.ts'
import { follow } from '#screens/shared/follow.ts'
import { movingClock } from '#screens/shared/movingClock.ts'
import type { Platform } from '#screens/shared/phone/platform.ts'
import { type Safety, safetyOf } from '#screens/shared/phone/safety.ts'
import { type BrowserSigns, type BrowserStorage, isScarce, readStorage } from '#screens/shared/phone/storage.ts'
import type { OnHand, Services } from '#screens/shared/services.ts'
import { clockDifference } from '#screens/shared/waiting/waiting.model.ts'
import type { ConnectionStatus, Loadable, RegisterView, Seat, SessionRow } from '#store/api.ts'
import { dayIn } from '#text/format.ts'
import { arrangeToday } from '../today/today.model.ts'

const WEEK_DAYS = 7
const DAY_MS = 86_400_000

/** here: nothing to do. missing: it will be missed in the room. look: what only the trainer can judge. */
export type CheckState = 'here' | 'missing' | 'look'

export type Check = { state: CheckState } & (
  | { kind: 'roster'; people: number }
  | { kind: 'app' | 'letters' | 'reader' }
  | { kind: 'modules'; here: number; of: number }
  | { kind: 'safety'; safety: Safety }
  | { kind: 'room'; freeBytes: number }
  /** heardAt: ms by the hub's clock; null: never. */
  | { kind: 'contact'; heardAt: number | null; isNow: boolean; ended: boolean }
  /** Ahead of the hub's; null: right as far as anybody knows. */
  | { kind: 'clock'; minutes: number | null; isKnown: boolean }
)

/** What the browser says of its room. null: nothing. */
export type Told = { safety: Safety; freeBytes: number | null }

export interface Facts {
  view: Loadable<Pick<RegisterView, 'roster'>>
  modules: Loadable<readonly { held: { isNewest: boolean } | null }[]>
  onHand: OnHand
  told: Told
  connection: Pick<ConnectionStatus, 'state' | 'heardAt' | 'clockOffsetMs'>
  ended: boolean
  /** ms by the hub's clock. */
  now: number
}

const whether = (is: boolean): CheckState => (is ? 'here' : 'missing')
const SAFETY: Record<Safety, CheckState> = { kept: 'here', clearable: 'look', private: 'missing', unknown: 'look' }

/** Everything that a session in a room without a network needs, by what is missed most. */
export function checksOf({ view, modules, onHand, told, connection, ended, now }: Facts): Check[] {
  const people = view.state === 'ready' ? view.value.roster.length : 0
  const { heardAt, clockOffsetMs, state } = connection
  const heard = heardAt === null ? null : heardAt - (clockOffsetMs ?? 0)
  const isNow = state === 'connected' && !ended
  const isRecent = isNow || (heard !== null && now - heard < DAY_MS)
  const list = modules.state === 'ready' ? modules.value : []
  const held = list.filter((one) => one.held !== null).length
  const minutes = clockDifference(clockOffsetMs)
  return [
    { kind: 'roster', state: whether(people > 0), people },
    { kind: 'contact', state: whether(isRecent && !ended), heardAt: heard, isNow, ended },
    { kind: 'app', state: whether(onHand.app) },
    { kind: 'safety', state: SAFETY[told.safety], safety: told.safety },
    ...(told.freeBytes === null
      ? []
      : [{ kind: 'room' as const, state: whether(!isScarce(told)), freeBytes: told.freeBytes }]),
    ...(list.length === 0
      ? []
      : [
          {
            kind: 'modules' as const,
            state: held === list.length ? ('here' as const) : ('look' as const),
            here: held,
            of: list.length,
          },
        ]),
    { kind: 'letters', state: whether(onHand.letters) },
    { kind: 'reader', state: whether(onHand.reader) },
    {
      kind: 'clock',
      state: minutes !== null ? 'missing' : clockOffsetMs === null ? 'look' : 'here',
      minutes,
      isKnown: clockOffsetMs !== null,
    },
  ]
}

interface ReadyDeps {
  seat: Seat
  /** null: the next one. */
  session: SessionId | null
  services: Pick<Services, 'onHand' | 'install'>
  storage: BrowserStorage | undefined
  signs: BrowserSigns
  platform: Platform
}

/** Whether everything is on this phone that a session needs (F12). It asks nobody: what it says is true offline too. */
export const ReadyModel = createModel(({ seat, session, services, storage, signs, platform }: ReadyDeps) => {
  const now = movingClock(() => seat.now())
  const today = computed(() => dayIn(now.value.at))
  const week = follow(() => seat.sessionsBetween(addDays(today.value, -1), addDays(today.value, WEEK_DAYS)))
  const modules = follow(() => seat.learning.modules())
  const onHand = signal<OnHand | null>(null)
  const told = signal<Told | null>(null)
  const fetching = signal(false)

  const chosen = computed((): SessionId | null => {
    if (session !== null || week.value.state !== 'ready') return session
    const { next, week: later } = arrangeToday(week.value.value, now.value.at, seat.info.value.member)
    const coming = next ?? later.find(({ cancelled }) => !cancelled)
    return coming?.session ?? null
  })
  const register = follow(() =>
    chosen.value === null
      ? { value: signal({ state: 'missing' as const }), dispose: () => undefined }
      : seat.register(chosen.value),
  )

  /** The session that is looked at. missing: there is none. */
  const view = computed((): Loadable<SessionRow> => {
    if (chosen.value === null) return week.value.state === 'ready' ? { state: 'missing' } : { state: 'loading' }
    const found = register.value
    return found.state === 'ready' ? { state: 'ready', value: found.value.session } : found
  })

  /** null: being looked at. */
  const checks = computed((): Check[] | null => {
    if (onHand.value === null || told.value === null || modules.value.state === 'loading') return null
    return checksOf({
      view: register.value,
      modules: modules.value,
      onHand: onHand.value,
      told: told.value,
      connection: seat.connection.value,
      ended: seat.info.value.state === 'ended',
      now: now.value.at,
    })
  })

  async function look(): Promise<void> {
    onHand.value = await services.onHand(false)
  }

  async function measure(): Promise<void> {
    const isInstalled = services.install.state.peek() === 'installed'
    try {
      const facts = storage ? await readStorage(storage, signs) : null
      told.value = { safety: safetyOf(facts, isInstalled, platform), freeBytes: facts?.freeBytes ?? null }
    } catch {
      // The browser refuses to tell.
      told.value = { safety: 'unknown', freeBytes: null }
    }
  }

  /** Fetches letters and reader, which come by themselves otherwise. */
  async function fetchMissing(): Promise<void> {
    if (fetching.value) return
    fetching.value = true
    onHand.value = await services.onHand(true)
    fetching.value = false
  }

  void look()
  void measure()
  return { now, today, view, checks, fetching, fetchMissing }
})

export type ReadyScreen = InstanceType<typeof ReadyModel>
