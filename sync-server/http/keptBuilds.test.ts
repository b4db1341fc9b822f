import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import { keepBuild } from './keptBuilds.ts'

let folder: string
let now: number
let server: TestServer | null

beforeEach(() => {
  folder = makeFolder()
  now = Date.parse('2026-11-24T08:00:00Z')
  server = null
})
afterEach(() => server?.close())

/** A build replaces the one before, as a build does. */
function build(version: number, ...shared: string[]) {
  rmSync(join(folder, 'app', 'assets'), { recursive: true })
  mkdirSync(join(folder, 'app', 'assets'))
  for (const name of [`Phone-v${version}.js`, ...shared])
    writeFileSync(join(folder, 'app', 'assets', name), `export const from = '${version} ${name}'\n`)
  writeFileSync(join(folder, 'app', 'assets', `Phone-v${version}.js.map`), '{}')
}

const keep = () => {
  now += 60_000
  return keepBuild(join(folder, 'app'), join(folder, 'data'), () => now)
}
const names = (folders: string[]) => folders.flatMap((one) => readdirSync(one))

describe('builds served before', () => {
  it('S6 are kept for the last three, without source maps, and dropped after that', () => {
    for (const version of [1, 2, 3, 4]) {
      build(version)
      keep()
    }
    expect(names(keep())).toEqual(['Phone-v3.js', 'Phone-v2.js', 'Phone-v1.js'])
    build(5)
    expect(names(keep())).toEqual(['Phone-v4.js', 'Phone-v3.js', 'Phone-v2.js'])
    expect(readdirSync(join(folder, 'data', 'builds'))).toHaveLength(4)
  })

  it('S6 are not pushed out by starting the same build again, nor lost by going back to an older one', () => {
    for (const version of [1, 2]) {
      build(version)
      keep()
    }
    for (let start = 0; start < 5; start++) expect(names(keep())).toEqual(['Phone-v1.js'])
    build(1)
    expect(names(keep())).toEqual(['Phone-v2.js'])
    build(3)
    expect(names(keep())).toEqual(['Phone-v1.js', 'Phone-v2.js'])
  })

  it('S6 are whole, also when the server was killed while it kept one', () => {
    build(1, 'store-v1.js')
    const whole = keepBuild(join(folder, 'app'), join(folder, 'probe'), () => now)
    expect(whole).toEqual([])
    const [name = ''] = readdirSync(join(folder, 'probe', 'builds'))
    mkdirSync(join(folder, 'data', 'builds', `${name}.unfinished`), { recursive: true })
    writeFileSync(join(folder, 'data', 'builds', `${name}.unfinished`, 'Phone-v1.js'), 'expor')
    keep()
    build(2)
    expect(names(keep()).toSorted()).toEqual(['Phone-v1.js', 'store-v1.js'])
  })

  it('S6 answer a tab that was opened before an update; the present build comes first', async () => {
    const get = async (name: string) => {
      const response = await fetch(`${server?.origin}/assets/${name}`)
      return response.ok
        ? { text: await response.text(), kept: response.headers.get('cache-control') }
        : response.status
    }
    build(1, 'shared-x.js')
    server = await startTestServer({}, folder)
    build(2, 'shared-x.js')
    server = await server.restart()
    expect(await get('Phone-v1.js')).toEqual({
      text: "export const from = '1 Phone-v1.js'\n",
      kept: 'public, max-age=31536000, immutable',
    })
    expect(await get('Phone-v2.js')).toMatchObject({ text: "export const from = '2 Phone-v2.js'\n" })
    expect(await get('shared-x.js')).toMatchObject({ text: "export const from = '2 shared-x.js'\n" })
    expect(await get('Phone-v1.js.map')).toBe(404)
    expect(await get('..%2f..%2fsecret.txt')).toBe(404)
  })

  it('do not keep the server from serving where they cannot be kept', async () => {
    build(1)
    // A file where the folder should be.
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'builds'), '')
    server = await startTestServer({}, folder)
    expect((await fetch(`${server.origin}/assets/Phone-v1.js`)).status).toBe(200)
    expect(server.reports.map(({ event }) => event)).toContain('build-not-kept')
  })
})
