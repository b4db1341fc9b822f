import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import { makeLink } from '#protocol/invitationCode.ts'
import { deviceLabel } from './deviceLabel.ts'
import { createSignIn } from './signIn.ts'
import { handClock, settle } from './testing.ts'

const ORIGIN = 'https://hub.example'
const SERVER = 'AAAAAAAAAAAAAAAA'
const CODE = 'K7QM2PXR'
const MEMBER = 'member-of-the-hub' as MemberId
const SEAT = {
  member: MEMBER,
  device: 'd',
  serverId: SERVER,
  hub: 'h',
  hubName: 'Hub',
  displayName: 'Eva',
  role: 'trainer',
}

type Answer = { status: number; body: unknown } | 'no network' | 'not json'
let answers: Record<string, Answer>
let asked: { path: string; method: string; body: unknown }[]
let time: ReturnType<typeof handClock>

const server = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
  const path = String(input).slice(ORIGIN.length)
  asked.push({ path, method: init?.method ?? 'GET', body: init?.body ? JSON.parse(String(init.body)) : null })
  const answer = answers[path] ?? 'no network'
  if (answer === 'no network') throw new TypeError('failed to fetch')
  if (answer === 'not json') return new Response('<html>', { status: 200 })
  return new Response(JSON.stringify(answer.body), { status: answer.status })
}

/** Public half of the device's key; null: it has none. */
let publicKey: string | null
let told: [serverId: string, { device: string; sealTo: string | null; at: number }][]
const keys = async () => ({
  publicKey: async () => publicKey,
  heard: async (...said: (typeof told)[number]) => void told.push(said),
})

const client = () =>
  createSignIn({
    origin: ORIGIN,
    fetch: server,
    schedule: time.schedule,
    deviceLabel: 'Chrome, Android',
    keys,
    clock: () => 5,
  })

beforeEach(() => {
  publicKey = null
  told = []
  asked = []
  answers = { '/api/hello': { status: 200, body: { serverId: SERVER } } }
  time = handClock()
})

describe('signing in', () => {
  it('S7 DK6 redeems a typed code by POST and makes a seat of the answer', async () => {
    answers['/api/sign-in'] = { status: 200, body: SEAT }
    expect(await client().redeem('k7qm-2pxr')).toEqual({ ok: true, value: { ...SEAT, state: 'active' } })
    expect(asked).toEqual([{ path: '/api/sign-in', method: 'POST', body: { code: CODE, label: 'Chrome, Android' } }])
  })

  it('DK2 tells the server the device’s key with the code', async () => {
    publicKey = 'the public half'
    answers['/api/sign-in'] = { status: 410, body: { error: 'used' } }
    await client().redeem(CODE)
    expect(told).toEqual([])
    answers['/api/sign-in'] = { status: 200, body: { ...SEAT, sealTo: 'the server’s' } }
    await client().redeem(CODE)
    expect(asked.at(-1)?.body).toEqual({ code: CODE, label: 'Chrome, Android', publicKey })
    answers['/api/set-up'] = { status: 200, body: { ...SEAT, role: 'coordinator' } }
    await client().setUp(CODE, { hubName: 'Hub', displayName: 'Eva' })
    expect(asked.at(-1)?.body).toMatchObject({ publicKey })
    const [first, second] = told
    expect(first).toEqual([SERVER, { device: SEAT.device, sealTo: 'the server’s', at: 5 }])
    // As an older server answers.
    expect(second).toEqual([SERVER, { device: SEAT.device, sealTo: null, at: 5 }])
  })

  it('looks a link up after asking which server this is', async () => {
    const invitation = { hubName: 'Hub', displayName: 'Eva', role: 'trainer', expiresAt: 5 }
    answers['/api/invitation'] = { status: 200, body: invitation }
    const link = makeLink(ORIGIN, { serverId: SERVER, code: CODE })
    // As a server of the version before answers.
    expect(await client().lookUp(link)).toEqual({ ok: true, value: { ...invitation, classes: [] } })
    expect(asked.map(({ path }) => path)).toEqual(['/api/hello', '/api/invitation'])
  })

  it('L3 reads what an invitation tells of runs, leaving out what it does not know', async () => {
    const team = [{ displayName: 'Eva', role: 'trainer' }, { displayName: 'Bob', role: 'king' }, null]
    const classes = [{ title: { en: 'Sewing', x: 7 }, number: 1, team }, 'garbage']
    const body = { hubName: 'Hub', displayName: 'Jana', role: 'participant', expiresAt: 5, classes }
    answers['/api/invitation'] = { status: 200, body }
    const found = await client().lookUp(CODE)
    expect(found).toMatchObject({
      value: { classes: [{ title: { en: 'Sewing' }, team: [{ displayName: 'Eva', role: 'trainer' }] }, { team: [] }] },
    })
  })

  it.each([
    ['another origin', makeLink('https://other.example', { serverId: SERVER, code: CODE })],
    ['another server at this origin', makeLink(ORIGIN, { serverId: 'BBBBBBBBBBBBBBBB', code: CODE })],
    ['another server, only its fragment', `#BBBBBBBBBBBBBBBB.${CODE}`],
  ])('S7 does not use the code of a link of %s', async (_, link) => {
    expect(await client().redeem(link)).toEqual({ ok: false, error: 'other-server' })
    expect(asked.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('S7 sets a hub up by the link of an empty server', async () => {
    answers['/api/set-up'] = { status: 200, body: { ...SEAT, role: 'coordinator' } }
    const link = makeLink(ORIGIN, { serverId: SERVER, code: CODE }, 'set-up')
    const names = { hubName: 'Hub', displayName: 'Eva' }
    expect(await client().setUp(link, names)).toMatchObject({ ok: true, value: { role: 'coordinator' } })
    expect(asked.at(-1)).toEqual({
      path: '/api/set-up',
      method: 'POST',
      body: { code: CODE, ...names, label: 'Chrome, Android' },
    })
    answers['/api/set-up'] = { status: 400, body: { error: 'not-a-name' } }
    expect(await client().setUp(link, names)).toEqual({ ok: false, error: 'not-a-name' })
  })

  it('asks nobody about what cannot be a code', async () => {
    expect(await client().lookUp('hello')).toEqual({ ok: false, error: 'not-a-code' })
    expect(asked).toEqual([])
  })

  it.each([
    [{ status: 404, body: { error: 'unknown-code' } }, 'unknown-code'],
    [{ status: 410, body: { error: 'used' } }, 'used'],
    [{ status: 410, body: { error: 'expired' } }, 'expired'],
    [{ status: 429, body: { error: 'too-many-tries' } }, 'too-many-tries'],
    [{ status: 403, body: { error: 'bad-origin' } }, 'failed'],
    [{ status: 500, body: {} }, 'failed'],
    [{ status: 200, body: { member: 'only' } }, 'failed'],
    ['no network', 'unreachable'],
    ['not json', 'unreachable'],
  ] as [Answer, string][])('names what went wrong: %j is %s', async (answer, kind) => {
    answers['/api/sign-in'] = answer
    expect(await client().redeem(CODE)).toEqual({ ok: false, error: kind })
  })
})

describe('coming back', () => {
  it('DK8 tells the server a new key, and makes seats of the answer', async () => {
    publicKey = 'new'
    expect(await client().comeBack()).toEqual({ ok: false, error: 'unreachable' })
    answers['/api/come-back'] = { status: 200, body: { seats: [SEAT, { role: 'king' }], sealTo: 'theirs' } }
    expect(await client().comeBack()).toEqual({ ok: true, value: [{ ...SEAT, state: 'active' }] })
    expect(asked.at(-1)).toEqual({ path: '/api/come-back', method: 'POST', body: { publicKey: 'new' } })
    expect(told).toEqual([[SERVER, { device: 'd', sealTo: 'theirs', at: 5 }]])
  })

  it('DK8 has nothing to come back to where nobody is signed in, or an older server answers', async () => {
    for (const answer of [
      { status: 200, body: { seats: [] } },
      { status: 404, body: {} },
    ]) {
      answers['/api/come-back'] = answer
      expect(await client().comeBack()).toEqual({ ok: true, value: [] })
    }
    expect(told).toEqual([])
  })
})

describe('signing out', () => {
  it('S1 waits until everything is received, and then ends the sign-in', async () => {
    answers['/api/sign-out'] = { status: 200, body: {} }
    const waiting = signal(2)
    const done = client().signOut(MEMBER, waiting, 10_000)
    await settle()
    expect(asked).toEqual([])
    waiting.value = 0
    expect(await done).toEqual({ ok: true, value: undefined })
    expect(asked).toEqual([{ path: '/api/sign-out', method: 'POST', body: { member: MEMBER } }])
    expect(time.due()).toEqual([])
  })

  it('S1 ends nothing while work is unsent at the deadline', async () => {
    const done = client().signOut(MEMBER, signal(2), 10_000)
    await time.advance(10_000)
    expect(await done).toEqual({ ok: false, error: { kind: 'unsent', changes: 2 } })
    expect(asked).toEqual([])
  })

  it('says that the hub cannot be reached, and takes an ended sign-in as done', async () => {
    expect(await client().signOut(MEMBER, signal(0), 1)).toEqual({ ok: false, error: { kind: 'unreachable' } })
    answers['/api/sign-out'] = { status: 401, body: { error: 'signed-out' } }
    expect(await client().signOut(MEMBER, signal(0), 1)).toEqual({ ok: true, value: undefined })
  })
})

describe('the name of a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0',
      'Edge, Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox, Linux'],
    ['curl', 'Browser'],
  ])('is its browser and system: %s', (userAgent, label) => {
    expect(deviceLabel(userAgent)).toBe(label)
  })
})
