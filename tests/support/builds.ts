import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

/** Built apps as users have them, small enough to be kept (S6): a line of JSON naming each file and its length, then the
 *  bytes of all, compressed together. Without source maps. */

const KEPT_BUILDS = join(import.meta.dirname, '../fixtures/builds')
export const PRESENT_BUILD = join(import.meta.dirname, '../../dist/client')

export const keptBuildFile = (version: string): string => join(KEPT_BUILDS, `${version}.build.br`)

/** Oldest first. */
export const keptVersions = (): string[] =>
  readdirSync(KEPT_BUILDS)
    .filter((name) => name.endsWith('.build.br'))
    .map((name) => basename(name, '.build.br'))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

type Index = [path: string, byteCount: number][]

export function packBuild(folder: string): Buffer {
  const files = filesOf(folder).filter(({ path }) => extname(path) !== '.map')
  const index: Index = files.map(({ path, bytes }) => [path, bytes.length])
  const all = Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...files.map(({ bytes }) => bytes)])
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants
  return brotliCompressSync(all, {
    params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: all.length },
  })
}

/** Writes a packed build into a folder, which is made. */
export function unpackBuild(packed: Buffer, into: string): void {
  const all = brotliDecompressSync(packed)
  let at = all.indexOf('\n') + 1
  for (const [path, byteCount] of JSON.parse(all.subarray(0, at).toString()) as Index) {
    write(join(into, path), all.subarray(at, at + byteCount))
    at += byteCount
  }
}

/** Makes what could be the next build out of one: every asset has another name, every version number is another, and so
 *  the service worker is new and nothing that the old one had loaded fits. `news` is what it says to be new. */
export function makeNextBuild(
  from: string,
  into: string,
  change: { version: string; next: string; news: object },
): void {
  const files = filesOf(from).filter(({ path }) => extname(path) !== '.map')
  const renamed = files
    .filter(({ path }) => path.startsWith('assets/'))
    .map(({ path }) => [basename(path), basename(path).replace(/(\.\w+)$/, '_$1')] as const)
  const rewrite = (text: string) =>
    renamed
      .reduce((rest, [name, next]) => rest.replaceAll(name, next), text)
      .replaceAll(change.version, change.next)
      // What keeps its name is asked for again.
      .replaceAll(/"revision":"\w+"/g, `"revision":"${change.next}"`)
  for (const { path, bytes } of files) {
    const isText = ['.js', '.css', '.html'].includes(extname(path))
    write(join(into, rewrite(path)), isText ? rewrite(bytes.toString()) : bytes)
  }
  for (const { path } of files.filter(({ path }) => path.startsWith('news/'))) {
    write(join(into, path), JSON.stringify([change.news, ...JSON.parse(readFileSync(join(from, path), 'utf8'))]))
  }
}

function filesOf(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((file) => ({ path: relative(folder, file).split(sep).join('/'), bytes: readFileSync(file) }))
}

function write(file: string, bytes: Buffer | string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}
