import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#domain/roles.ts'
import { until } from './until.ts'

const root = join(import.meta.dirname, '../..')

/** Names the data folder of a server that made its demonstration hubs and was ended (`tests/support/madeHub.ts`). */
export const MADE_HUB = 'TEREN_TEST_MADE_HUB'

export interface SignInLink {
  /** Name of the hub. */
  hub: string
  role: Role
  name: string
  link: string
  code: string
}

/** In the order in which their links are printed. */
export const DEMONSTRATION_HUBS = ['sinec', 'plovdiv', 'baltic'] as const
export type DemonstrationHub = (typeof DEMONSTRATION_HUBS)[number]

/** The real server as its own process, on loopback and a data folder of its own; can be stopped, killed with -9 and
 *  started again on the same port and data. */
export class TestServer {
  readonly data = mkdtempSync(join(tmpdir(), 'teren-data-'))
  readonly env: Record<string, string>
  private process: ChildProcess | null = null
  /** Everything that it printed since the last start. */
  output = ''
  /** 0 until the first start. */
  port = 0

  constructor(env: Record<string, string> = {}) {
    this.env = env
  }

  get origin(): string {
    return `http://localhost:${this.port}`
  }

  async start(): Promise<void> {
    if (!existsSync(join(root, 'dist/client/index.html'))) throw new Error('no build: run npm run build first')
    this.output = ''
    this.takeMadeHub()
    const child = spawn(process.execPath, ['sync-server/main.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TEREN_DATA: this.data,
        TEREN_PRINT_LINKS: 'json',
        ...this.env,
        PORT: String(this.port),
      },
    })
    this.process = child
    await new Promise<void>((resolve, reject) => {
      const read = (data: Buffer) => {
        this.output += data.toString()
        const listening = /https?:\/\/[^\s:]+:(\d+)/.exec(this.output)
        if (listening && (this.env.TEREN_DEMO === '0' || /"links":.*\n/.test(this.output))) {
          this.port = Number(listening[1])
          resolve()
        }
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.output}`)))
    })
  }

  /** A server that would make the same hubs as any other begins with those that were made. */
  private takeMadeHub(): void {
    const made = process.env[MADE_HUB]
    if (made === undefined || this.env.TEREN_DEMO !== undefined || readdirSync(this.data).length > 0) return
    cpSync(made, this.data, { recursive: true })
  }

  /** Fresh single-use sign-in links of one of the demonstration hubs, as printed at the last start. */
  links(hub: DemonstrationHub = 'sinec'): SignInLink[] {
    const line = this.output.split('\n').find((text) => text.includes('"links":'))
    if (!line) throw new Error(`no links in the server's output:\n${this.output}`)
    const { links }: { links: SignInLink[] } = JSON.parse(line.slice(line.indexOf('{')))
    const names = [...new Set(links.map((link) => link.hub))]
    return links.filter((link) => link.hub === names[DEMONSTRATION_HUBS.indexOf(hub)])
  }

  link(role: SignInLink['role'], at = 0, hub: DemonstrationHub = 'sinec'): string {
    const found = this.links(hub).filter((link) => link.role === role)[at]
    if (!found) throw new Error(`no link for ${role} ${at}`)
    return found.link
  }

  /** The set-up link of the last start of a server without a hub; it stands there some moments after the first line. */
  async setUpLink(): Promise<string> {
    const found = () => /\S+\/set-up#\S+(?=\n)/.exec(this.output)?.[0]
    await until('set-up link', found, (link) => link !== undefined)
    return found() ?? ''
  }

  get pid(): number | undefined {
    return this.process?.pid
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process
    if (!child || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    this.process = null
  }

  kill = () => this.end('SIGKILL')
  stop = () => this.end('SIGTERM')

  async dispose(): Promise<void> {
    await this.kill()
    rmSync(this.data, { recursive: true, force: true, maxRetries: 5 })
  }
}
