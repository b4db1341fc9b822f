import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { parseLink } from '#protocol/invitationCode.ts'
import { makeFolder } from './testServer.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** Starts the real program and reads until a line says what is waited for. */
async function start(folder: string, until: RegExp, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main], {
    env: { PORT: '0', TEREN_DEMO: '0', TEREN_DATA: join(folder, 'data'), TEREN_APP: join(folder, 'app'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
      child.emit('output')
    })
  while (!until.test(output)) {
    await Promise.race([once(child, 'output'), once(child, 'exit')])
    if (child.exitCode !== null) throw new Error(output)
  }
  const origin = /Teren is open at (\S+)/.exec(output)?.[1] ?? ''
  return { child, origin, output: () => output }
}

describe('serving', () => {
  it('says where it is open, and ends with 0 when told to, also with a request under way', async () => {
    const { child, origin } = await start(makeFolder(), /set-up#/)
    expect(origin).toMatch(/^http:\/\/localhost:\d+$/)
    expect((await fetch(`${origin}/livez`)).status).toBe(200)
    const unfinished = connect(Number(new URL(origin).port), '127.0.0.1')
    const gone = once(unfinished, 'close')
    await new Promise((resolve) => unfinished.write('POST /api/sign-in HTTP/1.1\r\nHost: x\r\n', resolve))
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    await gone
    await expect(fetch(`${origin}/livez`)).rejects.toThrow()
  })

  it('S7 prints a set-up link for an empty server that holds once, the latest one, and is no sign-in', async () => {
    const folder = makeFolder()
    const first = await start(folder, /set-up#\S+\n/)
    const link = /\S+\/set-up#\S+/.exec(first.output())?.[0] ?? ''
    const parsed = parseLink(link)
    expect(link.startsWith(first.origin)).toBe(true)
    const hello = (await (await fetch(`${first.origin}/api/hello`)).json()) as { serverId: string }
    expect(parsed?.serverId).toBe(hello.serverId)
    const answer = await fetch(`${first.origin}/api/sign-in`, {
      method: 'POST',
      headers: { origin: first.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code: parsed?.code }),
    })
    expect(answer.status).toBe(404)
    first.child.kill('SIGTERM')
    await once(first.child, 'exit')
    const second = await start(folder, /set-up#\S+\n/)
    expect(second.output()).not.toContain(parsed?.code)
    second.child.kill('SIGTERM')
    await once(second.child, 'exit')
    const db = new SQLite(join(folder, 'data', 'teren.db'), { readonly: true })
    expect(db.prepare('SELECT count(*) FROM invitations WHERE member IS NULL').pluck().get()).toBe(1)
    expect(JSON.stringify(db.prepare('SELECT * FROM invitations').all())).not.toContain(parsed?.code)
    db.close()
  })

  it('prints links of the demonstration that sign in', async () => {
    const { origin, output } = await start(makeFolder(), /"links":.*\n/, { TEREN_DEMO: '1', TEREN_PRINT_LINKS: 'json' })
    const line =
      output()
        .split('\n')
        .find((text) => text.startsWith('{"links"')) ?? ''
    const { links } = JSON.parse(line) as { links: { hub: string; role: string; link: string; code: string }[] }
    const team = ['coordinator', 'trainer', 'trainer', 'observer', 'participant', 'participant', 'participant']
    const hubs = Map.groupBy(links, ({ hub }) => hub)
    expect([...hubs.values()].map((own) => own.map(({ role }) => role))).toEqual([team, team, team])
    for (const { link, code, role } of links) {
      expect(link.startsWith(`${origin}/sign-in#`)).toBe(true)
      const answer = await fetch(`${origin}/api/sign-in`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ code, label: 'x' }),
      })
      expect(await answer.json()).toMatchObject({ role })
    }
  })

  it('invites from the terminal while the server runs', async () => {
    const folder = makeFolder()
    const { origin, output } = await start(folder, /"links":.*\n/, { TEREN_DEMO: '1', TEREN_PRINT_LINKS: 'json' })
    const name = /"role":"trainer","name":"([^"]+)"/.exec(output())?.[1] ?? ''
    const invited = execFileSync(process.execPath, [main, 'invite', '--member', name], {
      env: { TEREN_DATA: join(folder, 'data'), TEREN_ORIGIN: origin, TEREN_PRINT_LINKS: 'json' },
      encoding: 'utf8',
    })
    const { links } = JSON.parse(invited) as { links: { link: string; code: string }[] }
    expect(links).toHaveLength(1)
    const answer = await fetch(`${origin}/api/sign-in`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code: links[0]?.link, label: 'x' }),
    })
    expect(await answer.json()).toMatchObject({ displayName: name, role: 'trainer' })
  })
})
