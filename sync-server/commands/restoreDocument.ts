import * as Y from 'yjs'
import { openDocument, readAll } from '#documents/yMap.ts'
import type { DeviceId, HubId, MemberId, Random } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { updateShapeOf } from '#protocol/acceptance.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import type { AccessSnapshot } from '../access/operations.ts'
import type { Log } from '../log/Log.ts'
import type { DocumentRow, DocumentRows } from '../views/documentRows.ts'
import { changedKeys, restoringChange } from '../views/restoring.ts'

/** `restore-document D [--hub H] [--at T] [--by M]`: leads a document back to a moment, by a new change that every device
 *  takes like any other; with a member, of their changes alone. Without a moment it lists what was changed when and by
 *  whom, and changes nothing. For whoever runs the server, while it stands still; coordinators have a command of their
 *  own. */

export interface RestoreArguments {
  document: string | undefined
  /** Id or name. */
  hub: string | undefined
  /** As `2026-11-24T21:30:00Z`, or a date. */
  at: string | undefined
  /** Id or name of a member. */
  by: string | undefined
}

export interface RestoreOptions {
  log: Log
  documents: DocumentRows
  clock(): number
  random: Random
  print(text: string): void
}

/** Who did it, in the log: nobody's device. */
const TERMINAL = { member: '' as MemberId, device: 'terminal' as DeviceId }

/** The error is a line for the terminal. */
export async function restoreDocument(
  wanted: RestoreArguments,
  { log, documents, clock, random, print }: RestoreOptions,
): Promise<Result<void, string>> {
  const info = parseDocumentId(wanted.document ?? '')
  if (!info) return fail('Which document? Say its id, as run/…/plan')
  if (updateShapeOf(info) !== 'flat') return fail(`${info.id} only gains entries, or is made by the server`)
  const historyIn = (hub: HubId) => documents.history({ hub, scope: info.scope, document: info.id })
  const hub = findHub(log.access(), wanted.hub, (each) => historyIn(each).length > 0)
  if (!hub.ok) return hub
  const by = findMember(log.access(), hub.value, wanted.by)
  if (!by.ok) return by
  const rows = historyIn(hub.value)
  if (rows.length === 0) return fail(`Nothing was ever written in ${info.id}`)
  if (wanted.at === undefined) {
    print(list(rows, log.access()))
    return ok(undefined)
  }
  const at = Date.parse(wanted.at)
  if (Number.isNaN(at)) return fail(`--at must look like 2026-11-24T21:30:00Z, not "${wanted.at}"`)
  const change = restoringChange(rows, { at, by: by.value }, openDocument().clientID)
  if (!change) {
    print('It holds just that already; nothing was written.')
    return ok(undefined)
  }
  const job = { hub: hub.value, ...TERMINAL, request: random(16), ...documentOf(info), update: change.update }
  const answer = await log.append({ ...job, receivedAt: clock(), clockOffsetMs: 0 })
  if (!answer.ok) return fail(`it was not written: ${answer.code}, ${answer.detail}`)
  print(`${change.keys} entries were set back; devices take it when they next connect.`)
  return ok(undefined)
}

const documentOf = ({ id }: DocumentInfo) => ({ document: id })

/** The one that is meant, or the only one in which the document was written. */
function findHub(
  { hubs }: AccessSnapshot,
  wanted: string | undefined,
  holdsIt: (hub: HubId) => boolean,
): Result<HubId, string> {
  const isMeant = ({ hub, name }: (typeof hubs)[number]) =>
    wanted === undefined ? holdsIt(hub) : hub === wanted || name === wanted
  const found = hubs.filter(isMeant)
  const [only] = found
  if (only && found.length === 1) return ok(only.hub)
  return fail(`Which hub? Say --hub with one of:\n${hubs.map(({ hub, name }) => `  ${name} (${hub})`).join('\n')}`)
}

function findMember(
  { members }: AccessSnapshot,
  hub: HubId,
  wanted: string | undefined,
): Result<MemberId | null, string> {
  if (wanted === undefined) return ok(null)
  const found = members.filter((row) => row.hub === hub && (row.member === wanted || row.displayName === wanted))
  const [only] = found
  return only && found.length === 1 ? ok(only.member) : fail(`No one member "${wanted}" in this hub; say an id`)
}

/** One line a change: when it was received, from whom, and which entries it changed. */
function list(rows: readonly DocumentRow[], { members }: AccessSnapshot): string {
  const names = new Map(members.map(({ member, displayName }) => [member, displayName]))
  const doc = openDocument()
  let before: ReturnType<typeof readAll> = new Map()
  const lines = rows.map(({ bytes, member, receivedAt }) => {
    Y.applyUpdate(doc, bytes)
    const after = readAll(doc)
    const keys = changedKeys(before, after)
    before = after
    return `  ${new Date(receivedAt).toISOString()}  ${names.get(member) ?? 'at the server'}: ${keys.join(', ')}`
  })
  return `Say --at with a moment after the last change that is to stay:\n${lines.join('\n')}`
}
