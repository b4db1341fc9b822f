import { describe, expect, it, vi } from 'vitest'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { Device, SeatInfo } from '#store/api.ts'
import type { InvitationView, Services } from '../services.ts'
import { codeInLink, SignInModel } from './signIn.model.ts'

const invitation: InvitationView = {
  hubName: 'Klastr SINEC',
  displayName: 'Anna',
  role: 'trainer',
  expiresAt: 1,
  classes: [],
}
const seat: SeatInfo = {
  member: 'member-anna-00000' as MemberId,
  device: 'device-anna-00000' as DeviceId,
  serverId: 'server-000000000',
  hub: 'hub-sinec-000000' as HubId,
  hubName: 'Klastr SINEC',
  displayName: 'Anna',
  role: 'trainer',
  state: 'active',
}
const LINK = 'https://teren.example/sign-in#server-000000000.K7QM2PXR'

function setUp(link: string | null = null) {
  const lookUpInvitation = vi.fn<Services['lookUpInvitation']>(async () => ok(invitation))
  const redeem = vi.fn<Services['redeem']>(async () => ok(seat))
  const addSeat = vi.fn<Device['addSeat']>(async () => ok(undefined))
  const model = new SignInModel({ device: { addSeat }, services: { lookUpInvitation, redeem }, link })
  return { model, lookUpInvitation, redeem, addSeat }
}

describe('signing in', () => {
  it('finds the code in a link and nothing in a code', () => {
    expect(codeInLink(LINK)).toBe('K7QM2PXR')
    expect(codeInLink(LINK.replace('#', '?fbclid=x.y#'))).toBe('K7QM2PXR')
    expect(codeInLink('k7qm-2pxr')).toBeNull()
  })

  it('L3 says who and where before the code is used', async () => {
    const { model, redeem } = setUp()
    model.type('k7qm-2pxr')
    await model.lookUp()
    expect(model.step.value).toBe('confirm')
    expect(model.invitation.value).toEqual(invitation)
    expect(redeem).not.toHaveBeenCalled()
  })

  it('L3 a participant is told who will read what before the code is used', async () => {
    const { model, lookUpInvitation, redeem } = setUp()
    lookUpInvitation.mockResolvedValue(ok({ ...invitation, role: 'participant' }))
    model.type('k7qm-2pxr')
    await model.lookUp()
    await model.confirm()
    expect(model.step.value).toBe('readers')
    expect(redeem).not.toHaveBeenCalled()
    redeem.mockResolvedValueOnce(fail('unreachable'))
    await model.signIn()
    expect(model.step.value).toBe('readers')
    await model.signIn()
    expect(model.step.value).toBe('done')
  })

  it('S7 a link is looked up by itself and not used', async () => {
    const { model, lookUpInvitation, redeem } = setUp(LINK)
    await expect.poll(() => model.step.value).toBe('confirm')
    expect(lookUpInvitation).toHaveBeenCalledWith(LINK)
    expect(redeem).not.toHaveBeenCalled()
  })

  it('takes a whole link pasted into the field, shows its code, and sends the link with its server', async () => {
    const { model, lookUpInvitation } = setUp()
    model.type(`  ${LINK} `)
    expect(model.typed.value).toBe('K7QM2PXR')
    await model.lookUp()
    expect(lookUpInvitation).toHaveBeenCalledWith(LINK)
  })

  it('keeps what was typed after a refusal', async () => {
    const { model, lookUpInvitation } = setUp()
    lookUpInvitation.mockResolvedValue(fail('used'))
    model.type('K7QM2PXR')
    await model.lookUp()
    expect(model.step.value).toBe('enter')
    expect(model.refusal.value).toBe('used')
    expect(model.typed.value).toBe('K7QM2PXR')
  })

  it('an unreachable hub leaves the page as it is, to try again', async () => {
    const { model, redeem, addSeat } = setUp()
    model.type('K7QM2PXR')
    await model.lookUp()
    redeem.mockResolvedValueOnce(fail('unreachable'))
    await model.signIn()
    expect(model.step.value).toBe('confirm')
    expect(model.refusal.value).toBe('unreachable')
    await model.signIn()
    expect(model.step.value).toBe('done')
    expect(addSeat).toHaveBeenCalledWith(seat)
  })

  it('never uses a second code when only the phone could not keep the sign-in', async () => {
    const { model, redeem, addSeat } = setUp()
    addSeat.mockResolvedValueOnce(fail({ kind: 'storage-full' }))
    model.type('K7QM2PXR')
    await model.lookUp()
    await model.signIn()
    expect(model.step.value).toBe('keeping')
    expect(model.storeFailure.value).toEqual({ kind: 'storage-full' })
    await model.keep()
    expect(model.step.value).toBe('done')
    expect(redeem).toHaveBeenCalledTimes(1)
  })
})
