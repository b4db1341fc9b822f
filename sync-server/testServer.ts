import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubId, MemberId } from '#domain/ids.ts'
import { makeId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { makeCode } from '#protocol/invitationCode.ts'
import type { AccessOperation } from './access/operations.ts'
import { systemRandom } from './access/secrets.ts'
import { readSettings } from './config.ts'
import type { LibraryModule } from './library/library.ts'
import { type RunningServer, startServer } from './startServer.ts'

/** A whole server for tests: real HTTP, real sockets, real log, in a folder of its own, on a free port. */
export interface TestServer extends RunningServer {
  /** Moves the server's clock, ms. */
  passTime(ms: number): void
  /** What was reported so far. */
  reports: { event: string; fields: Record<string, string | number | boolean> }[]
  operate(operation: AccessOperation): Promise<Record<string, unknown>>
  makeHub(): Promise<HubId>
  makeMember(hub: HubId, role: Role, displayName?: string): Promise<MemberId>
  /** A one-time code for a member. */
  makeCode(member: MemberId, lastsMs?: number): Promise<string>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Signs a member in on a new device, or on the one of the cookie given. */
  signIn(member: MemberId, cookie?: string): Promise<{ cookie: string; device: string }>
  /** Stops the server and starts it again on the same folder, perhaps as one with another library. */
  restart(library?: readonly LibraryModule[]): Promise<TestServer>
}

export interface Answer {
  status: number
  body: Record<string, unknown>
  /** `name=value` of the cookie set, '' if none. */
  cookie: string
  setCookie: string
}

export const INDEX_HTML = `<!doctype html><title>Teren</title>${'<p>shell</p>'.repeat(200)}`

export async function startTestServer(
  env: Record<string, string> = {},
  folder = makeFolder(),
  library: readonly LibraryModule[] = [],
  { makesViews = false } = {},
): Promise<TestServer> {
  const settings = readSettings({
    ...{ PORT: '0', TEREN_DEMO: '0', TEREN_DATA: join(folder, 'data'), TEREN_APP: join(folder, 'app') },
    ...env,
  })
  if (!settings.ok) throw new Error(settings.error)
  let passedMs = 0
  const clock = () => Date.now() + passedMs
  const reports: TestServer['reports'] = []
  const report = (event: string, fields: Record<string, string | number | boolean>) => {
    reports.push({ event, fields })
  }
  const onBroken = (error: Error) => report('broken', { error: error.message })
  const deps = { clock, random: systemRandom, report, library, makesViews, onBroken }
  const started = await startServer(settings.value, deps)
  if (!started.ok) throw new Error(started.error)
  const server = started.value
  const { log, secrets, origin } = server

  const operate = async (operation: AccessOperation) => {
    const outcome = await log.operate(operation)
    if (!outcome.ok) throw new Error(`${operation.kind}: ${outcome.code}, ${outcome.detail}`)
    return outcome.result
  }
  const post: TestServer['post'] = async (path, body, headers = {}) => {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const setCookie = response.headers.get('set-cookie') ?? ''
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text },
      cookie: setCookie.split(';')[0] ?? '',
      setCookie,
    }
  }
  const invite: TestServer['makeCode'] = async (member, lastsMs = 60_000) => {
    const code = makeCode(systemRandom)
    const at = clock()
    await operate({ kind: 'make-invitation', member, codeHash: secrets.codeHash(code), expiresAt: at + lastsMs, at })
    return code
  }
  return {
    ...server,
    passTime(ms) {
      passedMs += ms
    },
    reports,
    operate,
    async makeHub() {
      const hub = makeId<HubId>(systemRandom)
      await operate({ kind: 'make-hub', hub, name: 'SINEC', at: clock() })
      return hub
    },
    async makeMember(hub, role, displayName = `A ${role}`) {
      const member = makeId<MemberId>(systemRandom)
      await operate({ kind: 'make-member', member, hub, displayName, role, at: clock() })
      return member
    },
    makeCode: invite,
    post,
    async signIn(member, cookie) {
      const headers: Record<string, string> = cookie === undefined ? {} : { cookie }
      const answer = await post('/api/sign-in', { code: await invite(member), label: 'Test' }, headers)
      if (answer.status !== 200) throw new Error(JSON.stringify(answer))
      return { cookie: answer.cookie, device: String(answer.body.device) }
    },
    async restart(next = library) {
      await server.close()
      return startTestServer(env, folder, next, { makesViews })
    },
  }
}

const folders = new Set<string>()
function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** With an app as it is built, in small. Removed when the process ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'teren-test-'))
  if (folders.size === 0) process.on('exit', removeFolders)
  folders.add(folder)
  mkdirSync(join(folder, 'app', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'app', 'index.html'), INDEX_HTML)
  writeFileSync(join(folder, 'app', 'sw.js'), '// worker')
  writeFileSync(join(folder, 'app', 'manifest.webmanifest'), '{}')
  writeFileSync(join(folder, 'app', 'assets', 'main-abc123.js'), 'export const shell = 1\n'.repeat(200))
  writeFileSync(join(folder, 'secret.txt'), 'not for anybody')
  return folder
}
