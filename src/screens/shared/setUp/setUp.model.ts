import { batch, computed, createModel, signal } from '@preact/signals'
import { type NameFault, readName } from '#domain/readName.ts'
import type { Device, SeatInfo, StoreFailure } from '#store/api.ts'
import type { Draft } from '../drafts.ts'
import type { Services, SignInRefusal } from '../services.ts'

/** ask: for both names. making: the hub is being made. keeping: it is made, the device has still to keep the sign-in.
 *  done: on screen. */
export type SetUpStep = 'ask' | 'making' | 'keeping' | 'done'

interface SetUpDeps {
  device: Pick<Device, 'addSeat' | 'seat'>
  services: Pick<Services, 'setUp'>
  /** The whole address that was opened, with or without a code. */
  address: string
  /** The language on screen becomes the hub's first. */
  language: () => string
  draft: Draft
}

/** Something behind the `#`. Whether it is a good code the server says. */
const CODE = /#[^.\s]*\.\S/

/** These may pass by themselves, or by other names; with any other the code is good for nothing. */
const PASSING: readonly SignInRefusal[] = ['not-a-name', 'too-many-tries', 'unreachable', 'failed']

/** Setting up the first hub of a server. Nothing typed is lost by a failure; the code is used only by `setUp`. */
export const SetUpModel = createModel(({ device, services, language, draft, ...opened }: SetUpDeps) => {
  const step = signal<SetUpStep>('ask')
  const address = signal(opened.address)
  const hubName = draft.text('hub-name', '')
  const displayName = draft.text('display-name', '')
  /** Faults are told once somebody wanted to go on, and follow what is typed from then on. */
  const judged = signal(false)
  const refusal = signal<SignInRefusal | null>(null)
  const storeFailure = signal<StoreFailure | null>(null)
  /** Made at the hub and not yet kept: must not be made again. */
  let made: SeatInfo | null = null

  const faultOf = (text: string): NameFault | null => {
    const name = readName(text)
    return judged.value && !name.ok ? name.error : null
  }
  const hubNameFault = computed(() => faultOf(hubName.value))
  const displayNameFault = computed(() => faultOf(displayName.value))

  async function setUp(): Promise<void> {
    if (step.value !== 'ask') return
    const [hub, person] = [readName(hubName.value), readName(displayName.value)]
    batch(() => {
      judged.value = true
      refusal.value = null
      if (hub.ok && person.ok) step.value = 'making'
    })
    if (!hub.ok || !person.ok) return
    const answer = await services.setUp(address.value, { hubName: hub.value, displayName: person.value })
    if (answer.ok) {
      made = answer.value
      await keep()
    } else {
      refusal.value = answer.error
      step.value = 'ask'
    }
  }

  /** Puts the sign-in on this device; tried again after a failure without asking the hub anew. */
  async function keep(): Promise<void> {
    if (made === null) return
    step.value = 'making'
    storeFailure.value = null
    const kept = await device.addSeat(made)
    if (!kept.ok) {
      storeFailure.value = kept.error
      step.value = 'keeping'
      return
    }
    // Not looked at: what could not be written is kept, tried again, and told on the page that comes now.
    await device.seat.peek()?.describeHub({ name: made.hubName, languages: [language()] })
    step.value = 'done'
  }

  /** Another link was opened on this page: what was typed stays. */
  function open(next: string): void {
    if (step.value !== 'ask') return
    address.value = next
    refusal.value = null
  }

  const hasCode = computed(() => CODE.test(address.value))
  const isRefusedForGood = computed(() => refusal.value !== null && !PASSING.includes(refusal.value))
  const busy = computed(() => step.value === 'making')
  return {
    ...{ step, hubName, displayName, hubNameFault, displayNameFault, refusal, storeFailure },
    ...{ hasCode, isRefusedForGood, busy, setUp, keep, open },
  }
})
