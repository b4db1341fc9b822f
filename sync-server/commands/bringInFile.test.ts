import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type DeviceId, type MemberId, makeId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import { type DeviceKeyPair, makeDeviceKey, sign } from '#protocol/deviceKey.ts'
import { documentId } from '#protocol/documentIds.ts'
import { sealHandOver, toText } from '#protocol/handOver.ts'
import { openSealingKey } from '../access/sealingKey.ts'
import { systemRandom } from '../access/secrets.ts'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import { bringInFile } from './bringInFile.ts'

const main = join(import.meta.dirname, '../main.ts')
let folder: string
let server: TestServer
let isOpen: boolean
let trainer: MemberId
let run: RunId
let phone: { device: DeviceId; key: DeviceKeyPair; sealTo: string }

beforeEach(async () => {
  folder = makeFolder()
  server = await startTestServer({}, folder)
  isOpen = true
  const hub = await server.makeHub()
  trainer = await server.makeMember(hub, 'trainer', 'Jana')
  const programme = makeId<ProgrammeId>(systemRandom)
  run = makeId<RunId>(systemRandom)
  await server.operate({ kind: 'make-run', run, hub, programme, at: Date.now() })
  await server.operate({ kind: 'make-grant', member: trainer, programme, at: Date.now() })
  const key = await makeDeviceKey(crypto.subtle)
  const code = await server.makeCode(trainer)
  const { body } = await server.post('/api/sign-in', { code, label: '', publicKey: key.publicKey })
  phone = { device: body.device as DeviceId, key, sealTo: String(body.sealTo) }
})
afterEach(async () => {
  if (isOpen) await server.close()
})

async function makeFile(): Promise<string> {
  const document = new Y.Doc()
  const key = `${makeId(systemRandom)}:${makeId(systemRandom)}:${'r'.repeat(11)}`
  document.getMap('teren').set(key, 'carried')
  const request = { request: systemRandom(16), kind: 'push', document: documentId.claims(run, trainer) } as const
  const { serverId } = server.log.identity()
  const file = await sealHandOver(
    crypto.subtle,
    { serverId, sealTo: phone.sealTo },
    {
      ...{ member: trainer, device: phone.device, madeAt: 1, clockOffsetMs: null },
      requests: [{ ...request, deviceNow: 1, changes: 1, body: Y.encodeStateAsUpdate(document) }],
    },
    (bytes) => sign(crypto.subtle, phone.key.privateKey, bytes),
  )
  const path = join(folder, 'carried.txt')
  writeFileSync(path, toText(file ?? new Uint8Array(), 'Work'))
  return path
}

/** What it says, and how it ended. */
function command(file: string): { said: string; failed: boolean } {
  try {
    const env = { TEREN_DATA: join(folder, 'data') }
    const said = execFileSync(process.execPath, [main, 'bring-in', file], { env, encoding: 'utf8', stdio: 'pipe' })
    return { said, failed: false }
  } catch (error) {
    return { said: String((error as { stderr: string }).stderr), failed: true }
  }
}

describe('bring-in at the server', () => {
  it('HO4 takes a file in while the server stands still', async () => {
    const file = await makeFile()
    expect(command(file)).toEqual({ said: expect.stringContaining('is used by another running Teren'), failed: true })
    await server.close()
    isOpen = false
    expect(command(file).said).toContain('Work of Jana: 1 changes received, 0 were there already.')
  })

  it('HO2 HO5 says what is wrong with another, and what was there already', async () => {
    const printed: string[] = []
    const { log, secrets } = server
    const sealing = await openSealingKey(join(folder, 'data'))
    const print = (text: string) => void printed.push(text)
    const take = (file?: string) =>
      bringInFile(file, { log, secrets, sealing, clock: Date.now, report: () => undefined, print })
    const file = await makeFile()
    await take(file)
    await take(file)
    expect(printed).toEqual([
      'Work of Jana: 1 changes received, 0 were there already.',
      'Work of Jana: 0 changes received, 1 were there already.',
    ])
    const other = join(folder, 'other.txt')
    writeFileSync(other, 'Dear Eva')
    expect(await take(other)).toEqual({ ok: false, error: `${other} was not taken in: it is no hand-over file` })
    expect(await take(join(folder, 'nowhere'))).toMatchObject({ error: expect.stringContaining('ENOENT') })
    expect(await take()).toMatchObject({ error: expect.stringContaining('Which file?') })
  })
})
