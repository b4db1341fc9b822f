import { createHash } from 'node:crypto'
import type { DeviceId, HubId } from '#domain/ids.ts'
import { accept, updateShapeOf } from '#protocol/acceptance.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import { CLIENTS_A_DEVICE, MAX_UPDATE_BYTES } from '#protocol/limits.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { type Batch, nextSequence, refused } from './batch.ts'
import type { Appended, AppendJob, CommittedRow } from './Log.ts'
import { tagOf } from './tag.ts'

const REQUEST_BYTES = 16

export function append(batch: Batch, job: AppendJob): Appended {
  const { hub, document, device, member, request, update, receivedAt } = job
  if (request.length !== REQUEST_BYTES) return refused('malformed', 'a request id of another length')

  const hash = createHash('sha256')
    .update(JSON.stringify([hub, member, document]))
    .update(update)
    .digest()
  const known = batch.statements.request.get(device, request)
  if (known !== undefined) {
    if (!known.hash.equals(hash)) return refused('fork', 'other content under the same request id')
    return { ok: true, sequence: known.seq, receivedAt: known.receivedAt, tag: new Uint8Array(known.tag) }
  }
  const info = parseDocumentId(document)
  if (isOfErased(batch, hub, info)) return refused('erased', 'of a person who was erased')
  if (job.refusal) return refused(job.refusal.code, job.refusal.detail)
  const made = addRow(batch, info, { ...job, bytes: update, epoch: batch.epoch })
  if (!made.ok) {
    // Somebody else gave it back before its author, who never heard that it was taken, says it again.
    const standing = made.code === 'fork' ? sameRow(batch, { hub, document, member, device, bytes: update }) : undefined
    if (!standing) return made
    batch.statements.keepRequest.run(device, request, hash, standing.sequence, standing.receivedAt, standing.tag)
    return { ok: true, ...standing, tag: new Uint8Array(standing.tag) }
  }
  const { sequence, tag } = made
  batch.statements.keepRequest.run(device, request, hash, sequence, receivedAt, tag)
  return { ok: true, sequence, receivedAt, tag }
}

/** Checks an update against what stands, and adds it. A refused one has written nothing. Whether it is of an erased
 *  person, whoever calls has asked. */
export function addRow(
  batch: Batch,
  info: DocumentInfo | null,
  row: Pick<CommittedRow, 'document' | 'member' | 'device' | 'receivedAt' | 'clockOffsetMs' | 'epoch' | 'bytes'> & {
    hub: HubId
    request: Uint8Array | null
  },
): { ok: true; sequence: number; tag: Uint8Array } | ReturnType<typeof refused> {
  const { hub, document, member, device, receivedAt, bytes } = row
  const shape = info === null || info.reserved ? null : updateShapeOf(info)
  if (info === null || shape === null) return refused('unknown-document', 'no document that takes updates')
  if (bytes.length > MAX_UPDATE_BYTES) return refused('too-large', `${bytes.length} bytes`)

  const scan = scanUpdate(bytes)
  if (!scan.ok) return refused('malformed', scan.error)
  const clients = new Map<number, { device: string; nextClock: number } | undefined>()
  const client = (id: number) => {
    if (!clients.has(id)) clients.set(id, batch.statements.client.get(hub, document, id))
    return clients.get(id)
  }
  for (const { client: id } of scan.value.clients) {
    const owner = client(id)?.device
    if (owner !== undefined && owner !== device) return refused('fork', `client ${id} belongs to another device`)
  }
  const accepted = accept(scan.value, (id) => client(id)?.nextClock, shape)
  if (!accepted.ok) return refused(accepted.error.code, accepted.error.detail)
  const drawn = scan.value.clients.filter(({ client: id }) => client(id) === undefined).length
  if (drawn > 0 && drawn + clientCount(batch, hub, document, device) > CLIENTS_A_DEVICE)
    return refused('too-large', 'more client ids than one device draws in a document')
  for (const key of accepted.value.keys) {
    const taken = batch.statements.key.get(hub, document, key)
    if (taken !== undefined) return refused('key-taken', `by sequence ${taken.seq}`)
  }

  const sequence = nextSequence(batch, hub)
  const tag = tagOf(batch.tagKey, { hub, document, sequence, member, device, receivedAt, bytes })
  const { clockOffsetMs, epoch, request } = row
  const made: CommittedRow = {
    ...{ kind: 'update', hub, scope: info.scope, request, sequence, document, member, device, receivedAt },
    ...{ clockOffsetMs, epoch, tag, part: 0, parts: 1, bytes },
  }
  batch.statements.insertRow.run({ ...made })
  for (const [id, , to] of accepted.value.clients) {
    batch.statements.keepClient.run(hub, document, id, device, member, to)
  }
  for (const key of accepted.value.keys) batch.statements.keepKey.run(hub, document, key, sequence)
  batch.rows.push(made)
  batch.at = Math.max(batch.at, receivedAt)
  return { ok: true, sequence, tag }
}

/** The row of the same bytes by the same device. Only where something was given back can it be under another tag. */
export function sameRow(batch: Batch, row: Pick<CommittedRow, 'hub' | 'document' | 'member' | 'device' | 'bytes'>) {
  if (batch.statements.epochs.get(row.hub) === 0) return undefined
  const scope = parseDocumentId(row.document)?.scope
  return batch.statements.same.get({ ...row, scope })
}

export function isOfErased(batch: Batch, hub: HubId, info: DocumentInfo | null): boolean {
  return info?.person !== undefined && batch.statements.erased.get(hub, info.person) !== undefined
}

function clientCount(batch: Batch, hub: HubId, document: string, device: DeviceId): number {
  return batch.statements.clientCount.get(hub, document, device)?.count ?? 0
}
