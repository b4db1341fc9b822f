import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DeviceId, type HubId, type MemberId, makeId, type RunId } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import { VERSIONS_SPOKEN } from '#protocol/frames.ts'
import { formatCode, makeCode, makeLink } from '#protocol/invitationCode.ts'
import { systemRandom } from '../access/secrets.ts'
import { startTestServer, type TestServer } from '../testServer.ts'

let server: TestServer
let hub: HubId
let trainer: MemberId

beforeAll(async () => {
  server = await startTestServer({ TEREN_TRUSTED_PROXY: '127.0.0.0/8' })
  hub = await server.makeHub()
  trainer = await server.makeMember(hub, 'trainer', 'Jana')
})
afterAll(() => server.close())

/** Failures are counted by address: each test comes from one of its own. */
let address = 0
let from: Record<string, string>
beforeEach(() => {
  address++
  from = { 'x-forwarded-for': `198.51.100.${address}` }
})

const redeem = (code: string, headers: Record<string, string> = {}) =>
  server.post('/api/sign-in', { code, label: 'Phone' }, { ...from, ...headers })
const lookUp = (code: string, headers: Record<string, string> = {}) =>
  server.post('/api/invitation', { code }, { ...from, ...headers })
const unknownCode = () => makeCode(systemRandom)

describe('signing in', () => {
  it('S7 says who invites whom before the code is used up, and signs in once', async () => {
    const code = formatCode(await server.makeCode(trainer)).toLowerCase()
    const look = await lookUp(code)
    expect(look).toMatchObject({ status: 200, body: { hubName: 'SINEC', displayName: 'Jana', role: 'trainer' } })
    const first = await redeem(code)
    expect(first.status).toBe(200)
    const { serverId } = server.log.identity()
    expect(first.body).toEqual({
      ...{ member: trainer, hub, serverId, device: expect.any(String) },
      ...{ hubName: 'SINEC', displayName: 'Jana', role: 'trainer' },
      sealTo: expect.stringMatching(/^[\w-]{87}$/),
    })
    expect(await redeem(code)).toMatchObject({ status: 410, body: { error: 'used' }, cookie: '' })
    expect(await lookUp(code)).toMatchObject({ status: 410, body: { error: 'used' } })
  })

  it('L3 tells a participant of the run and its team before the code is used up', async () => {
    const participant = await server.makeMember(hub, 'participant', 'Eva')
    const run = makeId<RunId>(systemRandom)
    const coordinator = await server.makeMember(hub, 'coordinator', 'Olga')
    const { device } = await server.signIn(coordinator)
    const command = (body: CommandBody) =>
      server.operate({
        ...{ kind: 'command', hub, member: coordinator, device: device as DeviceId },
        ...{ request: systemRandom(16), body, at: Date.now() },
      })
    await command({ name: 'create-run', run, programme: null })
    await command({ name: 'admit', member: participant, person: makeId(systemRandom), run, displayName: 'Eva' })
    const code = await server.makeCode(participant)
    expect((await lookUp(code)).body).toMatchObject({ role: 'participant', classes: [] })
    const page = { version: 1, run, title: { en: 'Sewing' }, number: 2, sessions: [], secret: 'not for them' }
    const team = [{ displayName: 'Olga', role: 'coordinator' }]
    const bytes = new TextEncoder().encode(JSON.stringify({ ...page, team }))
    await server.log.project({ hub, projections: [{ document: documentId.classPublic(run), bytes }], at: Date.now() })
    expect((await lookUp(code)).body.classes).toEqual([{ title: { en: 'Sewing' }, number: 2, team }])
    expect((await lookUp(await server.makeCode(trainer))).body.classes).toEqual([])
  })

  it('gives a cookie that scripts and other sites do not see, marked Secure over https only', async () => {
    const { setCookie, body } = await redeem(await server.makeCode(trainer))
    expect(setCookie).toMatch(new RegExp(`^teren-${server.log.identity().serverId}=${body.device}\\.[\\w-]{32};`))
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(setCookie).toContain(part)
    expect(setCookie).not.toContain('Secure')
    const https = { 'x-forwarded-proto': 'https', origin: server.origin.replace('http:', 'https:') }
    expect((await redeem(await server.makeCode(trainer), https)).setCookie).toContain('Secure')
  })

  it('S7 signs several members in on one device, which keeps its id and its secret', async () => {
    const other = await server.makeMember(hub, 'coordinator')
    const first = await redeem(await server.makeCode(trainer))
    const second = await redeem(await server.makeCode(other), { cookie: first.cookie })
    expect(second.body.device).toBe(first.body.device)
    expect(second.cookie).toBe(first.cookie)
    const stranger = await redeem(await server.makeCode(other), { cookie: `${first.cookie}x` })
    expect(stranger.body.device).not.toBe(first.body.device)
  })

  it('S7 never redeems on a GET', async () => {
    const code = await server.makeCode(trainer)
    const link = makeLink(server.origin, { serverId: server.log.identity().serverId, code })
    for (const url of [
      link,
      `${server.origin}/api/sign-in?code=${code}`,
      `${server.origin}/api/invitation?code=${code}`,
    ])
      await fetch(url, { headers: { accept: 'text/html' } })
    expect((await redeem(code)).status).toBe(200)
  })

  it('S7 refuses an expired code', async () => {
    const code = await server.makeCode(trainer, 1)
    server.passTime(2)
    expect(await lookUp(code)).toMatchObject({ status: 410, body: { error: 'expired' } })
    expect(await redeem(code)).toMatchObject({ status: 410, body: { error: 'expired' } })
  })

  it('refuses unknown codes, what cannot be a code, and links of another server', async () => {
    expect(await redeem(unknownCode())).toMatchObject({ status: 404, body: { error: 'unknown-code' } })
    for (const text of ['', 'ABCD-EFG', 'ABCD-EFGU', '<script>'])
      expect(await redeem(text), text).toMatchObject({ status: 400, body: { error: 'not-a-code' } })
    const code = await server.makeCode(trainer)
    const foreign = makeLink(server.origin, { serverId: 'another-server-1', code })
    expect(await redeem(foreign)).toMatchObject({ status: 404, body: { error: 'other-server' } })
    expect((await redeem(makeLink(server.origin, { serverId: server.log.identity().serverId, code }))).status).toBe(200)
  })

  it('takes posts from its own pages only', async () => {
    const code = await server.makeCode(trainer)
    for (const origin of ['https://evil.example', 'null', server.origin.replace('http:', 'https:'), ''])
      expect(await redeem(code, { origin }), origin).toMatchObject({ status: 403, body: { error: 'bad-origin' } })
    const { serverId } = server.log.identity()
    expect(serverId).toMatch(/^[\w-]{16,22}$/)
    expect((await redeem(code)).status).toBe(200)
  })

  it('refuses what is not a JSON object of moderate size', async () => {
    const bad = ['', 'null', '[]', '{"code":', '{"code":1}', `{"code":"${'A'.repeat(20_000)}"}`]
    for (const body of bad) {
      const answer = await server.post('/api/sign-in', body, from)
      expect(answer, body.slice(0, 20)).toMatchObject({ status: 400, body: { error: 'malformed' } })
    }
    const form = await server.post('/api/sign-in', 'code=ABCDEFGH', { 'content-type': 'text/plain' })
    expect(form).toMatchObject({ status: 400, body: { error: 'malformed' } })
  })

  it('limits failures by address, and lets the rest of the world sign in', async () => {
    const code = await server.makeCode(trainer)
    for (let tries = 0; tries < 20; tries++) expect((await redeem(unknownCode())).status).toBe(404)
    expect(await redeem(code)).toMatchObject({ status: 429, body: { error: 'too-many-tries' } })
    expect((await lookUp(code, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(200)
    server.passTime(3600 * 1000)
    expect((await redeem(await server.makeCode(trainer))).status).toBe(200)
  })

  it('limits guesses that are sent all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => redeem(unknownCode())))
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(20)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40)
  })

  it('counts no successes: a village signs in from one address', async () => {
    for (let people = 0; people < 40; people++) expect((await redeem(await server.makeCode(trainer))).status).toBe(200)
  })

  it('reports refusals without the code', async () => {
    const code = unknownCode()
    await redeem(code)
    expect(server.reports.at(-1)).toEqual({
      event: 'sign-in-refused',
      fields: { path: '/api/sign-in', error: 'unknown-code' },
    })
    expect(JSON.stringify(server.reports)).not.toContain(code)
  })
})

describe('signing out', () => {
  it('S7 ends this device’s sign-in of the member, and needs its cookie', async () => {
    const member = await server.makeMember(hub, 'trainer')
    const { cookie, body } = await redeem(await server.makeCode(member))
    expect(await server.post('/api/sign-out', { member })).toMatchObject({ status: 401, body: { error: 'signed-out' } })
    expect(await server.post('/api/sign-out', { member: 1 }, { cookie })).toMatchObject({ status: 400 })
    const state = () =>
      server.log.access().signIns.find((row) => row.member === member && row.device === body.device)?.state
    expect(state()).toBe('active')
    expect((await server.post('/api/sign-out', { member }, { cookie })).status).toBe(200)
    expect(state()).toBe('ended')
    expect((await server.post('/api/sign-out', { member }, { cookie })).status).toBe(200)
  })
})

describe('hello', () => {
  it('says which server this is and its time, and renews the cookie of a device it knows', async () => {
    const { cookie } = await redeem(await server.makeCode(trainer))
    const known = await fetch(`${server.origin}/api/hello`, { headers: { cookie } })
    expect(known.headers.get('set-cookie')).toContain(`${cookie};`)
    expect(await known.json()).toEqual({
      serverId: server.log.identity().serverId,
      now: expect.any(Number),
      protocol: VERSIONS_SPOKEN,
    })
    const unknown = await fetch(`${server.origin}/api/hello`)
    expect(unknown.headers.get('set-cookie')).toBeNull()
  })
})
