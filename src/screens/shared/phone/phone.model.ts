import { createModel, signal } from '@preact/signals'
import type { MemberId } from '#domain/ids.ts'
import type { Device, SeatInfo } from '#store/api.ts'
import type { Services } from '../services.ts'

/** What the browser tells about storage; absent where it is not offered (plain http, old browsers). */
export interface BrowserStorage {
  estimate(): Promise<{ usage?: number; quota?: number }>
  persisted(): Promise<boolean>
  /** Asks that nothing be cleared without the person's will. */
  persist(): Promise<boolean>
}

export interface StorageFacts {
  usedBytes: number | null
  freeBytes: number | null
  /** false: the browser may clear what is kept when the phone runs short of room. */
  kept: boolean
}

type SignOutAnswer = Awaited<ReturnType<Services['signOut']>>
export type SignOutFailure = Extract<SignOutAnswer, { ok: false }>['error']

interface PhoneDeps {
  device: Pick<Device, 'seats' | 'switchTo'>
  services: Pick<Services, 'signOut'>
  storage: BrowserStorage | undefined
}

async function readStorage(storage: BrowserStorage): Promise<StorageFacts> {
  const [{ usage, quota }, kept] = await Promise.all([storage.estimate(), storage.persisted()])
  return {
    usedBytes: usage ?? null,
    freeBytes: usage === undefined || quota === undefined ? null : Math.max(0, quota - usage),
    kept,
  }
}

/** This phone: who is signed in on it, and what it keeps. */
export const PhoneModel = createModel(({ device, services, storage }: PhoneDeps) => {
  /** Who is asked about before signing out. */
  const leaving = signal<SeatInfo | null>(null)
  const signingOut = signal(false)
  const failure = signal<SignOutFailure | null>(null)
  const switching = signal<MemberId | null>(null)
  /** null: the browser tells nothing. */
  const facts = signal<StorageFacts | null>(null)

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
    if (storage === undefined) return
    try {
      facts.value = await readStorage(storage)
    } catch {
      // The browser refuses to tell: the screen then says nothing about it.
      facts.value = null
    }
  }

  async function keepData(): Promise<void> {
    if (storage === undefined) return
    await storage.persist()
    await measure()
  }

  void measure()
  return { leaving, signingOut, failure, switching, facts, askSignOut, signOut, switchTo, keepData }
})
