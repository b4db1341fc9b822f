import { closeSync, openSync, writeSync } from 'node:fs'
import * as Y from 'yjs'
import { openDocument, readAll } from '#documents/yMap.ts'
import type { HubId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import type { AccessSnapshot } from '../access/operations.ts'
import type { DocumentRow } from '../views/documentRows.ts'
import { changedKeys } from '../views/restoring.ts'

/** `export [--hub H] [--to FILE]`: everything of a hub as JSON that can be read without Teren (SAFEKEEPING.md says how):
 *  its people and rights, each document as it stands, each change that led there with who, whence and when, and what the
 *  server made of it. Secrets of signing in are not in it. */

export interface ExportSource {
  serverId: string
  access: AccessSnapshot
  /** Documents of a hub, with scope. */
  documents(hub: HubId): { scope: string; document: string }[]
  history(of: { hub: HubId; scope: string; document: string }): DocumentRow[]
  projections(hub: HubId): { document: string; madeAt: number; bytes: Uint8Array }[]
}

const VERSION = 1

/** Writes it piece by piece: a hub of years need not fit into memory. The error is a line for the terminal. */
export function exportHub(
  source: ExportSource,
  { hub: wanted, to, at }: { hub: string | undefined; to: string; at: number },
): Result<{ documents: number; changes: number }, string> {
  const hub = findHub(source.access, wanted)
  if (!hub.ok) return hub
  let file: number
  try {
    file = openSync(to, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return fail(code === 'EEXIST' ? `${to} is there already` : `${to} cannot be written (${code})`)
  }
  try {
    const counted = { documents: 0, changes: 0 }
    for (const piece of piecesOf(source, hub.value, at, counted)) writeSync(file, piece)
    return ok(counted)
  } catch (error) {
    return fail(`the export ended in the middle: ${(error as Error).message}`)
  } finally {
    closeSync(file)
  }
}

function* piecesOf(
  source: ExportSource,
  { hub, name }: AccessSnapshot['hubs'][number],
  at: number,
  counted: { documents: number; changes: number },
): Generator<string> {
  const head = { format: 'teren-export', version: VERSION, exportedAt: timeOf(at), server: source.serverId }
  yield `${JSON.stringify({ ...head, hub: { id: hub, name }, ...accessOf(source.access, hub) }).slice(0, -1)},\n"documents":[`
  let separator = '\n'
  for (const of of source.documents(hub)) {
    const told = tellDocument(of.document, source.history({ hub, ...of }))
    counted.documents += 1
    counted.changes += told.changes.length
    yield `${separator}${JSON.stringify(told)}`
    separator = ',\n'
  }
  yield '],\n"projections":['
  separator = '\n'
  for (const { document, madeAt, bytes } of source.projections(hub)) {
    const content: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    yield `${separator}${JSON.stringify({ id: document, madeAt: timeOf(madeAt), content })}`
    separator = ',\n'
  }
  yield ']}\n'
}

/** Entries as they stand, and which of them each change set. Types that are nested in it, and updates that cannot be
 *  read, are told by their bytes. */
function tellDocument(id: string, rows: readonly DocumentRow[]) {
  const doc = openDocument()
  let before: ReturnType<typeof readAll> = new Map()
  const changes = rows.map(({ sequence, member, device, receivedAt, bytes }) => {
    const told = { sequence, member, device, receivedAt: timeOf(receivedAt) }
    try {
      Y.applyUpdate(doc, bytes)
    } catch {
      return { ...told, keys: [], unreadable: Buffer.from(bytes).toString('base64') }
    }
    const after = readAll(doc)
    const keys = changedKeys(before, after)
    before = after
    return { ...told, keys }
  })
  const { kind = null, scope = null } = parseDocumentId(id) ?? {}
  return { id, kind, scope, entries: Object.fromEntries(before), changes }
}

/** Who belongs to it with which rights, without what signs anybody in. */
function accessOf(access: AccessSnapshot, hub: HubId) {
  const devices = new Map(access.devices.map(({ device, label }) => [device, label]))
  const signIns = Map.groupBy(access.signIns, ({ member }) => member)
  return {
    members: access.members
      .filter((member) => member.hub === hub)
      .map(({ member, displayName, hub: _, ...rest }) => ({
        ...{ id: member, name: displayName, ...rest },
        signIns: (signIns.get(member) ?? []).map(({ device, state, since }) => ({
          ...{ device, label: devices.get(device) ?? '', state, since: timeOf(since) },
        })),
      })),
    runs: access.runs.filter((run) => run.hub === hub).map(({ run, hub: _, ...rest }) => ({ id: run, ...rest })),
    modules: access.modules.filter((module) => module.hub === hub).map(({ module }) => module),
  }
}

/** The one that is meant, or the only one there is. */
function findHub({ hubs }: AccessSnapshot, wanted: string | undefined): Result<AccessSnapshot['hubs'][number], string> {
  const found = hubs.filter(({ hub, name }) => wanted === undefined || hub === wanted || name === wanted)
  const [only] = found
  if (only && found.length === 1) return ok(only)
  return fail(`Which hub? Say --hub with one of:\n${hubs.map(({ hub, name }) => `  ${name} (${hub})`).join('\n')}`)
}

const timeOf = (ms: number): string => new Date(ms).toISOString()
