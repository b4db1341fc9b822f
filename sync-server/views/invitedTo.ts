import { readClassPublic } from '#documents/classProjections.ts'
import type { HubId, MemberId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { documentId } from '#protocol/documentIds.ts'
import { indexAccess } from '../access/rights.ts'
import type { Log } from '../log/Log.ts'

/** What an invitation tells of a run before it is redeemed: whoever holds the code learns no more than its member would
 *  read at once. */
export interface InvitedClass {
  title: Record<string, string>
  number: number | null
  /** Who will read what the participant does. */
  team: { displayName: string; role: Role }[]
}

/** Runs that a member takes part in, as their participants see them. A run whose page is not made yet is left out. */
export async function invitedTo(log: Log, hub: HubId, member: MemberId): Promise<InvitedClass[]> {
  const runs = indexAccess(log.access()).members.get(member)?.runs ?? []
  const scopes = runs.map((run) => ({ scope: `class:${run}`, from: 0 }))
  const pages = new Set(runs.map((run) => documentId.classPublic(run)))
  const found: InvitedClass[] = []
  for (let from = scopes; from.length > 0; ) {
    const { rows, upto, more } = await log.read(hub, from, PAGE_BYTES)
    for (const { document, bytes } of rows) {
      const page = pages.has(document) ? readClassPublic(bytes) : null
      if (page) found.push({ title: page.title, number: page.number, team: page.team })
    }
    from = more ? from.map(({ scope }) => ({ scope, from: upto })) : []
  }
  return found
}

const PAGE_BYTES = 256 * 1024
