import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lingui } from '@lingui/vite-plugin'
import { preact } from '@preact/preset-vite'
import { build, defineConfig, type Plugin, type Rolldown } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** What every first screen needs, by the entries that reach it; all but the first are imported when that runs. Each is
 *  one chunk, with whatever none before it has: no small chunks for what they share. The first needs no other, so that
 *  it can say that another did not come. */
const FIRST = { main: ['src/app/main.tsx', 'src/app/run.tsx'], store: ['src/app/openStore.ts'] }
/** What comes with them by who is on screen (`src/app/rooms.ts`, `src/store/rolePart.ts`): staff for everybody who is no
 *  participant, with today or a register for trainers; participant, with learning for their first page; reading for a
 *  lesson; documents for whoever writes or receives any. Nobody fetches another's: what several kinds share comes with
 *  the first two chunks. */
const ROOMS = {
  staff: ['src/store/staffPart.ts'],
  register: ['src/app/register.ts'],
  today: ['src/app/today.ts'],
  participant: ['src/store/participantPart.ts'],
  learning: ['src/app/learning.ts'],
  reading: ['src/app/reading.ts'],
  documents: ['src/store/documentRoom.ts'],
}
/** Chunks as they are asked for; here only for what they share with the rooms above. */
const LATER = {
  lessons: ['library/Library', 'module/ModulePage'].map(learningScreen),
  writing: ['src/store/writingRoom.ts'],
  sync: ['src/sync/inBrowser.ts'],
}
/** What those of one line share comes with the first of it. */
const KINDS = [['staff', 'register', 'today'], ['participant', 'learning', 'reading', 'lessons'], ['documents']]

/** What is seen; the rest needs the store, which the first chunk must not. */
const SHOWN = /\/src\/(app|screens|text|ui)\/|\/lucide\//

function learningScreen(name: string): string {
  return `src/screens/learning/${name}.tsx`
}

/** What several of those that are loaded later share, and what is too small to be a file of its own: one chunk of what
 *  comes with every start, one of what is seen later and one of what is behind that. A file costs a request whenever a new
 *  version is fetched, for whose bytes a kilobyte is nothing; there were over two hundred. */
const SHARED = { soon: 'soon', shown: 'later', behind: 'beneath' }
/** Characters before minifying. */
const SMALL = 6_000

function chunks(entries: ReadonlySet<string>): (id: string, modules: Rolldown.ChunkingContext) => string | null {
  const reached = new Map<string, Set<string>>()
  let later: Map<string, string[]> | null = null
  return (id, modules) => {
    const reach = (from: string, seen: Set<string>): Set<string> => {
      if (seen.has(from)) return seen
      seen.add(from)
      for (const next of modules.getModuleInfo(from)?.importedIds ?? []) {
        if (next.includes('/lucide/')) addIcons(modules.getModuleInfo(from)?.code ?? '', seen)
        else reach(next, seen)
      }
      return seen
    }
    const reachedBy = (name: string, sources: string[]): Set<string> => {
      const known = reached.get(name)
      if (known) return known
      const found = new Set<string>()
      for (const source of sources) reach(join(import.meta.dirname, source), found)
      reached.set(name, found)
      return found
    }
    /** By which entries each module is reached of those that none of the rooms has. */
    const usersLater = (): Map<string, string[]> => {
      const early = new Set(
        Object.entries({ ...FIRST, ...ROOMS }).flatMap(([name, from]) => [...reachedBy(name, from)]),
      )
      const users = new Map<string, string[]>()
      for (const entry of entries) {
        if (early.has(entry) || entry.endsWith('.po')) continue
        for (const module of reach(entry, new Set())) {
          if (!early.has(module)) users.set(module, [...(users.get(module) ?? []), entry])
        }
      }
      return users
    }
    const weighs = (entry: string, counts: (users: string[]) => boolean): number =>
      [...(later ?? [])].reduce(
        (sum, [module, users]) =>
          users.includes(entry) && counts(users) ? sum + (modules.getModuleInfo(module)?.code?.length ?? 0) : sum,
        0,
      )
    const isSmall = (entry: string): boolean => weighs(entry, (users) => users.length === 1) < SMALL
    const isAskedForEarly = (entry: string): boolean =>
      Object.entries({ ...FIRST, ...ROOMS }).some(([name, from]) =>
        modules.getModuleInfo(entry)?.dynamicImporters.some((asker) => reachedBy(name, from).has(asker)),
      )
    const comesSoon = (entry: string): boolean =>
      [...LATER.writing, ...LATER.sync].some((source) => join(import.meta.dirname, source) === entry) ||
      (isAskedForEarly(entry) && weighs(entry, () => true) < SMALL)
    const chunksOf = (chunks: Record<string, string[]>) =>
      Object.entries(chunks).flatMap(([name, from]) => (reachedBy(name, from).has(iconOf(id) ?? id) ? name : []))
    const [first] = chunksOf(FIRST)
    const [room] = chunksOf(ROOMS)
    if (first !== undefined) return first
    if (room === undefined) {
      later ??= usersLater()
      const users = later.get(iconOf(id) ?? id) ?? []
      if (users.length === 1 && !users.some(isSmall)) return null
      if (users.some(comesSoon)) return SHARED.soon
      return users.length === 0 ? null : SHARED[SHOWN.test(id) ? 'shown' : 'behind']
    }
    const users = chunksOf({ ...ROOMS, ...LATER })
    if (users.length === 1) return room
    return KINDS.find((kind) => users.every((user) => kind.includes(user)))?.[0] ?? (SHOWN.test(id) ? 'main' : 'store')
  }
}

/** Every icon hangs on the one entry of the package, so they are told by the names that are imported. */
function addIcons(code: string, to: Set<string>) {
  for (const [, names = ''] of code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']lucide["']/g)) {
    for (const name of names.split(',')) to.add(`icon ${name.trim().split(' ')[0]?.toLowerCase()}`)
  }
}

function iconOf(id: string): string | null {
  const file = /\/lucide\/.*\/icons\/([\w-]+)\.\w+$/.exec(id)?.[1]
  return file === undefined ? null : `icon ${file.replaceAll('-', '')}`
}

/** Whatever is imported when it is needed, into `entries`. */
function collectEntries(entries: Set<string>): Plugin {
  return {
    name: 'teren:collect-entries',
    apply: 'build',
    moduleParsed({ dynamicallyImportedIds }) {
      for (const id of dynamicallyImportedIds) entries.add(id)
    },
  }
}

/** Names them in index.html, so that they and their styles come at once and not one after the other. */
function linkFirstChunks(): Plugin {
  return {
    name: 'teren:link-first-chunks',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
        const files = Object.keys(FIRST).flatMap((name) => {
          const chunk = chunks.find((one) => one.name === name)
          if (!chunk) throw new Error(`the build made no chunk ${name}`)
          return [chunk.fileName, ...chunk.imports, ...(chunk.viteMetadata?.importedCss ?? [])]
        })
        return [...new Set(files)]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: file.endsWith('.css') ? 'stylesheet' : 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          }))
      },
    },
  }
}

// The package's own entry is the build for browsers of 2015, in a wrapper; see DECISIONS.md.
const alias = {
  dexie: 'dexie/dist/modern/dexie.mjs',
  'lib0/logging': join(import.meta.dirname, 'src/store/yjsLogging.ts'),
}
const target = 'es2022'
/** Without the part of signals that is for screens, and Preact with it. */
const sendingAlias = { ...alias, '@preact/signals': '@preact/signals-core' }

/** What the service worker loads to send: one script, since service workers take no chunks, and one of its own, since it
 *  starts at each opening of the app and seldom sends. */
function sendingScript(): Plugin {
  return {
    name: 'teren:sending-script',
    apply: 'build',
    async generateBundle() {
      const output = { format: 'iife' as const, codeSplitting: false }
      const input = join(import.meta.dirname, 'src/service-worker/send.ts')
      const made = await build({
        ...{ configFile: false, logLevel: 'error', resolve: { alias: sendingAlias } },
        build: { target, write: false, modulePreload: false, rolldownOptions: { input, output } },
      })
      const [chunk] = (Array.isArray(made) ? made : [made as Rolldown.RolldownOutput]).flatMap(({ output }) => output)
      if (chunk?.type !== 'chunk') throw new Error('the build made no script that sends')
      const name = createHash('sha256').update(chunk.code).digest('base64url').slice(0, 8)
      this.emitFile({ type: 'asset', fileName: `assets/send-${name}.js`, source: chunk.code })
    },
  }
}

/** Names what the app is built of, the same on every machine: the same sources give the same build, and no update. */
function nameOfSources(): string {
  const sources = globSync(['index.html', 'package-lock.json', 'vite.config.ts', '{locales,public,src}/**/*.*'], {
    cwd: import.meta.dirname,
    exclude: (name) => /\.test\./.test(name),
  })
  const hash = createHash('sha256')
  for (const file of sources.toSorted()) hash.update(file).update(readFileSync(join(import.meta.dirname, file)))
  return hash.digest('hex').slice(0, 8)
}

const entries = new Set<string>()

export default defineConfig({
  plugins: [
    collectEntries(entries),
    preact({ babel: { plugins: ['@lingui/babel-plugin-lingui-macro'] } }),
    lingui({ failOnMissing: true, failOnCompileError: true }),
    linkFirstChunks(),
    sendingScript(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      manifest: {
        name: 'Teren',
        short_name: 'Teren',
        lang: 'en',
        description: 'Attendance and learning where there is no network.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        theme_color: '#fbf9f4',
        background_color: '#fbf9f4',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}', 'news/*.json'] },
    }),
  ],
  define: { 'import.meta.env.VITE_BUILD': JSON.stringify(nameOfSources()) },
  resolve: { alias },
  build: {
    target,
    sourcemap: true,
    outDir: 'dist/client',
    emptyOutDir: true,
    // What a chunk imports is found when it is read, from the service worker's cache: naming all of it ahead weighs a
    // kilobyte in the first load.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')),
    },
    rolldownOptions: {
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunks(entries) }] } },
    },
  },
  worker: { format: 'es' },
  // The host stays as the browser says it: the server compares it with the Origin.
  server: {
    proxy: { '/api': { target: 'http://127.0.0.1:8787' }, '/sync': { target: 'ws://127.0.0.1:8787', ws: true } },
  },
})
