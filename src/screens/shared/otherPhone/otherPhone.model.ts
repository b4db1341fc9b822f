import { computed, createModel } from '@preact/signals'
import type { InvitationRow, Seat } from '#store/api.ts'
import { follow } from '../follow.ts'
import { SavingModel } from '../form/saving.model.ts'
import { minuteClock } from '../movingClock.ts'

/** none: to be made. given: good until it is used or too old. old: good no more. */
export type OwnCode =
  | { state: 'loading' | 'none' | 'asked' | 'old' }
  | { state: 'refused'; refusal: NonNullable<InvitationRow['refusal']> }
  | { state: 'given'; code: string; expiresAt: number }

export function ownCodeOf(invitation: InvitationRow | undefined, now: number): OwnCode {
  if (!invitation || invitation.state === 'used') return { state: 'none' }
  const { state, refusal, code, expiresAt } = invitation
  if (state === 'refused') return { state, refusal: refusal ?? 'failed' }
  if (state === 'asked' || code === null || expiresAt === null) return { state: 'asked' }
  return expiresAt > now ? { state: 'given', code, expiresAt } : { state: 'old' }
}

/** The code with which somebody goes on to another phone of theirs (L3). */
export const OtherPhoneModel = createModel((seat: Seat) => {
  const now = minuteClock(() => seat.now())
  const found = follow(() => seat.invitations())
  const saving = new SavingModel()
  return {
    now,
    saving,
    code: computed((): OwnCode => {
      if (found.value.state !== 'ready') return { state: 'loading' }
      const { member } = seat.info.value
      return ownCodeOf(
        found.value.value.find((one) => one.member === member),
        now.value,
      )
    }),
    make() {
      const { member, displayName } = seat.info.peek()
      return saving.save(() => seat.invite(member, displayName))
    },
  }
})

export type OtherPhoneScreen = InstanceType<typeof OtherPhoneModel>
