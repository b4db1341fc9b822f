import { createHash } from 'node:crypto'
import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** The built app, from memory. Only files that were there at the start are ever served, so no path leads elsewhere. */
export interface BuiltApp {
  /** Answers a GET or HEAD; false if there is nothing to answer with. */
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
export const COMPRESSED_ALREADY = new Set(['.ico', '.jpg', '.png', '.webp', '.woff2'])
/** Smaller than this, compressing saves no packet. */
export const COMPRESS_ABOVE_BYTES = 1_000
/** For what the build has not compressed: other builds than our own. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

type Encoding = 'br' | 'gzip' | 'identity'

interface Loaded {
  bytes: Buffer
  hash: string
  encodings: Map<Encoding, Promise<Buffer>>
}

/** Where the build of an app is kept compressed, each file by the hash of what it holds: one that was changed since has
 *  none. */
export const compressedFolder = (folder: string): string => join(folder, '../compressed')
export const compressedName = (hash: string): string => `${hash}.br`
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url').slice(0, 22)

export const isBuiltApp = (folder: string): boolean => existsSync(join(folder, 'index.html'))

/** @param earlier folders with the assets of builds before: what a tab still asks for, and the present build lacks */
export function openBuiltApp(folder: string, earlier: readonly string[]): BuiltApp {
  const files = new Map<string, string>()
  for (const assets of earlier.toReversed()) {
    for (const { name } of entriesOf(assets)) files.set(`/assets/${name}`, join(assets, name))
  }
  for (const entry of entriesOf(folder)) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, file).split(sep).join('/')}`, file)
  }
  const loaded = new Map<string, Promise<Loaded>>()
  const compressed = compressedFolder(folder)

  const load = (path: string, file: string): Promise<Loaded> => {
    const known = loaded.get(path)
    if (known) return known
    const loading = readFile(file).then((bytes) => ({
      bytes,
      hash: hashOf(bytes),
      encodings: new Map<Encoding, Promise<Buffer>>(),
    }))
    loaded.set(path, loading)
    // A file that cannot be read now may be readable later.
    loading.catch(() => loaded.delete(path))
    return loading
  }

  return {
    async serve(request, response, path) {
      const found = files.has(path) ? path : isNavigation(request, path) ? '/index.html' : null
      const file = found === null ? undefined : files.get(found)
      if (found === null || file === undefined) return false
      const { bytes, hash, encodings } = await load(found, file)
      const etag = `W/"${hash}"`
      response.setHeader('Content-Type', TYPES[extname(found)] ?? 'application/octet-stream')
      // Names under /assets change with their content; everything else is asked for again.
      response.setHeader(
        'Cache-Control',
        found.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
      // Weak: the same for each encoding.
      response.setHeader('ETag', etag)
      response.setHeader('Vary', 'Accept-Encoding')
      if (isKnown(request, etag)) {
        response.writeHead(304).end()
        return true
      }
      const canShrink = bytes.length > COMPRESS_ABOVE_BYTES && !COMPRESSED_ALREADY.has(extname(found))
      const encoding = canShrink ? bestEncoding(request) : 'identity'
      const body = await (encodings.get(encoding) ??
        encode(bytes, encoding, encodings, join(compressed, compressedName(hash))))
      if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding)
      response.setHeader('Content-Length', body.length)
      response.writeHead(200)
      response.end(request.method === 'HEAD' ? undefined : body)
      return true
    },
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

/** An address somebody opens, with a browser or without: the app answers at all of its own. Not a file that a page asks
 *  for: those that are missing are missing. */
function isNavigation(request: IncomingMessage, path: string): boolean {
  const { accept } = request.headers
  const takesPages = accept === undefined || /text\/(html|\*)|\*\/\*/.test(accept)
  return takesPages && path.startsWith('/') && extname(path) === '' && !path.startsWith('/assets/')
}

/** Whether the visitor has this already. Proxies that compress make tags weak, so that weakness is not compared. */
function isKnown(request: IncomingMessage, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return (request.headers['if-none-match'] ?? '').split(',').some((tag) => bare(tag) === bare(etag))
}

function bestEncoding(request: IncomingMessage): Encoding {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .filter((entry) => !/;\s*q=0(\.0*)?\s*$/.test(entry))
    .map((entry) => entry.split(';')[0]?.trim())
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : 'identity'
}

function encode(
  bytes: Buffer,
  encoding: Encoding,
  into: Map<Encoding, Promise<Buffer>>,
  compressed: string,
): Promise<Buffer> {
  const encoded =
    encoding === 'br'
      ? readFile(compressed).catch(() => promisify(brotliCompress)(bytes, BROTLI))
      : encoding === 'gzip'
        ? promisify(gzip)(bytes, { level: 9 })
        : Promise.resolve(bytes)
  into.set(encoding, encoded)
  return encoded
}
