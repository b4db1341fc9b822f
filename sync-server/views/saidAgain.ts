import { equalityDeep } from 'lib0/function'
import * as Y from 'yjs'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import type { DocumentRow } from './documentRows.ts'
import { takeUp } from './documentStates.ts'

/** What an update says that a document does not hold yet. Clients of y-websocket say again what they sent before, and pass
 *  on what others wrote; whoever says a step again and says another one was copied or put back. */
export type SaidAgain =
  /** null: nothing new. */
  { isSame: true; rest: Uint8Array | null } | { isSame: false }

export function saidAgain(rows: readonly DocumentRow[], update: Uint8Array): SaidAgain {
  // What a fresh reader would drop is compared too.
  const doc = new Y.Doc({ gc: false })
  for (const { bytes } of rows) takeUp(doc, bytes)
  const { structs, ds } = Y.decodeUpdate(update)
  if (!structs.every((struct) => isSame(doc, struct))) return { isSame: false }
  const rest = Y.diffUpdate(update, Y.encodeStateVector(doc))
  const scanned = scanUpdate(rest)
  const hasSteps = scanned.ok && scanned.value.clients.length > 0
  return { isSame: true, rest: hasSteps || deletesMore(doc, ds) ? rest : null }
}

type Struct = Y.Item | Y.GC | Y.Skip
type WithContent = Y.Item

/** Whether a struct's content is gone, so that it can be told from nothing else. Skips say nothing. */
const isGone = (struct: Struct): struct is Exclude<Struct, WithContent> =>
  !(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted

/** Whether the part of a struct that the document has is what the document has there. */
function isSame(doc: Y.Doc, said: Struct): boolean {
  if (isGone(said)) return true
  const { client, clock } = said.id
  const until = Math.min(clock + said.length, Y.getState(doc.store, client))
  for (let at = clock; at < until; ) {
    const held = Y.getItem(doc.store, Y.createID(client, at)) as Struct
    const through = Math.min(until, held.id.clock + held.length)
    if (!isGone(held) && !isSameFrom(said, held, at, through)) return false
    at = through
  }
  return true
}

/** Both cover the clocks; Yjs cuts and joins items, so that one may begin earlier than the other. */
function isSameFrom(said: WithContent, held: WithContent, from: number, through: number): boolean {
  if (said.content.constructor !== held.content.constructor) return false
  if (!isSameId(originAt(said, from), originAt(held, from))) return false
  if (!isSameId(said.rightOrigin, held.rightOrigin)) return false
  // Where a struct begins without a neighbour it says in which map it stands, under which key.
  const beginsAlone = from === said.id.clock && said.origin === null && said.rightOrigin === null
  if (beginsAlone && !isSamePlace(said, held)) return false
  const part = ({ id, content }: WithContent) => contentOf(content).slice(from - id.clock, through - id.clock)
  return equalityDeep(part(said), part(held))
}

const originAt = (item: WithContent, clock: number): Y.ID | null =>
  clock === item.id.clock ? item.origin : Y.createID(item.id.client, clock - 1)

const isSameId = (a: Y.ID | null, b: Y.ID | null) => a?.client === b?.client && a?.clock === b?.clock

function isSamePlace(said: WithContent, held: WithContent): boolean {
  if (said.parentSub !== held.parentSub) return false
  // As it was read from bytes a parent is a name or an id.
  const named = said.parent as string | Y.ID | Y.AbstractType<unknown> | null
  const parent = held.parent as Y.AbstractType<unknown>
  if (typeof named === 'string') return parent._item === null && Y.findRootTypeKey(parent) === named
  return named instanceof Y.ID && isSameId(named, parent._item?.id ?? null)
}

/** One value for each clock. */
function contentOf(content: Y.Item['content']): unknown[] {
  if (content instanceof Y.ContentFormat) return [[content.key, content.value]]
  if (content instanceof Y.ContentType) return [[content.type.constructor.name]]
  return content.getContent()
}

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds']

function deletesMore(doc: Y.Doc, { clients }: DeleteSet): boolean {
  for (const [client, ranges] of clients) {
    const state = Y.getState(doc.store, client)
    for (const { clock, len } of ranges) {
      if (clock + len > state) return true
      for (let at = clock; at < clock + len; ) {
        const held = Y.getItem(doc.store, Y.createID(client, at))
        if (!held.deleted) return true
        at = held.id.clock + held.length
      }
    }
  }
  return false
}
