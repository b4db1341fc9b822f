import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { parseCode, parseLink } from '#protocol/invitationCode.ts'
import { openSecrets, type Secrets, systemRandom } from '../access/secrets.ts'
import type { Log } from '../log/Log.ts'
import { openLog } from '../log/openLog.ts'
import { type InviteArguments, invite } from './invite.ts'
import { openBeside } from './openBeside.ts'
import { type AccessDesk, printSignInLinks } from './signInLinks.ts'

const NOW = Date.parse('2026-11-23T08:00:00Z')
const WEEK = 7 * 24 * 3_600_000
const hub = 'hhhhhhhhhhhhhhhh' as HubId
const petra = 'pppppppppppppppp' as MemberId
const jana = 'jjjjjjjjjjjjjjjj' as MemberId

let folder: string
let log: Log
let secrets: Secrets
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teren-invite-'))
  log = await openLog(folder, { clock: () => NOW, random: systemRandom })
  secrets = openSecrets(folder, true)
  await log.operate({ kind: 'make-hub', hub, name: 'Hub', at: NOW })
  await log.operate({ kind: 'make-member', hub, member: petra, displayName: 'Petra', role: 'trainer', at: NOW })
  await log.operate({ kind: 'make-member', hub, member: jana, displayName: 'Jana', role: 'coordinator', at: NOW })
})
afterEach(async () => {
  await log.close()
  rmSync(folder, { recursive: true })
})

function options(json: boolean, origin = 'http://localhost:8787', desk: AccessDesk = log) {
  const printed: string[] = []
  const print = (text: string) => void printed.push(text)
  return { printed, given: { log: desk, secrets, clock: () => NOW, random: systemRandom, origin, print, json } }
}

const redeem = (link: string, at = NOW) =>
  log.operate({
    kind: 'redeem-invitation',
    codeHash: secrets.codeHash(parseLink(link)?.code ?? ''),
    device: 'dddddddddddddddd' as DeviceId,
    secretHash: 'x',
    label: 'Phone',
    publicKey: null,
    at,
  })

describe('sign-in links in the terminal', () => {
  test('one line for programs holds role, name, link and code of each member', async () => {
    const { printed, given } = options(true)
    await printSignInLinks({ ...given, members: [jana, petra] })
    expect(printed).toHaveLength(1)
    expect(printed[0]).not.toContain('\n')
    const { links } = JSON.parse(printed[0] ?? '')
    expect(links.map(({ role, name }: { role: string; name: string }) => [role, name])).toEqual([
      ['coordinator', 'Jana'],
      ['trainer', 'Petra'],
    ])
    for (const { link, code } of links) {
      expect(parseLink(link)).toEqual({ serverId: log.identity().serverId, code: parseCode(code) })
      expect(link.startsWith('http://localhost:8787/sign-in#')).toBe(true)
    }
  })

  test('S7 a printed link signs in once, within seven days', async () => {
    const { printed, given } = options(true)
    await printSignInLinks({ ...given, members: [jana, petra] })
    const [first, second] = JSON.parse(printed[0] ?? '').links
    expect(await redeem(first.link)).toMatchObject({ ok: true, result: { member: jana } })
    expect(await redeem(first.link)).toMatchObject({ ok: false, code: 'used' })
    expect(await redeem(second.link, NOW + WEEK)).toMatchObject({ ok: false, code: 'expired' })
    expect(await redeem(second.link, NOW + WEEK - 1)).toMatchObject({ ok: true })
  })

  test('each start gives other codes, and the text says how long they are good for', async () => {
    const { printed, given } = options(false)
    await printSignInLinks({ ...given, members: [petra] })
    await printSignInLinks({ ...given, members: [petra] })
    const codes = printed.map((text) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0])
    expect(new Set(codes).size).toBe(2)
    expect(printed[0]).toContain('once, within 7 days')
    expect(printed[0]).toMatch(/Hub: Hub\n\n {2}Trainer: Petra/)
  })

  test('a QR code is drawn only where a phone could use it: over https', async () => {
    const plain = options(false)
    await printSignInLinks({ ...plain.given, members: [petra] })
    expect(plain.printed[0]).not.toMatch(/[▀▄█]/)
    const secure = options(false, 'https://teren.example')
    await printSignInLinks({ ...secure.given, members: [petra] })
    expect(secure.printed[0]).toMatch(/[▀▄█]{8}/)
  })

  test('nobody to invite prints nothing', async () => {
    const { printed, given } = options(false)
    await printSignInLinks({ ...given, members: [] })
    expect(printed).toEqual([])
  })
})

describe('invite', () => {
  const wanted = (member: string | null, from: string | null = null): InviteArguments => ({ hub: from, member })

  test('finds a member by id or by name, in the only hub', async () => {
    for (const member of ['Petra', petra]) {
      const { printed, given } = options(true)
      expect(await invite(wanted(member), given)).toEqual({ ok: true, value: undefined })
      expect(JSON.parse(printed[0] ?? '').links[0].name).toBe('Petra')
    }
  })

  test('says what there is when a name fits nobody, several, or is missing', async () => {
    const { printed, given } = options(true)
    const twin = 'qqqqqqqqqqqqqqqq' as MemberId
    await log.operate({ kind: 'make-member', hub, member: twin, displayName: 'Petra', role: 'trainer', at: NOW })
    expect(await invite(wanted('Eva'), given)).toMatchObject({ ok: false, error: expect.stringContaining(`(${jana})`) })
    expect(await invite(wanted('Petra'), given)).toMatchObject({ ok: false, error: expect.stringContaining(twin) })
    expect(await invite(wanted(null), given)).toMatchObject({ ok: false, error: expect.stringContaining('--member') })
    expect(await invite(wanted('Jana', 'Other'), given)).toMatchObject({
      ok: false,
      error: expect.stringContaining('Hub'),
    })
    expect(printed).toEqual([])
  })

  test('finds whoever is one of a name on the whole server, and asks for the hub of others', async () => {
    const { printed, given } = options(true)
    const second = 'iiiiiiiiiiiiiiii' as HubId
    const namesake = 'rrrrrrrrrrrrrrrr' as MemberId
    await log.operate({ kind: 'make-hub', hub: second, name: 'Second', at: NOW })
    await log.operate({
      kind: 'make-member',
      hub: second,
      member: namesake,
      displayName: 'Jana',
      role: 'trainer',
      at: NOW,
    })
    for (const member of ['Jana', 'Nobody', null]) {
      expect(await invite(wanted(member), given)).toMatchObject({
        ok: false,
        error: expect.stringContaining('Which hub'),
      })
    }
    expect(printed).toEqual([])
    expect(await invite(wanted('Petra'), given)).toMatchObject({ ok: true })
    expect(await invite(wanted('Jana', 'Second'), given)).toMatchObject({ ok: true })
    expect(printed.map((line) => JSON.parse(line).links[0])).toMatchObject([
      { hub: 'Hub', name: 'Petra' },
      { hub: 'Second', name: 'Jana', role: 'trainer' },
    ])
  })

  test('works beside the running server, which then takes the code', async () => {
    const beside = openBeside(folder)
    const { printed, given } = options(true, undefined, beside)
    expect(await invite(wanted('Petra'), given)).toMatchObject({ ok: true })
    beside.close()
    expect(await redeem(JSON.parse(printed[0] ?? '').links[0].link)).toMatchObject({
      ok: true,
      result: { member: petra },
    })
  })

  test('does nothing else beside the running server, and says that a folder is empty', async () => {
    const beside = openBeside(folder)
    await expect(beside.operate({ kind: 'make-hub', hub, name: 'x', at: NOW })).rejects.toThrow('beside the server')
    beside.close()
    expect(() => openBeside(join(folder, 'none'))).toThrow('no database')
  })
})
