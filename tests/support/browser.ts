import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface FoundBrowser {
  path: string
  /** Where it came from, for the log. */
  from: string
}

const root = join(import.meta.dirname, '../..')
const starts = (path: string) => spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

/** The package's own font settings name folders of another machine; without fonts text has no height, and measuring it
 *  ends the browser. Its fonts are used alone, so that pages look the same on every machine. */
function tellFonts(folder: string): void {
  const file = join(folder, 'fonts.conf')
  const family = ['sans-serif', 'system-ui', 'serif', 'monospace']
    .map((name) => `<alias><family>${name}</family><prefer><family>Open Sans</family></prefer></alias>`)
    .join('')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>${family}</fontconfig>`,
  )
  process.env.FONTCONFIG_FILE = file
}

/** The Chromium that comes from npm. It unpacks into TMPDIR and reuses whatever lies there unchecked: so it gets a
 *  folder of its own, inside the project, named after its version. */
async function npmChromium(): Promise<string | null> {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'))
  const folder = join(root, '.cache', `chromium-${version}`)
  mkdirSync(folder, { recursive: true })
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV }
  process.env.TMPDIR = folder
  // Makes the package unpack its own libnss3 and fellows, which a bare machine lacks. Read at import.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const path = await chromium.executablePath()
    tellFonts(folder)
    return starts(path) ? path : null
  } catch (error) {
    console.error(`Chromium from npm does not start: ${String(error)}`)
    return null
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/** Finds a Chromium: $CHROMIUM_PATH, the system's, the one from npm, or (Debian, root) apt's. Throws a clear error. */
export async function findChromium(): Promise<FoundBrowser> {
  const given = process.env.CHROMIUM_PATH
  if (given) return { path: given, from: 'CHROMIUM_PATH' }
  const system = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].map(onPath).find(Boolean)
  if (system) return { path: system, from: 'the system' }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const path = await npmChromium()
    if (path) return { path, from: 'npm' }
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (existsSync('/usr/bin/chromium')) return { path: '/usr/bin/chromium', from: 'apt' }
  }
  throw new Error('No Chromium found. Install Chrome or Chromium, or set CHROMIUM_PATH.')
}
