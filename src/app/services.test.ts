// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import { createDrafts } from '#screens/shared/drafts.ts'
import type { Device } from '#store/api.ts'
import type { SyncSeat } from '#store/syncPort.ts'
import { createServices } from './services.ts'
import type { StartedSync } from './startSync.ts'

const MEMBER = 'member-of-the-hub' as MemberId

function services({ unsaved = 0, sync = {} }: { unsaved?: number; sync?: Partial<StartedSync> | null }) {
  const did: string[] = []
  const device = {
    saving: signal([
      { member: 'somebody-else' as MemberId, saving: { unsaved: 9 } },
      { member: MEMBER, saving: { unsaved } },
    ]),
    removeSeat: async () => {
      did.push('removed')
      return ok(undefined)
    },
  } as unknown as Device
  const port = { seats: signal([{ member: MEMBER, waiting: signal(0) } as unknown as SyncSeat]) }
  const started = sync && ({ sendNow: () => did.push('sent'), ...sync } as StartedSync)
  const update = { state: signal({ waiting: false, postponed: false }), take: () => true, postpone: () => undefined }
  const drafts = createDrafts(sessionStorage)
  const install = { state: signal('installed' as const), ask: async () => undefined }
  return {
    did,
    ...createServices({
      device,
      port,
      sync: async () => started,
      drafts,
      habits: createDrafts(null),
      update,
      install,
      atRisk: signal(false),
      lost: signal(false),
    }),
  }
}

describe('signing out', () => {
  it('S1 sends, ends the sign-in at the hub, and only then removes what is here', async () => {
    const app = services({ sync: { signOut: async () => ok(undefined) } })
    expect(await app.signOut(MEMBER)).toEqual(ok(undefined))
    expect(app.did).toEqual(['sent', 'removed'])
  })

  it('S4 forgets what the person had half typed', async () => {
    const app = services({ sync: { signOut: async () => ok(undefined) } })
    app.drafts.open(`${MEMBER} note`).text('note', '').value = 'came wi'
    await app.signOut(MEMBER)
    expect(sessionStorage.length).toBe(0)
  })

  it('S1 removes nothing while the hub lacks something', async () => {
    const app = services({ sync: { signOut: async () => fail({ kind: 'unsent', changes: 3 }) } })
    expect(await app.signOut(MEMBER)).toEqual(fail({ kind: 'unsent', changes: 3 }))
    expect(app.did).toEqual(['sent'])
  })

  it('S1 does not even ask while something is not on disk, whoever is on screen', async () => {
    const app = services({ unsaved: 2 })
    expect(await app.signOut(MEMBER)).toEqual(fail({ kind: 'unsent', changes: 2 }))
    expect(app.did).toEqual([])
  })

  it('says that the hub is unreachable where there is no sync', async () => {
    const app = services({ sync: null })
    expect(await app.signOut(MEMBER)).toEqual(fail({ kind: 'unreachable' }))
    expect(await app.redeem('K7QM-2PXR')).toEqual(fail('unreachable'))
  })
})
