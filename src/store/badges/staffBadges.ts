import { badgeChange } from '#documents/badges.ts'
import type { PersonId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import { badgeHash, makeBadge, readBadge } from '#protocol/badge.ts'
import type { SeatInfo } from '../api.ts'
import type { BadgeRow, Badges, FoundBadge } from '../badgesApi.ts'
import type { SeatCore } from '../core.ts'
import { toStoreFailure } from '../failures.ts'
import { type Followed, liveOf } from '../live.ts'
import { withoutKeys } from '../registerQuery.ts'
import { saveAction } from '../saveAction.ts'
import type { SeatDatabase, StoredBadge } from '../seatDatabase.ts'
import type { Unsaved } from '../unsaved.ts'

export interface BadgesSource {
  core: SeatCore
  unsaved: Unsaved
  followed: Followed
  info(): SeatInfo
}

export function createBadges(source: BadgesSource): Badges {
  const { core, followed, info } = source
  const { db } = core

  const validOf = async (person: PersonId): Promise<StoredBadge[]> =>
    valid(await db.badges.where('person').equals(person).toArray())

  return {
    async find(text): Promise<FoundBadge> {
      const read = await readBadge(text, info().hub)
      if (read.kind !== 'badge') return read
      await core.open()
      return db.transaction('r', db.badges, db.persons, () => findByHash(db, read.hash))
    },

    ofRun: (run) =>
      liveOf(followed, {
        tables: [db.plans, db.persons, db.badges],
        read: async () => {
          const planned = await db.plans.get(run)
          if (!planned) return undefined
          const ids = planned.plan.roster.map(({ person }) => person)
          const rows = await db.persons.bulkGet(ids)
          const badges = Map.groupBy(
            await db.badges.where('person').anyOf(ids).toArray(),
            ({ person }: StoredBadge) => person,
          )
          return rows.flatMap((row): BadgeRow[] => {
            if (!row || row.standing) return []
            const had = valid(badges.get(row.person) ?? [])
            const issued = had.filter(({ isOwn }) => !isOwn).map(({ issuedAt }) => issuedAt ?? 0)
            return [
              {
                person: withoutKeys(row),
                issuedAt: issued.length > 0 ? Math.max(...issued) : null,
                onPhone: had.some(({ isOwn }) => isOwn),
              },
            ]
          })
        },
      }),

    async issue(persons) {
      try {
        await core.open()
        const [by, at] = [core.member, core.clock()]
        const issued = await Promise.all(
          persons.map(async (person) => {
            const text = await makeBadge(info().hub, core.random)
            const before = (await validOf(person)).filter(({ isOwn }) => !isOwn).map(({ hash }) => hash)
            const change = badgeChange(person, { issued: await badgeHash(text), revoked: before }, { at, by })
            return { person, text, change }
          }),
        )
        const saved = await saveAction(source, { changes: issued.map(({ change }) => change) })
        return saved.ok ? ok(issued.map(({ person, text }) => ({ person, text }))) : saved
      } catch (error) {
        return fail(toStoreFailure(error))
      }
    },

    async revoke(person) {
      try {
        await core.open()
        const revoked = (await validOf(person)).map(({ hash }) => hash)
        if (revoked.length === 0) return ok(undefined)
        const change = badgeChange(person, { revoked }, { at: core.clock(), by: core.member })
        return await saveAction(source, { changes: [change] })
      } catch (error) {
        return fail(toStoreFailure(error))
      }
    },
  }
}

/** One person's: what they or staff said of each, in several documents. */
function valid(rows: readonly StoredBadge[]): StoredBadge[] {
  const revoked = new Set(rows.filter(({ isRevoked }) => isRevoked).map(({ hash }) => hash))
  return rows.filter(({ hash, issuedAt }) => issuedAt !== null && !revoked.has(hash))
}

async function findByHash(db: SeatDatabase, hash: string): Promise<FoundBadge> {
  const said = (await db.badges.where('hash').equals(hash).toArray()).filter(({ issuedAt }) => issuedAt !== null)
  // What staff issued holds, whoever else says that it is theirs.
  const issued = said.some(({ isOwn }) => !isOwn) ? said.filter(({ isOwn }) => !isOwn) : said
  const [person, ...others] = new Set(issued.map((row) => row.person))
  if (person === undefined) return { kind: 'unknown' }
  if (others.length > 0) return { kind: 'several' }
  const row = await db.persons.get(person)
  if (!row || row.standing) return { kind: 'unknown' }
  const known = await db.badges.where('person').equals(person).toArray()
  const isValid = valid(known).some((badge) => badge.hash === hash)
  return { kind: isValid ? 'person' : 'revoked', person: withoutKeys(row) }
}
