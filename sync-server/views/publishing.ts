import type { Clock, HubId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AccessSnapshot } from '../access/operations.ts'
import type { LibraryModule } from '../library/library.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import { type PublishedModule, publishModule } from './publishedModule.ts'

/** Which modules of the library each hub has: access rows say it, `all/modules` announces it, and devices download the
 *  documents, which need no place in the log: they are made anew from the library, the same bytes each time. */
export interface Publishing {
  /** null: the hub does not have this module, or this server's library has it no more. */
  file(hub: HubId, module: string): PublishedModule | null
  /** Announces what each hub has now, and from now on whenever that changes. A newer library is announced by this. */
  start(): Promise<void>
}

export interface PublishingDeps {
  log: Log
  clock: Clock
  report: Report
  library: readonly LibraryModule[]
}

const listing = ({ id, module, bytes, digest }: PublishedModule) => ({
  module: id,
  ...{ title: module.title, summary: module.summary, languages: module.languages, minutes: module.minutes },
  ...{ lessonCount: module.lessons.length, contentVersion: module.version, bytes: bytes.length, digest },
})

/** Shape of `all/modules`; `#documents/moduleList.ts` reads it. */
const VERSION = 1

export function makePublishing({ log, clock, report, library }: PublishingDeps): Publishing {
  const published = new Map<string, PublishedModule>()
  /** What was announced of each hub since the start, as text. */
  const announced = new Map<HubId, string>()

  /** Made when first needed: most hubs read few modules. */
  function publishedOf(module: string): PublishedModule | null {
    const known = published.get(module)
    if (known) return known
    const found = library.find(({ id }) => id === module)
    if (!found) return null
    const made = publishModule(found)
    published.set(module, made)
    return made
  }

  function listOf(access: AccessSnapshot, hub: HubId): string {
    const given = access.modules.filter((row) => row.hub === hub).map(({ module }) => module)
    const listed = (ids: readonly string[]) => ids.flatMap((id) => publishedOf(id) ?? []).map(listing)
    const offered = library.map(({ id }) => id).filter((id) => !given.includes(id))
    return JSON.stringify({ version: VERSION, modules: listed(given), offered: listed(offered) })
  }

  async function announce(access: AccessSnapshot): Promise<void> {
    for (const { hub } of access.hubs) {
      const list = listOf(access, hub)
      if (announced.get(hub) === list) continue
      announced.set(hub, list)
      const bytes = new TextEncoder().encode(list)
      const written = await log.project({ hub, projections: [{ document: documentId.modules(), bytes }], at: clock() })
      if (written.ok) continue
      // Tried again with the next change of access rows, or at the next start.
      announced.delete(hub)
      report('modules-not-announced', { hub, code: written.code, detail: written.detail })
    }
  }

  return {
    file: (hub, module) =>
      log.access().modules.some((row) => row.hub === hub && row.module === module) ? publishedOf(module) : null,
    async start() {
      log.onCommit(({ access }) => {
        if (access) void announce(access)
      })
      await announce(log.access())
    },
  }
}
