import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DeviceId, MemberId } from '#domain/ids.ts'
import { makeDeviceKey, sign } from '#protocol/deviceKey.ts'
import { openHandOver, sealHandOver } from '#protocol/handOver.ts'
import { makeFolder } from '../testServer.ts'
import { openSealingKey } from './sealingKey.ts'

const { subtle } = crypto
const serverId = 'this-server-1234'

describe('the server’s key for what is sealed to it', () => {
  it('HO1 is made once, and opens after a restart what was sealed before', async () => {
    const folder = makeFolder()
    const first = await openSealingKey(folder)
    const key = await makeDeviceKey(subtle)
    const content = { member: 'm' as MemberId, device: 'd' as DeviceId, madeAt: 1, clockOffsetMs: 2, requests: [] }
    const file = await sealHandOver(subtle, { serverId, sealTo: first.publicKey }, content, (bytes) =>
      sign(subtle, key.privateKey, bytes),
    )
    const again = await openSealingKey(folder)
    expect(again.publicKey).toBe(first.publicKey)
    expect(await openHandOver(subtle, { serverId, sealing: again }, file ?? new Uint8Array())).toMatchObject({
      value: { handOver: content },
    })
    rmSync(join(folder, 'secrets'), { recursive: true })
    const other = await openSealingKey(folder)
    expect(other.publicKey).not.toBe(first.publicKey)
    expect(await openHandOver(subtle, { serverId, sealing: other }, file ?? new Uint8Array())).toEqual({
      ok: false,
      error: 'other-key',
    })
  })
})
