import { describe, expect, it, vi } from 'vitest'
import { fail, ok } from '#domain/result.ts'
import { createDrafts } from '#screens/shared/drafts.ts'
import type { CameraRefusal, Scanner } from '#screens/shared/scanner.ts'
import type { Badges, FoundBadge } from '#store/badgesApi.ts'
import { aPerson, aSession, COLLEAGUE, testSeat } from '../../testSeat.ts'
import { RegisterModel } from '../register.model.ts'
import { ScanModel } from './scan.model.ts'

const [ANNA, PETR, EVA] = [
  aPerson('Nová', 'Anna', ''),
  aPerson('Černý', 'Petr', ''),
  aPerson('Malá', 'Eva', 'Spolek'),
] as const
const BADGES: Record<string, FoundBadge> = {
  anna: { kind: 'person', person: ANNA },
  petr: { kind: 'person', person: PETR },
  eva: { kind: 'person', person: EVA },
  old: { kind: 'revoked', person: PETR },
  foreign: { kind: 'other-hub' },
  poster: { kind: 'no-badge' },
  copied: { kind: 'several' },
}

/** A camera before which one thing after the other is held; null: nothing is. */
function camera(shown: (string | null)[], { refusal }: { refusal?: CameraRefusal } = {}) {
  const track = { stop: vi.fn() }
  const close = vi.fn()
  const seen = Promise.withResolvers<void>()
  const scanner: Scanner = {
    openCamera: async () => (refusal ? fail(refusal) : ok({ getTracks: () => [track] } as unknown as MediaStream)),
    openReader: async () => ({
      close,
      async read() {
        if (shown.length === 0) seen.resolve()
        return shown.shift() ?? null
      },
    }),
  }
  return { scanner: async () => scanner, track, close, seen: seen.promise }
}

function open(from = camera([])) {
  const session = aSession({})
  const seat = testSeat({ sessions: [session], roster: [ANNA, PETR], known: [EVA] })
  const register = new RegisterModel(
    seat,
    session.session,
    createDrafts(null).open('register'),
    createDrafts(null).open('habit'),
  )
  const badges = { find: async (text: string) => BADGES[text] ?? { kind: 'unknown' } } as Badges
  const heard: string[] = []
  let now = 0
  const scan = new ScanModel(
    register,
    { badges: async () => badges },
    { scanner: from.scanner, signal: (is) => heard.push(is), clock: () => now },
  )
  const wait = (ms: number) => {
    now += ms
  }
  return { scan, register, seat, session, heard, wait }
}

describe('F9 badges read into a register', () => {
  it('F9 marks the person present, once, and says so; shown again nothing is recorded a second time', async () => {
    const { scan, seat, heard } = open()
    await scan.take('anna')
    expect(scan.scanned.value).toEqual({ kind: 'recorded', person: ANNA, ok: true })
    await scan.take('anna')
    expect(scan.scanned.value).toEqual({ kind: 'already', person: ANNA })
    expect(seat.claims.value.map(({ claim }) => claim)).toMatchObject([
      { kind: 'mark', status: 'present', way: 'badge', replaces: [] },
    ])
    expect([scan.count.value, heard]).toEqual([1, ['good', 'again']])
  })

  it('F9 who was marked absent and comes after all is present, and the record replaces the one before', async () => {
    const { scan, register, seat } = open()
    await register.mark(PETR.person, { status: 'absent' })
    await scan.take('petr')
    const [absent, present] = seat.claims.value
    expect(present?.claim).toMatchObject({ status: 'present', replaces: [absent?.key] })
  })

  it('F6 F9 whom a colleague has marked present is present already', async () => {
    const { scan, seat, session } = open()
    seat.receive(session.session, COLLEAGUE, ANNA.person, { kind: 'mark', status: 'present', at: 0, replaces: [] })
    await scan.take('anna')
    expect(scan.scanned.value?.kind).toBe('already')
    expect(seat.claims.value).toHaveLength(1)
  })

  it('F4 F9 somebody of the hub who is not on the list is added by one tap, never by itself', async () => {
    const { scan, register, seat } = open()
    await scan.take('eva')
    expect(scan.scanned.value).toEqual({ kind: 'not-listed', person: EVA })
    expect(seat.claims.value).toEqual([])
    await scan.add(EVA)
    expect(scan.scanned.value).toEqual({ kind: 'added', person: EVA, ok: true })
    expect(register.rows.value.map(({ name }) => name)).toContain('Eva Malá')
  })

  it('F9 what is refused is said by what it is, and records nothing', async () => {
    const { scan, seat, heard } = open()
    const said: unknown[] = []
    for (const text of ['old', 'foreign', 'poster', 'copied', 'never seen']) {
      await scan.take(text)
      said.push(scan.scanned.value?.kind)
    }
    expect(said).toEqual(['revoked', 'other-hub', 'no-badge', 'several', 'unknown'])
    expect(seat.claims.value).toEqual([])
    expect(new Set(heard)).toEqual(new Set(['bad']))
  })

  it('F4 the last badge is undone in one tap', async () => {
    const { scan, register } = open()
    await scan.take('anna')
    await scan.undo(ANNA)
    expect(scan.scanned.value).toEqual({ kind: 'undone', person: ANNA, ok: true })
    expect([register.register.value?.counts.notRecorded, scan.count.value]).toEqual([2, 0])
  })

  it('F2 what is not saved is not said to be', async () => {
    const { scan, seat, heard } = open()
    seat.failing.value = { kind: 'storage-full' }
    await scan.take('anna')
    expect(scan.scanned.value).toEqual({ kind: 'recorded', person: ANNA, ok: false })
    expect([scan.count.value, heard]).toEqual([0, ['bad']])
  })

  it('F9 reads in series; a badge that stays before the camera is read once', async () => {
    const from = camera(['anna', 'anna', null, 'anna', 'petr', 'petr'])
    const { scan, seat } = open(from)
    const video = {} as HTMLVideoElement
    void scan.start(() => video)
    await from.seen
    expect(seat.claims.value.map(({ person }) => person)).toEqual([ANNA.person, PETR.person])
    expect(scan.scanned.value?.kind).toBe('recorded')
    scan.stop()
    expect([from.track.stop, from.close].map((called) => called.mock.calls.length)).toEqual([1, 1])
  })

  it.each(['insecure', 'refused', 'none', 'busy', 'failed'] as const)(
    'F9 without a camera (%s) it says why',
    async (why) => {
      const { scan } = open(camera([], { refusal: why }))
      await scan.start(() => null)
      expect(scan.camera.value).toEqual({ kind: 'refused', why })
    },
  )

  it('F9 a reader that cannot be had is said, and the camera is let go', async () => {
    vi.stubGlobal('reportError', () => undefined)
    const from = camera([])
    const scanner = async () => ({ ...(await from.scanner()), openReader: () => Promise.reject(new Error('offline')) })
    const { scan } = open({ ...from, scanner })
    await scan.start(() => null)
    vi.unstubAllGlobals()
    expect(scan.camera.value).toEqual({ kind: 'unreadable' })
    expect(from.track.stop).toHaveBeenCalledOnce()
  })
})
