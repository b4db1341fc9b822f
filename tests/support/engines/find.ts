import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from '../browser.ts'
import type { EngineName } from './engine.ts'

export type Equipped =
  | { ok: true; env: Record<string, string>; says: string }
  /** In words: what is missing, and what to install. */
  | { ok: false; why: string }

interface Needs {
  label: string
  variable: string
  /** Debian's. */
  packages: string[]
  find: () => string | undefined
  version: (path: string) => string
}

const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

const said = (command: string, ...args: string[]) => {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 })
  return stdout?.trim() || 'version unknown'
}

const NEEDS: Record<'firefox' | 'webkit', Needs> = {
  firefox: {
    label: 'Firefox',
    variable: 'FIREFOX_PATH',
    packages: ['firefox-esr'],
    find: () => onPath('firefox-esr') ?? onPath('firefox'),
    version: (path) => said(path, '--version'),
  },
  webkit: {
    label: 'WebKitGTK',
    variable: 'WEBKIT_PATH',
    packages: ['libwebkit2gtk-4.1-0', 'xvfb', 'xdotool'],
    find: () => {
      if (!onPath('Xvfb') || !onPath('xdotool')) return undefined
      return globSync(['/usr/lib/*/webkit2gtk-4.1/MiniBrowser', '/usr/libexec/webkit2gtk-4.1/MiniBrowser'])[0]
    },
    version: () => said('dpkg-query', '--show', 'libwebkit2gtk-4.1-0'),
  },
}

/** Finds what an engine needs; where this may install (Debian, root), fetches what is missing and says so. */
export async function equip(engine: EngineName): Promise<Equipped> {
  if (engine === 'chromium' || engine === 'iphone-like') {
    const { path, from } = await findChromium()
    return { ok: true, env: { CHROMIUM_PATH: path }, says: `${said(path, '--version')} from ${from}` }
  }
  const needs = NEEDS[engine]
  const path = process.env[needs.variable] ?? needs.find() ?? install(needs)
  if (path) return { ok: true, env: { [needs.variable]: path }, says: needs.version(path) }
  return {
    ok: false,
    why: `${needs.label} is not on this machine. On Debian: apt-get install ${needs.packages.join(' ')}. Elsewhere install it and name it by ${needs.variable}.`,
  }
}

function install({ label, packages, find }: Needs): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log(`${label} is missing: installing ${packages.join(', ')} by apt-get`)
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  try {
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
  } catch (error) {
    console.error(`apt-get failed: ${String(error)}`)
  }
  return find()
}
