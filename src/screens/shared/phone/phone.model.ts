import { computed, createModel, effect, signal } from '@preact/signals'
import type { MemberId } from '#domain/ids.ts'
import type { Device, SavingStatus, SeatInfo } from '#store/api.ts'
import type { Services } from '../services.ts'
import { type BrowserSigns, type BrowserStorage, readStorage, type StorageFacts } from './storage.ts'

type SignOutAnswer = Awaited<ReturnType<Services['signOut']>>
export type SignOutFailure = Extract<SignOutAnswer, { ok: false }>['error']

interface PhoneDeps {
  device: Pick<Device, 'seats' | 'seat' | 'saving' | 'switchTo'>
  services: Pick<Services, 'signOut'>
  storage: BrowserStorage | undefined
  signs: BrowserSigns
}

/** What is only on this phone, of everybody signed in on it. */
export interface OnlyHere {
  changes: number
  people: number
  /** ms by this phone's clock; null: not known yet. */
  oldestAt: number | null
}

export const changesOf = ({ unsaved, waiting, refused }: SavingStatus): number => unsaved + waiting + refused

/** This phone: who is signed in on it, and what it keeps. */
export const PhoneModel = createModel(({ device, services, storage, signs }: PhoneDeps) => {
  /** Who is asked about before signing out. */
  const leaving = signal<SeatInfo | null>(null)
  const signingOut = signal(false)
  const failure = signal<SignOutFailure | null>(null)
  const switching = signal<MemberId | null>(null)
  /** loading: being asked. null: the browser tells nothing. */
  const facts = signal<StorageFacts | null | 'loading'>('loading')
  /** The browser was asked to keep what is here, and did not promise it. */
  const refused = signal(false)

  /** What learning modules of whoever is on screen take; null: not known. */
  const moduleBytes = signal<number | null>(null)
  effect(() => {
    const modules = device.seat.value?.learning.modules()
    const stop = modules?.value.subscribe((found) => {
      if (found.state === 'ready')
        moduleBytes.value = found.value.reduce((sum, { held }) => sum + (held?.bytes ?? 0), 0)
    })
    return () => {
      stop?.()
      modules?.dispose()
    }
  })

  const onlyHere = computed((): OnlyHere => {
    const saving = device.saving.value.map((one) => one.saving).filter((one) => changesOf(one) > 0)
    const moments = saving.flatMap(({ oldestAt }) => oldestAt ?? [])
    return {
      changes: saving.reduce((sum, one) => sum + changesOf(one), 0),
      people: saving.length,
      oldestAt: moments.length === 0 ? null : Math.min(...moments),
    }
  })

  function askSignOut(seat: SeatInfo | null): void {
    if (signingOut.value) return
    leaving.value = seat
    failure.value = null
  }

  /** Waits until everything is received; what is not stops it, with the count (S1). */
  async function signOut(): Promise<boolean> {
    const seat = leaving.value
    if (seat === null || signingOut.value) return false
    signingOut.value = true
    failure.value = null
    const answer = await services.signOut(seat.member)
    signingOut.value = false
    if (answer.ok) leaving.value = null
    else failure.value = answer.error
    return answer.ok
  }

  async function switchTo(member: MemberId): Promise<void> {
    switching.value = member
    await device.switchTo(member)
    switching.value = null
  }

  async function measure(): Promise<void> {
    if (storage === undefined) {
      facts.value = null
      return
    }
    try {
      facts.value = await readStorage(storage, signs)
    } catch {
      // The browser refuses to tell: the screen then says nothing about it.
      facts.value = null
    }
  }

  async function keepData(): Promise<void> {
    if (storage === undefined) return
    refused.value = !(await storage.persist())
    await measure()
  }

  void measure()
  return {
    leaving,
    signingOut,
    failure,
    switching,
    facts,
    refused,
    moduleBytes,
    onlyHere,
    askSignOut,
    signOut,
    switchTo,
    keepData,
  }
})
