import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { fail, ok, type Result } from '#domain/result.ts'
import { readNetworks } from './http/visitors.ts'
import type { BackupSettings } from './safekeeping/scheduledBackups.ts'

/** The environment, checked. What each name means stands in the README. */
export interface Settings {
  /** 0: any free one. */
  port: number
  host: string
  dataFolder: string
  /** The built app. */
  appFolder: string
  isDemo: boolean
  tls: { cert: Buffer; key: Buffer } | null
  /** Our own origins; the first stands in printed links. Empty: whatever the Host header names. */
  origins: string[]
  trustedProxies: string[]
  /** Backups that are taken by themselves; null: none. */
  backups: BackupSettings | null
  /** For programs that start the server and sign in by themselves. */
  printLinks: 'text' | 'json'
}

type Environment = Readonly<Record<string, string | undefined>>

/** The error is one line for the terminal, naming the variable. */
export function readSettings(env: Environment): Result<Settings, string> {
  const text = (name: string, otherwise: string) => env[name]?.trim() || otherwise
  const listed = (name: string) =>
    text(name, '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')

  const port = text('PORT', '8787')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return fail(`PORT must be a number up to 65535, not "${port}"`)
  const host = text('HOST', '127.0.0.1')
  if (isIP(host) === 0 && !/^[A-Za-z0-9.-]{1,253}$/.test(host))
    return fail(`HOST must be an address or a name, not "${host}"`)
  const demo = text('TEREN_DEMO', '1')
  if (demo !== '0' && demo !== '1') return fail(`TEREN_DEMO must be 0 or 1, not "${demo}"`)
  const printLinks = text('TEREN_PRINT_LINKS', 'text')
  if (printLinks !== 'text' && printLinks !== 'json')
    return fail(`TEREN_PRINT_LINKS must be text or json, not "${printLinks}"`)
  const origins = listed('TEREN_ORIGIN')
  const wrong = origins.find((origin) => !isOrigin(origin))
  if (wrong !== undefined) return fail(`TEREN_ORIGIN must look like https://teren.example, not "${wrong}"`)
  const trustedProxies = listed('TEREN_TRUSTED_PROXY')
  const { unreadable } = readNetworks(trustedProxies)
  if (unreadable !== null)
    return fail(`TEREN_TRUSTED_PROXY must list addresses or networks as 10.0.0.0/8, not "${unreadable}"`)
  const backups = readBackups(text)
  if (!backups.ok) return backups
  const tls = readTls(text('TEREN_TLS_CERT', ''), text('TEREN_TLS_KEY', ''))
  if (!tls.ok) return tls
  return ok({
    port: Number(port),
    host,
    dataFolder: resolve(text('TEREN_DATA', './data')),
    appFolder: resolve(text('TEREN_APP', fileURLToPath(new URL('../dist/client', import.meta.url)))),
    isDemo: demo === '1',
    tls: tls.value,
    origins,
    trustedProxies,
    backups: backups.value,
    printLinks,
  })
}

/** Up to a year, and up to a hundred of them. */
function readBackups(text: (name: string, otherwise: string) => string): Result<BackupSettings | null, string> {
  const [hours, keep] = [text('TEREN_BACKUP_HOURS', '24'), text('TEREN_BACKUP_KEEP', '14')]
  if (!/^\d{1,4}(\.\d+)?$/.test(hours) || Number(hours) <= 0 || Number(hours) > 8784)
    return fail(`TEREN_BACKUP_HOURS must be a number of hours up to 8784, not "${hours}"`)
  if (!/^\d{1,3}$/.test(keep) || Number(keep) < 2 || Number(keep) > 100)
    return fail(`TEREN_BACKUP_KEEP must be a number from 2 to 100, not "${keep}"`)
  const into = text('TEREN_BACKUP_DIR', '')
  return ok(into === '' ? null : { into: resolve(into), everyMs: Number(hours) * 3600_000, keep: Number(keep) })
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, protocol } = new URL(text)
  return origin === text && (protocol === 'https:' || protocol === 'http:')
}

function readTls(certFile: string, keyFile: string): Result<Settings['tls'], string> {
  if (certFile === '' && keyFile === '') return ok(null)
  if (certFile === '' || keyFile === '') return fail('TEREN_TLS_CERT and TEREN_TLS_KEY must be given together')
  const cert = read('TEREN_TLS_CERT', certFile)
  if (!cert.ok) return cert
  const key = read('TEREN_TLS_KEY', keyFile)
  if (!key.ok) return key
  try {
    createSecureContext({ cert: cert.value, key: key.value })
  } catch (error) {
    return fail(`TEREN_TLS_CERT and TEREN_TLS_KEY are not a certificate and its key: ${(error as Error).message}`)
  }
  return ok({ cert: cert.value, key: key.value })
}

function read(name: string, file: string): Result<Buffer, string> {
  try {
    return ok(readFileSync(file))
  } catch (error) {
    return fail(`${name}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
