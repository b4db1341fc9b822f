import type { ReadonlySignal, Signal } from '@preact/signals'
import { fail, ok, type Result } from '#domain/result.ts'
import type { StoreFailure } from '../api.ts'
import { toStoreFailure } from '../failures.ts'
import type { DownloadTrouble } from '../learningApi.ts'
import type { ModulePort, WantedModule } from '../syncPort.ts'
import type { ReplicaRoom } from './moduleShelf.ts'
import { type Announced, chunksOf, type DownloadRow, type ModulesDatabase, replicaName } from './modulesDatabase.ts'

interface ModulePortDeps {
  db: ModulesDatabase
  open(): Promise<void>
  wanted: ReadonlySignal<DownloadRow[]>
  unwritten: Signal<ReadonlyMap<string, DownloadTrouble>>
  dropReplica(row: Announced): Promise<void>
  loadReplicaRoom(): Promise<ReplicaRoom>
}

/** Where sync puts what it fetches. Nothing is held before the document was loaded again from its replica and its digest
 *  is the announced one. */
export function createModulePort(deps: ModulePortDeps): ModulePort {
  const { db, open, unwritten, dropReplica, loadReplicaRoom } = deps
  const { held, contents, downloads, chunks } = db

  /** The row, while it still is what was asked for. */
  async function rowOf({ hub, module, digest }: WantedModule): Promise<DownloadRow | null> {
    const row = await downloads.get([hub, module])
    return row?.state === 'wanted' && row.digest === digest ? row : null
  }

  async function attempt<T, E>(act: () => Promise<Result<T, E>>): Promise<Result<T, E | StoreFailure>> {
    try {
      await open()
      return await act()
    } catch (error) {
      return fail(toStoreFailure(error))
    }
  }

  /** Changes the row, if it still is what was asked for. */
  const changing = (what: WantedModule, change: Partial<DownloadRow>) =>
    attempt(() =>
      db.transaction('rw', downloads, chunks, async () => {
        const row = await rowOf(what)
        if (row && change.received === 0) await chunksOf(db, what).delete()
        if (row) await downloads.put({ ...row, ...change })
        return ok(undefined)
      }),
    )

  /** On a disk so full that not even this can be noted, it is kept in mind. */
  async function note(what: WantedModule, trouble: DownloadTrouble): Promise<void> {
    const noted = await changing(what, { ...AFTER[trouble], trouble })
    const name = `${what.hub}/${what.module}`
    const others = new Map(unwritten.peek())
    others.delete(name)
    if (!noted.ok) others.set(name, trouble)
    if (!noted.ok || unwritten.peek().has(name)) unwritten.value = others
  }

  async function joined(row: DownloadRow): Promise<Uint8Array> {
    const whole = new Uint8Array(row.bytes)
    for (const { from, bytes } of await chunksOf(db, row).toArray()) whole.set(bytes, from)
    return whole
  }

  async function finish(what: WantedModule): Promise<Result<void, DownloadTrouble>> {
    const row = await rowOf(what)
    if (!row || row.received < row.bytes) return ok(undefined)
    const { readBytes, writeReplica } = await loadReplicaRoom()
    const bytes = await joined(row)
    if ((await readBytes(bytes))?.digest !== row.digest) return fail('damaged')
    const { hub, module, digest, contentVersion } = row
    const now: Announced = { hub, module, digest, contentVersion, bytes: row.bytes }
    const written = await writeReplica(replicaName(now), bytes)
    if (written?.digest !== digest) {
      // What came is right, and is not what stands there: y-indexeddb was silent about a write that failed.
      await dropReplica(now)
      return fail('storage-full')
    }
    const content = written.module
    const takes = row.bytes + new TextEncoder().encode(JSON.stringify(content)).length
    const before = await db.transaction('rw', held, contents, downloads, chunks, async () => {
      // Paused or freed meanwhile.
      if (!(await rowOf(what))) return now
      const older = await held.get([hub, module])
      await held.put({ ...now, takes })
      await contents.put({ hub, module, digest, content })
      await downloads.delete([hub, module])
      await chunksOf(db, now).delete()
      return older
    })
    if (before === now) await dropReplica(now)
    else if (before && before.digest !== digest) await dropReplica(before)
    return ok(undefined)
  }

  return {
    wanted: deps.wanted,
    append: (what, from, bytes) =>
      attempt(() =>
        db.transaction('rw', downloads, chunks, async () => {
          const row = await rowOf(what)
          if (row?.received !== from) return fail({ kind: 'moved-on' as const })
          const received = from + bytes.length
          await chunks.put({ hub: what.hub, module: what.module, from, bytes })
          await downloads.put({ ...row, received, trouble: null })
          return ok(received)
        }),
      ),
    async startOver(what) {
      await changing(what, { received: 0 })
    },
    trouble: note,
    async finish(what) {
      const finished = await attempt(() => finish(what))
      if (finished.ok) return
      await note(what, troubleOf(finished.error))
    },
  }
}

const troubleOf = (error: DownloadTrouble | StoreFailure): DownloadTrouble => {
  if (typeof error === 'string') return error
  return error.kind === 'storage-full' ? 'storage-full' : 'not-kept'
}

/** What becomes of a download after a trouble: it is tried again by itself, or waits for the person. */
const AFTER: Record<DownloadTrouble, Partial<DownloadRow>> = {
  unreachable: {},
  cleared: {},
  damaged: { state: 'stopped', received: 0 },
  'not-allowed': { state: 'stopped' },
  'storage-full': { state: 'stopped' },
  'not-kept': { state: 'stopped' },
}
