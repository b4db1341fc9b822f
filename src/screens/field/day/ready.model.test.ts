import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import { aPerson, aSession, testSeat } from '../testSeat.ts'
import { type Check, checksOf, type Facts, ReadyModel } from './ready.model.ts'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 10, 23, 7, 0)
const ROSTER = [aPerson('Novák', 'Jan')]
const READY: Facts = {
  view: { state: 'ready', value: { roster: ROSTER } },
  modules: { state: 'ready', value: [{ held: { isNewest: true } }] },
  onHand: { app: true, letters: true, reader: true },
  told: { safety: 'kept', freeBytes: 2_000_000_000 },
  connection: { state: 'off', heardAt: NOW - HOUR_MS, clockOffsetMs: 0 },
  ended: false,
  now: NOW,
}
const not = (change: Partial<Facts>): string[] =>
  checksOf({ ...READY, ...change })
    .filter(({ state }) => state !== 'here')
    .map(({ kind, state }) => `${kind} ${state}`)

const deps = (fetched: (isFetched: boolean) => { app: boolean; letters: boolean; reader: boolean }) => ({
  services: {
    onHand: vi.fn(async (isFetched: boolean) => fetched(isFetched)),
    install: { state: signal('not-offered' as const), ask: async () => undefined },
  },
  storage: undefined,
  signs: { hasServiceWorkers: true, heapLimitBytes: null },
  platform: 'android-chrome' as never,
})

describe('what a room needs', () => {
  it('F12 is all here, also with the hub out of reach', () => {
    expect(not({})).toEqual([])
  })

  it.each<[string, Partial<Facts>, string[]]>([
    ['the list of people', { view: { state: 'ready', value: { roster: [] } } }, ['roster missing']],
    ['a session that is not here', { view: { state: 'missing' } }, ['roster missing']],
    [
      'the app, letters and reader',
      { onHand: { app: false, letters: false, reader: false } },
      ['app missing', 'letters missing', 'reader missing'],
    ],
    [
      'modules',
      { modules: { state: 'ready', value: [{ held: null }, { held: { isNewest: true } }] } },
      ['modules look'],
    ],
    ['the promise to keep', { told: { safety: 'clearable', freeBytes: null } }, ['safety look']],
    ['a normal window', { told: { safety: 'private', freeBytes: 1e9 } }, ['safety missing']],
    ['room', { told: { safety: 'kept', freeBytes: 1_000_000 } }, ['room missing']],
    [
      'a recent contact',
      { connection: { state: 'off', heardAt: NOW - 25 * HOUR_MS, clockOffsetMs: 0 } },
      ['contact missing'],
    ],
    [
      'any contact',
      { connection: { state: 'off', heardAt: null, clockOffsetMs: null } },
      ['contact missing', 'clock look'],
    ],
    ['a sign-in', { ended: true }, ['contact missing']],
    ['the time', { connection: { state: 'connected', heardAt: NOW, clockOffsetMs: 3 * HOUR_MS } }, ['clock missing']],
  ])('F12 lacks %s, and says so alone', (_, change, said) => {
    expect(not(change)).toEqual(said)
  })

  it('F12 F11 dates the last contact by the hub’s clock', () => {
    const connection = { state: 'off' as const, heardAt: NOW + 2 * HOUR_MS, clockOffsetMs: 3 * HOUR_MS }
    const contact = checksOf({ ...READY, connection }).find(
      (check): check is Check & { kind: 'contact' } => check.kind === 'contact',
    )
    expect(contact?.heardAt).toBe(NOW - HOUR_MS)
  })

  it('F12 looks at the next session where none is named, and fetches what is missing when asked', async () => {
    const session = aSession()
    const seat = testSeat({ sessions: [session], now: session.startsAt - HOUR_MS, roster: ROSTER })
    const given = deps((isFetched) => ({ app: true, letters: isFetched, reader: true }))
    const model = new ReadyModel({ ...given, seat, session: null })
    await vi.waitFor(() => expect(model.checks.value).not.toBeNull())
    expect(model.view.value).toMatchObject({ value: { session: session.session } })
    expect(model.checks.value?.find(({ kind }) => kind === 'letters')?.state).toBe('missing')
    await model.fetchMissing()
    expect(model.checks.value?.find(({ kind }) => kind === 'letters')?.state).toBe('here')
    model[Symbol.dispose]()
  })

  it('F12 says that no session comes where none does', () => {
    const model = new ReadyModel({
      ...deps(() => ({ app: true, letters: true, reader: true })),
      seat: testSeat({ sessions: [] }),
      session: null,
    })
    expect(model.view.value).toEqual({ state: 'missing' })
    model[Symbol.dispose]()
  })
})
