import type { Json } from '#documents/change.ts'
import { isTold, type OwnBadge, ownBadgeChange, ownBadgeTextChange, readOwnBadge } from '#documents/ownBadge.ts'
import type { PersonId, RunId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import { badgeHash, makeBadge } from '#protocol/badge.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import type { OwnBadges } from '../badgesApi.ts'
import type { DocumentRoom } from '../core.ts'
import { toStoreFailure } from '../failures.ts'
import { ownPlaces } from '../learning/ownProgress.ts'
import { liveLater, liveOf } from '../live.ts'
import { saveAction } from '../saveAction.ts'
import type { BadgesSource } from './staffBadges.ts'

interface Place {
  run: RunId | undefined
  person: PersonId
  entries: ReadonlyMap<string, Json>
}

/** A participant's own badge. Nobody issues it: their phone makes it, keeps its text where nobody else reads, and tells
 *  each of their runs its hash. Read from the documents, of which there are few. */
export function createOwnBadges(source: BadgesSource): OwnBadges {
  const { core, followed, info } = source
  const { db } = core
  const tables = [db.meta, db.projections, db.heads, db.rows]

  async function places(room: DocumentRoom): Promise<Place[]> {
    const found: Place[] = []
    for (const document of (await ownPlaces(db, info())).documents) {
      const about = parseDocumentId(document)
      if (!about?.person) continue
      const head = await db.heads.get(document)
      const doc = head && (await core.documents.take(room, head))
      found.push({ run: about.run, person: about.person, entries: doc ? room.entriesOf(doc) : new Map() })
    }
    return found
  }

  const textIn = (all: readonly Place[]): OwnBadge | null =>
    all.reduce<OwnBadge | null>((last, { run, entries }) => (run ? last : readOwnBadge(entries)) ?? last, null)

  return {
    badge: () =>
      liveLater(async () => {
        const room = await core.yjs()
        return liveOf(followed, { tables, read: async () => textIn(await places(room)) })
      }),

    async tell() {
      try {
        const room = await core.yjs()
        await core.open()
        const all = await db.transaction('r', tables, () => places(room))
        const own = textIn(all)
        if (!own) return ok(undefined)
        const issued = await badgeHash(own.text)
        const changes = all.flatMap(({ run, person, entries }) => {
          return run && !isTold(entries, issued)
            ? [ownBadgeChange({ run, person }, { issued, revoked: [] }, core.clock())]
            : []
        })
        return changes.length === 0 ? ok(undefined) : await saveAction(source, { changes })
      } catch (error) {
        return fail(toStoreFailure(error))
      }
    },

    async make() {
      try {
        const room = await core.yjs()
        await core.open()
        const all = await db.transaction('r', tables, () => places(room))
        const own = all.find(({ run }) => run === undefined)
        if (!own) return fail({ kind: 'failed', detail: 'takes part in no run' })
        const at = core.clock()
        const made = { text: await makeBadge(info().hub, core.random), madeAt: at }
        const before = textIn(all)
        const revoked = before ? [await badgeHash(before.text)] : []
        const issued = await badgeHash(made.text)
        return await saveAction(source, {
          changes: [
            ownBadgeTextChange(own.person, made),
            ...all.flatMap(({ run, person }) =>
              run ? [ownBadgeChange({ run, person }, { issued, revoked }, at)] : [],
            ),
          ],
        })
      } catch (error) {
        return fail(toStoreFailure(error))
      }
    },
  }
}
