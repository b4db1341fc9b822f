import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeCode, makeLink } from '#protocol/invitationCode.ts'
import { systemRandom } from '../access/secrets.ts'
import { startTestServer, type TestServer } from '../testServer.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())

const LASTS_MS = 60_000
const NAMES = { hubName: 'Hub Ostrava', displayName: 'Eva Nováková' }

/** The code that the terminal prints. */
async function printed(): Promise<string> {
  const code = makeCode(systemRandom)
  const at = Date.now()
  await server.operate({
    kind: 'make-set-up-code',
    codeHash: server.secrets.codeHash(code),
    expiresAt: at + LASTS_MS,
    at,
  })
  return code
}

const setUp = (code: unknown, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  server.post('/api/set-up', { code, ...NAMES, label: 'Chrome, Linux', ...more }, headers)

/** Nothing at all was made. */
const expectEmpty = () => {
  const { hubs, members, devices, signIns } = server.log.access()
  expect({ hubs, members, devices, signIns }).toEqual({ hubs: [], members: [], devices: [], signIns: [] })
}

describe('setting a server up', () => {
  it('S7 makes hub, coordinator, device and sign-in by one code, which is good for nothing any more', async () => {
    const code = await printed()
    const { serverId } = server.log.identity()
    const answer = await setUp(makeLink(server.origin, { serverId, code }, 'set-up'))
    const { hub, member, device } = answer.body
    expect(answer).toMatchObject({ status: 200, body: { ...NAMES, serverId, role: 'coordinator' } })
    expect(answer.cookie.startsWith(`teren-${serverId}=${device}.`)).toBe(true)
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(answer.setCookie).toContain(part)
    const access = server.log.access()
    expect(access.hubs).toEqual([{ hub, name: 'Hub Ostrava' }])
    expect(access.members).toMatchObject([{ member, hub, displayName: 'Eva Nováková', role: 'coordinator' }])
    expect(access.devices).toMatchObject([{ device, label: 'Chrome, Linux' }])
    expect(access.signIns).toMatchObject([{ member, device, state: 'active' }])

    expect(await setUp(code)).toMatchObject({ status: 410, body: { error: 'used' }, cookie: '' })
    expect(server.log.access()).toEqual(access)
  })

  it('is still set up after a restart, and the cookie still holds', async () => {
    const code = await printed()
    const { body, cookie } = await setUp(code)
    server = await server.restart()
    expect(server.log.access().hubs).toEqual([{ hub: body.hub, name: 'Hub Ostrava' }])
    expect(await setUp(code)).toMatchObject({ status: 410, body: { error: 'used' } })
    const out = await server.post('/api/sign-out', { member: body.member }, { cookie })
    expect(out).toMatchObject({ status: 200 })
    expect(server.log.access().signIns).toMatchObject([{ member: body.member, state: 'ended' }])
  })

  it('S7 lets one of several who ask at once win, wholly', async () => {
    const code = await printed()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => setUp(code, { hubName: `Hub ${n}`, displayName: `Person ${n}` })),
    )
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ status, body }) => status === 410 && body.error === 'used')).toHaveLength(7)
    const { hubs, members, devices } = server.log.access()
    expect([hubs.length, members.length, devices.length]).toEqual([1, 1, 1])
    expect(hubs[0]?.name).toBe(won[0]?.body.hubName)
    expect(members[0]?.displayName).toBe(won[0]?.body.displayName)
  })

  it('S7 refuses a code that has expired, one that was replaced, and one that nobody gave', async () => {
    const replaced = await printed()
    const code = await printed()
    expect(await setUp(replaced)).toMatchObject({ status: 404, body: { error: 'unknown-code' } })
    expect(await setUp(makeCode(systemRandom))).toMatchObject({ status: 404, body: { error: 'unknown-code' } })
    expect(await setUp('hello')).toMatchObject({ status: 400, body: { error: 'not-a-code' } })
    server.passTime(LASTS_MS + 1)
    expect(await setUp(code)).toMatchObject({ status: 410, body: { error: 'expired' } })
    expectEmpty()
  })

  it('makes no second hub beside one that came without the code', async () => {
    const code = await printed()
    const hub = await server.makeHub()
    expect(await setUp(code)).toMatchObject({ status: 410, body: { error: 'used' } })
    expect(server.log.access().hubs).toEqual([{ hub, name: 'SINEC' }])
    expect(server.log.access().members).toEqual([])
  })

  it('S7 keeps the two kinds of codes apart', async () => {
    const code = await printed()
    expect(await server.post('/api/sign-in', { code, label: '' })).toMatchObject({ status: 404 })
    expect(await server.post('/api/invitation', { code })).toMatchObject({ status: 404 })
    expectEmpty()
    const { body } = await setUp(code)
    const invitation = await server.makeCode(body.member as never)
    expect(await setUp(invitation)).toMatchObject({ status: 404, body: { error: 'unknown-code' } })
  })

  it.each([
    ['no name', { hubName: ' ' }],
    ['too long a name', { displayName: 'a'.repeat(201) }],
    ['a line break', { hubName: 'Hub\nOstrava' }],
    ['an escape', { displayName: 'Eva\u001b[2J' }],
    ['a mark that turns the text around', { displayName: 'Eva\u202e' }],
  ])('refuses %s, and the code stays good', async (_, names) => {
    const code = await printed()
    expect(await setUp(code, names)).toMatchObject({ status: 400, body: { error: 'not-a-name' } })
    expectEmpty()
    const answer = await setUp(code, { hubName: '  Hub Ostrava ' })
    expect(answer).toMatchObject({ status: 200, body: { hubName: 'Hub Ostrava' } })
  })

  it('refuses what has no names, and posts from other pages', async () => {
    const code = await printed()
    for (const more of [{ hubName: 1 }, { displayName: null }, { label: 1 }, { publicKey: 'k'.repeat(1_001) }])
      expect(await setUp(code, more)).toMatchObject({ status: 400, body: { error: 'malformed' } })
    const foreign = await setUp(code, {}, { origin: 'https://evil.example' })
    expect(foreign).toMatchObject({ status: 403, body: { error: 'bad-origin' } })
    expectEmpty()
  })

  it('S7 never sets up on a GET', async () => {
    const code = await printed()
    const link = makeLink(server.origin, { serverId: server.log.identity().serverId, code }, 'set-up')
    const query = new URLSearchParams({ code, ...NAMES })
    await fetch(link, { headers: { accept: 'text/html' } })
    expect((await fetch(`${server.origin}/api/set-up?${query}`)).status).toBe(405)
    expectEmpty()
    expect((await setUp(code)).status).toBe(200)
  })

  it('limits who guesses, together with those who guess at signing in', async () => {
    const code = await printed()
    for (let tries = 0; tries < 10; tries++) {
      expect((await setUp(makeCode(systemRandom))).status).toBe(404)
      expect((await server.post('/api/sign-in', { code: makeCode(systemRandom), label: '' })).status).toBe(404)
    }
    expect(await setUp(code)).toMatchObject({ status: 429, body: { error: 'too-many-tries' } })
    expectEmpty()
  })
})
