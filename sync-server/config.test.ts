import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { readSettings } from './config.ts'
import { makeFolder, startTestServer } from './testServer.ts'

describe('settings', () => {
  it('have defaults that serve this machine only', () => {
    const settings = readSettings({})
    expect(settings.ok && settings.value).toMatchObject({
      ...{ port: 8787, host: '127.0.0.1', isDemo: true, tls: null, origins: [], trustedProxies: [] },
    })
  })

  it('name the variable that is wrong', () => {
    const wrong = {
      PORT: ['x', '-1', '65536', '80.5'],
      HOST: ['a b', 'http://x'],
      TEREN_DEMO: ['yes'],
      TEREN_ORIGIN: ['teren.example', 'https://teren.example/', 'https://a.example,ftp://b.example'],
      TEREN_TRUSTED_PROXY: ['nginx', '10.0.0.0/64'],
      TEREN_TLS_CERT: ['/nowhere/cert.pem'],
      TEREN_TLS_KEY: ['/nowhere/key.pem'],
      TEREN_PRINT_LINKS: ['xml'],
      TEREN_BACKUP_HOURS: ['0', 'daily', '9000'],
      TEREN_BACKUP_KEEP: ['1', '101', 'all'],
    }
    for (const [name, values] of Object.entries(wrong))
      for (const value of values) {
        const settings = readSettings({ [name]: value })
        expect(settings.ok ? 'taken' : settings.error, value).toContain(name)
      }
  })
})

describe('a start that fails', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))

  const start = (env: Record<string, string>, args: string[] = []) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [main, ...args],
        { env: { TEREN_DEMO: '0', PORT: '0', ...env }, timeout: 15_000 },
        (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
      )
    })

  /** One line, no stack, a code that scripts can see. */
  async function expectFailure(env: Record<string, string>, says: string | RegExp, args: string[] = []) {
    const folder = makeFolder()
    const result = await start({ TEREN_APP: join(folder, 'app'), TEREN_DATA: join(folder, 'data'), ...env }, args)
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/^teren: [^\n]+\n$/)
    expect(result.stderr).toMatch(says)
  }

  /** A data folder in which something was recorded. */
  async function usedFolder(): Promise<{ data: string }> {
    const folder = makeFolder()
    const server = await startTestServer({}, folder)
    await server.makeMember(await server.makeHub(), 'coordinator')
    await server.close()
    return { data: join(folder, 'data') }
  }

  it('says that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await expectFailure({ PORT: String(port) }, `127.0.0.1:${port} is taken`)
    other.close()
  })

  it('says that the data folder cannot be written', async () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'file'), '')
    await expectFailure({ TEREN_DATA: join(folder, 'file', 'data') }, 'cannot be written')
  })

  it('says that the database is damaged', async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'teren.db'), 'not a database, but long enough to be asked for one'.repeat(200))
    await expectFailure({ TEREN_DATA: join(folder, 'data') }, 'is damaged')
  })

  it('says that a newer version wrote the database', async () => {
    const { data } = await usedFolder()
    const db = new SQLite(join(data, 'teren.db'))
    db.pragma('user_version = 99')
    db.close()
    await expectFailure({ TEREN_DATA: data }, 'written by a newer Teren')
    await expectFailure({ TEREN_DATA: data }, 'written by a newer Teren', ['invite', '--member', 'x'])
  })

  it('says which secret is missing, and makes no new one where the database needs the old one', async () => {
    for (const name of ['tag.key', 'pepper']) {
      const { data } = await usedFolder()
      const file = join(data, 'secrets', name)
      const secret = readFileSync(file)
      rmSync(file)
      await expectFailure({ TEREN_DATA: data }, `${file} is missing`)
      expect(existsSync(file)).toBe(false)
      if (name === 'pepper')
        await expectFailure({ TEREN_DATA: data }, `${file} is missing`, ['invite', '--member', 'x'])
      writeFileSync(file, secret.subarray(1))
      await expectFailure({ TEREN_DATA: data }, `${file} is not 32 bytes long`)
    }
  })

  it('says that there is nothing yet to invite to', async () => {
    await expectFailure({}, 'start the server once', ['invite', '--member', 'x'])
  })

  it('says that the app is not built', async () => {
    await expectFailure({ TEREN_APP: '/nowhere' }, 'npm run build')
  })

  it('says what is wrong with a setting, a certificate and a command', async () => {
    const folder = makeFolder()
    const pem = join(folder, 'x.pem')
    writeFileSync(pem, 'no certificate')
    await expectFailure({ PORT: 'eighty' }, 'PORT must be')
    await expectFailure({ TEREN_TLS_CERT: pem, TEREN_TLS_KEY: '/nowhere/key.pem' }, /TEREN_TLS_KEY.*ENOENT/)
    await expectFailure({ TEREN_TLS_CERT: pem, TEREN_TLS_KEY: pem }, 'not a certificate and its key')
    await expectFailure({ HOST: '192.0.2.1' }, 'not an address of this machine')
    await expectFailure({}, 'no command "serv"', ['serv'])
    await expectFailure({}, 'Say a folder, or set TEREN_BACKUP_DIR', ['backup'])
    await expectFailure({}, 'start the server once', ['backup', join(folder, 'backups')])
    await expectFailure({}, 'Which backup?', ['restore'])
    await expectFailure({}, 'is no backup', ['verify', folder])
  })

  it('says that another server works on the folder', async () => {
    const folder = makeFolder()
    const server = await startTestServer({}, folder)
    await expectFailure({ TEREN_DATA: join(folder, 'data') }, 'used by another running Teren')
    await server.close()
  })
})
