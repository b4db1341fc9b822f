import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INDEX_HTML, startTestServer, type TestServer } from '../testServer.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.origin}${path}`, { headers })
const page = { accept: 'text/html,application/xhtml+xml' }

/** What a path gives that `fetch` would tidy before sending. */
function getRaw(path: string, headers = 'Accept: text/html\r\n'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`)
  })
}

describe('the built app', () => {
  it('is answered to whoever opens any of its pages', async () => {
    for (const path of ['/', '/today', '/sessions/abc', '/office/runs/a-b_c', '/today?x=1'])
      for (const accept of [page.accept, '*/*']) {
        const response = await get(path, { accept })
        expect(response.status, path).toBe(200)
        expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
        expect(response.headers.get('cache-control')).toBe('no-cache')
        expect(await response.text()).toBe(INDEX_HTML)
      }
    expect(await getRaw('/', '')).toMatch(/^HTTP\/1.1 200/)
    for (const path of ['/today', '/']) {
      const head = await fetch(`${server.origin}${path}`, {
        method: 'HEAD',
        headers: { 'accept-encoding': 'identity' },
      })
      const length = head.headers.get('content-length')
      expect([head.status, length, await head.text()]).toEqual([200, String(INDEX_HTML.length), ''])
    }
  })

  it('is no image, script or data where a page asks for those', async () => {
    for (const accept of ['image/avif,image/png', 'application/json'])
      expect((await get('/today', { accept })).status, accept).toBe(404)
  })

  it('keeps what never changes and asks again for the rest', async () => {
    const script = await get('/assets/main-abc123.js')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache')
    expect((await get('/manifest.webmanifest')).headers.get('content-type')).toContain('application/manifest+json')
    const etag = script.headers.get('etag') ?? ''
    const again = await get('/assets/main-abc123.js', { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const strong = etag.replace('W/', '')
    expect((await get('/assets/main-abc123.js', { 'if-none-match': `"x", ${strong}` })).status).toBe(304)
    expect((await get('/assets/main-abc123.js', { 'if-none-match': '"x"' })).status).toBe(200)
  })

  it('is sent compressed to those who take it', async () => {
    for (const encoding of ['br', 'gzip']) {
      const response = await get('/', { ...page, 'accept-encoding': encoding })
      expect(response.headers.get('content-encoding')).toBe(encoding)
      expect(Number(response.headers.get('content-length'))).toBeLessThan(500)
      expect(await response.text()).toBe(INDEX_HTML)
    }
    const plain = await get('/', { ...page, 'accept-encoding': 'br;q=0, identity' })
    expect(plain.headers.get('content-encoding')).toBeNull()
  })

  it('gives 404 for files that are missing, and nothing outside its folder', async () => {
    for (const path of ['/assets/gone.js', '/robots.txt', '/api/nothing', '/favicon.ico'])
      expect((await get(path, page)).status, path).toBe(404)
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
      '/%ff',
    ]) {
      const answer = await getRaw(path)
      expect(answer, path).toMatch(/^HTTP\/1.1 404/)
      expect(answer).not.toContain('not for anybody')
    }
  })

  it('allows reading only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await fetch(`${server.origin}/today`, { method })).status).toBe(405)
    const head = await fetch(server.origin, { method: 'HEAD', headers: page })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const signIn = await get('/api/sign-in', page)
    expect([signIn.status, signIn.headers.get('allow')]).toEqual([405, 'POST'])
  })
})

describe('headers', () => {
  it('S5 allow scripts of our own only, and no framing, on every answer', async () => {
    for (const path of ['/', '/assets/gone.js', '/api/hello', '/livez']) {
      const { headers } = await get(path, page)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy.split('; ')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          `connect-src 'self' ${server.origin.replace('http', 'ws')}`,
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          'trusted-types teren',
        ]),
      )
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it('S5 F9 let one script run WebAssembly, beside the page, and ask nobody for anything', async () => {
    const policyOf = async (path: string) => (await get(path, page)).headers.get('content-security-policy')
    expect(await policyOf('/assets/qrWorker-a1B_2-c3.js')).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'",
    )
    for (const path of ['/assets/qrWorker.js', '/assets/a/qrWorker-a.js', '/qrWorker-a.js', '/?/assets/qrWorker-a.js'])
      expect(await policyOf(path)).not.toContain('wasm')
  })
})

describe('health', () => {
  it('answers while the server runs', async () => {
    for (const path of ['/livez', '/readyz']) {
      const response = await get(path)
      expect([response.status, await response.text()]).toEqual([200, 'ok\n'])
    }
  })
})

describe('figures', () => {
  it('LI6 are given to programs on this machine, in numbers only', async () => {
    const response = await get('/metrics')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/plain')
    const text = await response.text()
    for (const name of ['teren_sockets', 'teren_push_answer_seconds_bucket', 'teren_process_resident_memory_bytes']) {
      expect(text).toContain(name)
    }
    expect(text).toMatch(/^teren_hubs \d+$/m)
  })

  it('LI6 are given to nobody whom a proxy passes on', async () => {
    const response = await get('/metrics', { 'x-forwarded-for': '192.0.2.7' })
    expect([response.status, await response.text()]).toEqual([404, 'not found\n'])
  })
})
