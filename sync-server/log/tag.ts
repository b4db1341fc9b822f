import { createHash, createHmac } from 'node:crypto'

const TAG_BYTES = 16

export interface Tagged {
  hub: string
  document: string
  sequence: number
  member: string
  device: string
  receivedAt: number
  bytes: Uint8Array
}

/** Proves later that this server once committed this row, whoever brings it back after a restore. */
export function tagOf(key: Uint8Array, row: Tagged): Uint8Array {
  const { hub, document, sequence, member, device, receivedAt, bytes } = row
  // JSON of an array tells where each field ends.
  const head = JSON.stringify([hub, document, sequence, member, device, receivedAt])
  const hmac = createHmac('sha256', key).update(head).update(createHash('sha256').update(bytes).digest())
  return new Uint8Array(hmac.digest().subarray(0, TAG_BYTES))
}
