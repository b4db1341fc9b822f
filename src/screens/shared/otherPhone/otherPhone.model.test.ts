import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import { ok } from '#domain/result.ts'
import type { InvitationRow, Loadable, Seat } from '#store/api.ts'
import { OtherPhoneModel, ownCodeOf } from './otherPhone.model.ts'

const NOW = 600_000
const ME = 'member-000000000' as MemberId

const invitation = (over: Partial<InvitationRow>): InvitationRow => ({
  ...{ member: ME, person: null, run: null, displayName: 'Jana', madeAt: 0, refusal: null },
  ...{ state: 'given', code: 'K7QM2PXR', expiresAt: NOW + 1, ...over },
})

describe('another phone', () => {
  it('L3 a code is good until it is used or too old, and can then be made anew', () => {
    expect(ownCodeOf(undefined, NOW)).toEqual({ state: 'none' })
    expect(ownCodeOf(invitation({}), NOW)).toEqual({ state: 'given', code: 'K7QM2PXR', expiresAt: NOW + 1 })
    expect(ownCodeOf(invitation({ expiresAt: NOW }), NOW)).toEqual({ state: 'old' })
    expect(ownCodeOf(invitation({ state: 'used', code: null }), NOW)).toEqual({ state: 'none' })
    expect(ownCodeOf(invitation({ state: 'asked', code: null, expiresAt: null }), NOW)).toEqual({ state: 'asked' })
    expect(ownCodeOf(invitation({ state: 'refused', refusal: 'ended', code: null }), NOW)).toEqual({
      state: 'refused',
      refusal: 'ended',
    })
  })

  it('L3 asks for whoever is on screen, and shows their code and nobody else’s', async () => {
    const all: Loadable<InvitationRow[]> = {
      state: 'ready',
      value: [invitation({ member: 'member-111111111' as MemberId, code: 'AAAAAAAA' }), invitation({})],
    }
    const invite = vi.fn<Seat['invite']>(async () => ok(undefined))
    const seat = {
      now: () => ({ at: NOW, trusted: true }),
      info: signal({ member: ME, displayName: 'Jana' }),
      invitations: () => ({ value: signal(all), dispose: () => undefined }),
      invite,
    }
    const model = new OtherPhoneModel(seat as unknown as Seat)
    expect(model.code.value).toMatchObject({ state: 'given', code: 'K7QM2PXR' })
    await model.make()
    expect(invite).toHaveBeenCalledExactlyOnceWith(ME, 'Jana')
  })
})
