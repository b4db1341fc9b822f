import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CLAIMS, claimKey, HonestDevice, PLAN } from '../../tests/contracts/HonestDevice.ts'
import { makeFolder, startTestServer } from '../testServer.ts'
import { exportHub } from './exportHub.ts'
import { openExportSource } from './exportSource.ts'

const AT = Date.UTC(2026, 10, 25)

it('S8 tells everything of one hub in JSON, also beside the server, and nothing of another or of what signs people in', async () => {
  const folder = makeFolder()
  const server = await startTestServer({}, folder)
  const hub = await server.makeHub()
  const member = await server.makeMember(hub, 'coordinator', 'Eva Ukázková')
  const { cookie, device } = await server.signIn(member)
  const other = await server.makeHub()
  await server.makeMember(other, 'coordinator', 'Somebody Else')
  const [phone, desk] = [new HonestDevice('phone', CLAIMS), new HonestDevice('desk', PLAN)]
  const key = claimKey('a')
  const jobs = [
    phone.push(phone.set([key, { present: true }]), { hub, member }),
    desk.push(desk.set(['title', { cs: 'Řemeslo' }]), { hub, member }),
    desk.push(desk.set(['title', { cs: 'Řemesla' }], ['place', 'Dílna']), { hub, member }),
  ]
  for (const job of jobs) expect(await server.log.append(job)).toMatchObject({ ok: true })

  const to = join(folder, 'export.json')
  const source = openExportSource(join(folder, 'data'))
  expect(exportHub(source, { hub: undefined, to, at: AT })).toMatchObject({ ok: false })
  expect(exportHub(source, { hub, to, at: AT })).toEqual({ ok: true, value: { documents: 2, changes: 3 } })
  expect(exportHub(source, { hub, to, at: AT })).toMatchObject({ ok: false, error: `${to} is there already` })
  source.close()
  await server.close()

  const text = readFileSync(to, 'utf8')
  const told = JSON.parse(text) as Record<string, unknown>
  expect(told).toMatchObject({
    ...{ format: 'teren-export', version: 1, exportedAt: '2026-11-25T00:00:00.000Z', hub: { id: hub, name: 'SINEC' } },
    members: [{ id: member, name: 'Eva Ukázková', role: 'coordinator', signIns: [{ device, state: 'active' }] }],
    documents: [
      { id: CLAIMS, kind: 'claims', entries: { [key]: { present: true } }, changes: [{ member, keys: [key] }] },
      {
        ...{ id: PLAN, kind: 'plan', entries: { title: { cs: 'Řemesla' }, place: 'Dílna' } },
        changes: [{ keys: ['title'] }, { keys: ['title', 'place'], receivedAt: '2026-09-21T14:13:20.000Z' }],
      },
    ],
    projections: expect.arrayContaining([
      expect.objectContaining({ id: 'access/members', content: expect.anything() }),
    ]),
  })
  const secret = cookie.split('=')[1] ?? ''
  expect(secret.length).toBeGreaterThan(20)
  for (const hidden of [secret, 'Somebody Else', 'secret']) expect(text).not.toContain(hidden)
})
