import { computed, createModel, signal } from '@preact/signals'
import type { Device, SeatInfo, StoreFailure } from '#store/api.ts'
import type { InvitationView, Services, SignInRefusal } from '../services.ts'

/** enter: asking for a code. looking: asking the hub what it is for. confirm: showing who, where and as what.
 *  readers: showing a participant who will read what. redeeming: signing in. keeping: signed in at the hub, the phone has still to keep it. done: on screen. */
export type SignInStep = 'enter' | 'looking' | 'confirm' | 'readers' | 'redeeming' | 'keeping' | 'done'

interface SignInDeps {
  device: Pick<Device, 'addSeat'>
  services: Pick<Services, 'lookUpInvitation' | 'redeem'>
  /** The whole address that was opened, where it holds a code. */
  link: string | null
}

/** Messengers and mailers put their own marks between the path and the fragment. */
const LINK = /sign-in\/?(?:\?[^#\s]*)?#[^.\s]*\.([^\s]*)/i

/** The code inside a sign-in link, or null when the text is no such link. */
export const codeInLink = (text: string): string | null => LINK.exec(text)?.[1] ?? null

/** Signing in by link or typed code. Nothing typed is lost by a failure; a code is used only by `signIn`. */
export const SignInModel = createModel(({ device, services, link }: SignInDeps) => {
  const step = signal<SignInStep>('enter')
  const typed = signal('')
  const invitation = signal<InvitationView | null>(null)
  const refusal = signal<SignInRefusal | null>(null)
  const storeFailure = signal<StoreFailure | null>(null)
  /** The link that `typed` was taken from: it also names its server. */
  let source: string | null = null
  /** Redeemed and not yet kept: must not be redeemed again. */
  let redeemed: SeatInfo | null = null

  function type(text: string): void {
    const code = codeInLink(text)
    source = code === null ? null : text.trim()
    typed.value = code ?? text
    refusal.value = null
  }

  const given = (): string => source ?? typed.value.trim()

  async function lookUp(): Promise<void> {
    if (step.value !== 'enter') return
    if (given() === '') {
      refusal.value = 'not-a-code'
      return
    }
    step.value = 'looking'
    refusal.value = null
    const answer = await services.lookUpInvitation(given())
    if (answer.ok) {
      invitation.value = answer.value
      step.value = 'confirm'
    } else {
      refusal.value = answer.error
      step.value = 'enter'
    }
  }

  /** The person is who was invited. Participants read who will read what before they join (L3). */
  async function confirm(): Promise<void> {
    if (step.value === 'confirm' && invitation.value?.role === 'participant') step.value = 'readers'
    else await signIn()
  }

  async function signIn(): Promise<void> {
    const from = step.value
    if (from !== 'confirm' && from !== 'readers') return
    step.value = 'redeeming'
    refusal.value = null
    const answer = await services.redeem(given())
    if (answer.ok) {
      redeemed = answer.value
      await keep()
      return
    }
    refusal.value = answer.error
    // What may pass by itself keeps the page; with any other the code is asked for again.
    const passing = answer.error === 'unreachable' || answer.error === 'failed' || answer.error === 'too-many-tries'
    step.value = passing ? from : 'enter'
  }

  /** Puts the sign-in on this phone; tried again after a failure without using another code. */
  async function keep(): Promise<void> {
    if (redeemed === null) return
    step.value = 'redeeming'
    storeFailure.value = null
    const kept = await device.addSeat(redeemed)
    if (kept.ok) {
      step.value = 'done'
    } else {
      storeFailure.value = kept.error
      step.value = 'keeping'
    }
  }

  /** Somebody else's code: nothing was used. */
  function startOver(): void {
    invitation.value = null
    refusal.value = null
    typed.value = ''
    source = null
    step.value = 'enter'
  }

  /** A sign-in link was opened; it is looked up at once, and used only by `signIn`. */
  function open(address: string): void {
    const isBusy = step.value !== 'enter' && step.value !== 'confirm' && step.value !== 'readers'
    if (codeInLink(address) === null || isBusy) return
    startOver()
    type(address)
    void lookUp()
  }

  if (link !== null) open(link)

  /** Participants sign in from the page that says who will read what. */
  const hasRead = computed(() => invitation.value?.role === 'participant')
  const busy = computed(() => step.value === 'looking' || step.value === 'redeeming')
  return {
    step,
    typed,
    invitation,
    refusal,
    storeFailure,
    busy,
    hasRead,
    type,
    lookUp,
    confirm,
    signIn,
    keep,
    open,
    startOver,
  }
})
