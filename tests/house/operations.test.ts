import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSettings } from '../../sync-server/config.ts'
import { makeFolder } from '../../sync-server/testServer.ts'
import { until } from '../support/until.ts'

/** What whoever hosts Teren copies onto a machine, held against the code: where no container can be built and no service
 *  installed, this is what can be shown of them. */

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

const FILES = {
  container: 'Containerfile',
  ignored: '.dockerignore',
  compose: 'compose.yaml',
  unit: 'sync-server/operations/teren.service',
  settings: 'sync-server/operations/teren.env',
  caddy: 'sync-server/operations/Caddyfile',
  script: 'sync-server/operations/teren.sh',
  guide: 'sync-server/OPERATIONS.md',
}

/** Names that these files make up among themselves: filled in by one, read by another. */
const OWN_NAMES = ['TEREN_NAME', 'TEREN_NAMES', 'TEREN_UPSTREAM', 'TEREN_SETTINGS', 'TEREN_VERSION', 'TEREN_ACCOUNT']

const namesIn = (text: string) => [...new Set(text.match(/\bTEREN_[A-Z_]+\b/g))]
const readByServer = new Set([...read('sync-server/config.ts').matchAll(/'([A-Z_]+)'/g)].map(([, name]) => name))
const unknownNames = (text: string) =>
  namesIn(text).filter((name) => !readByServer.has(name) && !OWN_NAMES.includes(name))

/** What a Containerfile copies from the project: of all its stages, or of the last, which is what runs. */
function copied(text: string, which: 'all' | 'last' = 'all'): string[] {
  const stage = which === 'all' ? text : (text.split(/^FROM /m).at(-1) ?? '')
  return [...stage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '))
}

const missing = (paths: string[]) => paths.filter((path) => !existsSync(join(root, path)))

/** Packages of the lock file that an image without development's installs. */
function packagesThatRun(): string[] {
  const lock: { packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }> } = JSON.parse(
    read('package-lock.json'),
  )
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path]) => path)
}

/** `KEY=value` lines, as systemd and the script read them. */
const settingsIn = (text: string) =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

const folders: string[] = []
const started: ChildProcess[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'teren-operations-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('files for whoever hosts', () => {
  it.each(Object.values(FILES))('%s names no setting that the server does not read', (file) => {
    expect(unknownNames(read(file))).toEqual([])
  })

  it('finds a planted setting that nobody reads', () => {
    expect(unknownNames('TEREN_DATA=/x\nTEREN_DATUM=/y')).toEqual(['TEREN_DATUM'])
  })

  it('the settings that are copied start a server, and none of them is a default said again by mistake', () => {
    const settings = readSettings(settingsIn(read(FILES.settings)))
    expect(settings).toMatchObject({ ok: true, value: { port: 8787, host: '127.0.0.1', isDemo: false } })
  })

  it('every path that they name is there', () => {
    const container = read(FILES.container)
    expect(copied(container).length).toBeGreaterThan(8)
    expect(missing(copied(container))).toEqual([])
    const named = [...read(FILES.guide).matchAll(/\b(?:sync-server|tests)\/[\w./-]*\w/g)].map(([path]) => path)
    expect(named.length).toBeGreaterThan(5)
    expect(missing(named)).toEqual([])
    const mounted = [...read(FILES.compose).matchAll(/- \.\/(\S+?):/g)].map(([, path]) => path ?? '')
    expect(mounted).toEqual([FILES.caddy])
    expect(read(FILES.compose)).toContain(`dockerfile: ${FILES.container}`)
    expect(missing([/^ExecStart=\S+ (\S+)$/m.exec(read(FILES.unit))?.[1] ?? ''])).toEqual([])
    expect(missing(copied('COPY nowhere.json package.json ./'))).toEqual(['nowhere.json'])
  })

  it('what the container copies is let through to it, and nothing else', () => {
    const lines = read(FILES.ignored)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines[0]).toBe('**')
    expect(lines.slice(1).toSorted()).toEqual(
      [...new Set(copied(read(FILES.container)))].map((path) => `!${path}`).toSorted(),
    )
  })

  it('one port is meant everywhere', () => {
    const { port } = (readSettings({}) as { value: { port: number } }).value
    const ports = (file: string) =>
      [...read(file).matchAll(/(?:PORT=|EXPOSE |127\.0\.0\.1:|teren:)(\d+)/g)].map(([, one]) => Number(one))
    for (const file of [FILES.container, FILES.compose, FILES.settings, FILES.caddy, FILES.guide])
      expect([file, ...new Set(ports(file))]).toEqual([file, port])
  })

  it('in compose the server believes its own network, and no other, about who asks', () => {
    const compose = read(FILES.compose)
    expect(/TEREN_TRUSTED_PROXY: (\S+)/.exec(compose)?.[1]).toBe(/subnet: (\S+)/.exec(compose)?.[1])
  })
})

describe('the unit', () => {
  const unit = (text: string) => {
    const file = join(newFolder(), 'teren.service')
    writeFileSync(file, text.replaceAll('/opt/teren/current', root))
    return file
  }

  it('is one that systemd reads without a word', () => {
    const lines = read(FILES.unit)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines.filter((line) => !/^(\[(Unit|Service|Install)\]|[A-Z][A-Za-z]+=.*)$/.test(line))).toEqual([])
    const verified = spawnSync('systemd-analyze', ['verify', unit(read(FILES.unit))], { encoding: 'utf8' })
    // Other systems have none: then the lines above are all that is shown.
    if (!verified.error) expect([verified.status, verified.stderr]).toEqual([0, ''])
  })

  it('lets the service write its data and nothing else', () => {
    const text = read(FILES.unit)
    const { TEREN_DATA, TEREN_BACKUP_DIR } = settingsIn(read(FILES.settings))
    const folders = /^StateDirectory=(.+)$/m.exec(text)?.[1]?.split(' ')
    expect([TEREN_DATA, TEREN_BACKUP_DIR]).toEqual(folders?.map((name) => `/var/lib/${name}`))
    expect(text).toMatch(/^ProtectSystem=strict$/m)
    expect(text).not.toMatch(/^ReadWritePaths=/m)
    expect(text).toMatch(/^CapabilityBoundingSet=$/m)
  })
})

describe('the command beside the service', () => {
  const run = (settings: string, ...args: string[]) => {
    const file = join(newFolder(), 'teren.env')
    writeFileSync(file, settings)
    const env = { PATH: process.env.PATH, TEREN_SETTINGS: file, TEREN_VERSION: root, TEREN_ACCOUNT: 'root' }
    return spawnSync('sh', [join(root, FILES.script), ...args], { encoding: 'utf8', env })
  }

  it('has the settings of the service, each value whole, and passes on what is said', () => {
    expect(run('# a comment\n\nTEREN_ORIGIN=$(id) two words', 'invite').stderr).toContain('"$(id) two words"')
    const done = run(`TEREN_DATA=${newFolder()}`, 'no such command')
    expect([done.status, done.stderr]).toEqual([1, expect.stringContaining('there is no command "no such command"')])
  })
})

describe('the container', () => {
  it('runs with what it copies and installs, says that it is ready by its own check, and ends when told to', async () => {
    const container = read(FILES.container)
    const image = newFolder()
    for (const path of copied(container, 'last')) cpSync(join(root, path), join(image, path), { recursive: true })
    for (const path of packagesThatRun()) {
      mkdirSync(dirname(join(image, path)), { recursive: true })
      symlinkSync(join(root, path), join(image, path))
    }
    cpSync(join(makeFolder(), 'app'), join(image, 'dist/client'), { recursive: true })
    const env = Object.fromEntries(
      [...container.matchAll(/(?<= )([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    )
    expect(env).toMatchObject({
      HOST: '0.0.0.0',
      PORT: '8787',
      TEREN_DATA: '/data',
      TEREN_BACKUP_DIR: '/backups',
      TEREN_DEMO: '0',
    })
    const entry = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(container)?.[1] ?? '[]') as string[]
    const command = JSON.parse(/^CMD (.+)$/m.exec(container)?.[1] ?? '[]') as string[]
    expect(entry[0]).toBe('node')
    // On a free port, on loopback and in a folder of the test's own; everything else is the image's.
    const child = spawn(process.execPath, [...entry.slice(1), ...command], {
      cwd: image,
      env: {
        ...env,
        HOST: '127.0.0.1',
        PORT: '0',
        TEREN_DATA: join(image, 'data'),
        TEREN_BACKUP_DIR: join(image, 'backups'),
        TEREN_TRUSTED_PROXY: '172.30.87.0/24',
        // A package finds others in the image, not beside where it really lies.
        NODE_PRESERVE_SYMLINKS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.push(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    await until(
      'set-up link',
      () => output,
      (text) => /set-up#\S+\n/.test(text) || child.exitCode !== null,
    )
    const port = /localhost:(\d+)/.exec(output)?.[1]
    expect(output).toContain('There is no hub yet')
    const check = JSON.parse(/^HEALTHCHECK [^[]+(\[.+\])$/m.exec(container)?.[1] ?? '[]') as string[]
    const isHealthy = (to: string | undefined) =>
      spawnSync(
        process.execPath,
        check.slice(1).map((part) => part.replace('8787', String(to))),
      ).status
    expect(isHealthy(port)).toBe(0)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(isHealthy(port)).toBe(1)
  })
})
