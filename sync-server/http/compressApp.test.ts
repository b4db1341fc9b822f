import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { startTestServer } from '../testServer.ts'
import { compressedFolder, compressedName, hashOf } from './builtApp.ts'
import { compressApp } from './compressApp.ts'

const folder = mkdtempSync(join(tmpdir(), 'teren-compressed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a build is compressed once, and sent so; a file that was changed since is sent as it is now', async () => {
  const app = join(folder, 'client')
  mkdirSync(join(app, 'assets'), { recursive: true })
  const script = Buffer.from('const teren = 1\n'.repeat(200))
  writeFileSync(join(app, 'index.html'), `<p>${'Teren '.repeat(300)}</p>`)
  writeFileSync(join(app, 'assets/a-1.js'), script)
  writeFileSync(join(app, 'assets/a-1.js.map'), script)
  writeFileSync(join(app, 'assets/small.js'), 'teren = 2')
  await compressApp(app)
  expect(readdirSync(compressedFolder(app))).toHaveLength(2)

  // Told apart from what the server would make of it itself.
  const name = join(compressedFolder(app), compressedName(hashOf(script)))
  expect(readFileSync(name).length).toBeLessThan(script.length / 10)
  writeFileSync(name, brotliCompressSync('from the build'))
  writeFileSync(join(app, 'index.html'), `<p>${'another '.repeat(300)}</p>`)
  const server = await startTestServer({ TEREN_APP: app })
  const get = async (path: string) =>
    (await fetch(`${server.origin}${path}`, { headers: { accept: 'text/html', 'accept-encoding': 'br' } })).text()
  try {
    expect(await get('/assets/a-1.js')).toBe('from the build')
    expect(await get('/')).toContain('another another')
  } finally {
    await server.close()
  }
})
