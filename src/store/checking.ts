import { parseDocumentId, type Scope } from '#protocol/documentIds.ts'
import type { States } from '#protocol/frames.ts'
import { hashOfBytes } from '#protocol/scopeSetHash.ts'
import type { SeatCore, YjsRoom } from './core.ts'
import { feedState, putFeedState } from './feedState.ts'
import { forgetDocument } from './forgetDocument.ts'
import { rowsAbove } from './openDocuments.ts'
import type { CheckedState, FeedState, HeadRow, SeatDatabase, UpdateRow } from './seatDatabase.ts'
import type { Checked } from './syncPort.ts'
import { writing, writingPlainly } from './transaction.ts'

/** Whether this store holds what the hub holds. The feed alone would never find a row that was lost here, or bytes that
 *  a disk gave back as others. */

const AGAIN_AFTER_MS = 24 * 3600 * 1000
const NEVER: CheckedState = { next: null, at: null }

async function checkedState(db: SeatDatabase): Promise<CheckedState> {
  const row = await db.meta.get('checked')
  return row?.key === 'checked' ? { next: row.next, at: row.at } : NEVER
}

/** What to ask about next; null: not now. `isAsked`: somebody wants to know, however short ago it was. */
export async function nextCheck(core: SeatCore, isAsked: boolean): Promise<CheckedState['next']> {
  await core.open()
  const { db } = core
  return db.transaction('r', db.meta, db.heads, async () => {
    const [{ scopes, fills }, { next, at }, held] = await Promise.all([
      feedState(db),
      checkedState(db),
      db.heads.limit(1).count(),
    ])
    // Whoever holds no documents has nothing that could be another one, and needs no Yjs to find out.
    if (!scopes || fills.length > 0 || held === 0) return null
    if (!isAsked && next && scopes.includes(next.scope)) return next
    const since = at === null ? AGAIN_AFTER_MS : core.clock() - at
    // Below 0 the phone's clock was set back since.
    if (!isAsked && since >= 0 && since < AGAIN_AFTER_MS) return null
    const [scope] = scopes.toSorted()
    return scope === undefined ? null : { scope, after: '' }
  })
}

/** Compares documents with what the hub says of them. Those that are others are forgotten here, and their scope is to be
 *  fetched from its beginning: with the next PULL, also after a crash. */
export async function compareStates(core: SeatCore, states: States, withProjections: boolean): Promise<Checked> {
  const room = await core.yjs()
  const { db } = core
  const looking = async (open: SeatDatabase): Promise<Differing | null> => {
    const documents = await differing(room, open, states)
    return documents && { documents, projections: withProjections ? await otherProjections(open, states) : [] }
  }
  const found = await db.transaction('r', [db.meta, db.heads, db.rows, db.requests, db.projections], async () =>
    looking(db),
  )
  if (!found) return { differing: 0, hasMore: false }
  if (found.documents.length + found.projections.length === 0)
    return { differing: 0, hasMore: await writingPlainly(core, (open) => goOn(core, open, states)) }
  return writing(core, async (_, open) => {
    // Again: something may have come meanwhile.
    const { documents, projections } = (await looking(open)) ?? { documents: [], projections: [] }
    for (const document of projections) await forgetProjection(open, states, document)
    for (const { document, head } of documents) {
      core.documents.drop(document)
      if (head) await forgetDocument(core, open, head)
      const info = parseDocumentId(document)
      const isGone = !states.states.some((state) => state.document === document)
      // Otherwise what is shown of it stays until it is here again.
      if (info && isGone) await core.readModel.project(open, info, new Map())
    }
    const count = documents.length + projections.length
    if (count > 0) await fetchAnew(open, states.scope)
    return { differing: count, hasMore: await goOn(core, open, states) }
  })
}

interface Differing {
  documents: Other[]
  projections: string[]
}

interface Other {
  document: string
  /** null: nothing of it is here. */
  head: HeadRow | null
}

/** Documents that are others here than at the hub; null: that cannot be told now. */
async function differing(room: YjsRoom, db: SeatDatabase, states: States): Promise<Other[] | null> {
  const { scope, upto } = states
  const feed = await feedState(db)
  if (!feed.scopes?.includes(scope) || feed.fills.length > 0 || feed.cursor < upto) return null
  const isAsked = isIn(states)
  const heads = await db.heads.where('scope').equals(scope).or('scope').startsWith(`${scope}:`).toArray()
  const here = new Map(heads.filter(({ document }) => isAsked(document)).map((head) => [head.document, head]))
  const there = new Map(states.states.map(({ document, hash }) => [document, hash]))
  const others: Other[] = []
  for (const document of new Set([...here.keys(), ...there.keys()])) {
    const head = here.get(document) ?? null
    if (parseDocumentId(document)?.nature === 'projection') continue
    // On its way to the hub, or of a kind that nobody here could read.
    if ((await db.requests.where('document').equals(document).count()) > 0 || !parseDocumentId(document)) continue
    const rows = head ? await rowsAbove(db, document, 0) : []
    // It has rows that the hub lost, and is to be given first.
    if (rows.some(({ formerSequence }) => formerSequence !== undefined)) continue
    const hash = hashUpTo(room, rows, upto)
    if (hash !== (there.get(document) ?? null)) others.push({ document, head })
  }
  return others
}

const isIn =
  ({ after, through }: States) =>
  (document: string) =>
    document > after && (through === '' || document <= through)

/** Projections that are others here than at the hub, or are not there any more, or lack. */
async function otherProjections(db: SeatDatabase, states: States): Promise<string[]> {
  const { scope, upto } = states
  const isAsked = isIn(states)
  const rows = await db.projections.where('scope').equals(scope).or('scope').startsWith(`${scope}:`).toArray()
  const here = new Map(rows.filter(({ document }) => isAsked(document)).map((row) => [row.document, row]))
  const there = new Map(states.states.map(({ document, hash }) => [document, hash]))
  return [...new Set([...here.keys(), ...there.keys()])].filter((document) => {
    const [row, hash] = [here.get(document), there.get(document)]
    // One that was made since is on its way, or here already.
    const isNewer = hash === '' || (row !== undefined && row.sequence > upto)
    if (isNewer || parseDocumentId(document)?.nature !== 'projection') return false
    return hash !== (row && hashOfBytes(row.bytes))
  })
}

/** What is shown of it stays until it is here again, if it is still made. */
async function forgetProjection(db: SeatDatabase, { states }: States, document: string): Promise<void> {
  if (states.some((state) => state.document === document)) await db.projections.update(document, { sequence: 0 })
  else await db.projections.delete(document)
}

/** Of what the hub had at that time; null: nothing. */
function hashUpTo(room: YjsRoom, all: readonly UpdateRow[], upto: number): string | null {
  const rows = all.filter(({ sequence }) => sequence !== undefined && sequence <= upto)
  if (rows.length === 0) return null
  const doc = room.openEmpty()
  for (const row of rows) {
    if (row.quarantined || row.kind === 'part') continue
    try {
      room.applyBytes(doc, row.bytes)
    } catch {
      return 'unreadable'
    }
  }
  return room.stateHashOf(doc)
}

async function fetchAnew(db: SeatDatabase, scope: Scope): Promise<void> {
  const feed: FeedState = await feedState(db)
  await putFeedState(db, { ...feed, fills: [...feed.fills, { scope, from: 0 }] })
}

/** Notes how far it was compared. Whether there is more. */
async function goOn(core: SeatCore, db: SeatDatabase, { scope, through }: States): Promise<boolean> {
  const { scopes } = await feedState(db)
  const { at } = await checkedState(db)
  const following = scopes?.toSorted().find((other) => other > scope)
  const next = through !== '' ? { scope, after: through } : following ? { scope: following, after: '' } : null
  await db.meta.put({ key: 'checked', next, at: next ? at : core.clock() })
  return next !== null
}
