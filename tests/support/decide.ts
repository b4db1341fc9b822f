import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import { readClaims } from '#documents/claimsDocument.ts'
import { readPlan, rosterOf } from '#documents/plan.ts'
import { reviewChange } from '#documents/review.ts'
import { applyChange, readAll } from '#documents/yMap.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { MemberId, RunId, SessionId } from '#domain/ids.ts'
import { resolveRegister } from '#domain/register.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { makeLink } from '#protocol/invitationCode.ts'
import { RawClient, signIn } from './rawClient.ts'
import type { TestServer } from './server.ts'

/** Settles the first item of an agenda about which two recorders differ: whoever it is about was there. Gives the
 *  session, and another link for the same coordinator. */
export async function decideOneItem(
  { origin }: TestServer,
  link: string,
): Promise<{ session: SessionId; link: string }> {
  const { member, cookie, serverId } = await signIn(origin, link)
  const client = await RawClient.open(origin, cookie)
  await client.hello(member)
  const documents = new Map<string, Y.Doc>()
  for (const { document, kind, bytes } of client.changes) {
    if (kind !== 'update') continue
    const doc = documents.get(document) ?? new Y.Doc()
    documents.set(document, doc)
    Y.applyUpdate(doc, bytes)
  }
  const entriesOf = (id: string) => readAll(documents.get(id) ?? new Y.Doc())
  const runs = new Set([...documents.keys()].flatMap((id) => parseDocumentId(id)?.run ?? []))
  for (const run of runs) {
    const plan = readPlan(entriesOf(documentId.plan(run)))
    const claims = [...documents.keys()].flatMap((id) => {
      const info = parseDocumentId(id)
      return info?.kind === 'claims' && info.run === run ? readClaims(entriesOf(id), info.owner as MemberId) : []
    })
    for (const { session, facts } of plan.sessions) {
      const { rows } = resolveRegister({ session, facts, roster: rosterOf(plan, session), claims, reviews: [] })
      for (const { person, items } of rows) {
        const differing = items.find(({ disagreement }) => disagreement)
        if (!differing) continue
        await client.push(member, documentId.review(run), decision(run, session, person, differing))
        const invited = await client.command(member, { name: 'invite', member })
        client.close()
        if (invited.type !== 'ack') throw new Error(invited.detail)
        const { code } = JSON.parse(invited.result) as { code: string }
        return { session, link: makeLink(origin, { serverId, code }) }
      }
    }
  }
  throw new Error('nobody differs about an item')
}

type Row = ReturnType<typeof resolveRegister>['rows'][number]

function decision(
  run: RunId,
  session: SessionId,
  person: Row['person'],
  { item, open }: Row['items'][number],
): Uint8Array {
  const key = makeClaimKey(session, person, (count) => new Uint8Array(randomBytes(count)))
  const settles = open.map((claim) => claim.key)
  const document = new Y.Doc()
  const decided = { kind: 'item-decision', item, at: Date.now(), settles, status: 'present', minutes: 24 * 60 } as const
  applyChange(document, reviewChange(run, key, decided), true, null)
  return Y.encodeStateAsUpdate(document)
}
