import type { SyncPort } from '#store/syncPort.ts'
import { deviceLabel } from './deviceLabel.ts'
import type { Schedule } from './ports.ts'
import { createSignIn, type SignIn } from './signIn.ts'

/** Signing in and out from the page that this app runs in. */
export const signInInBrowser = (schedule: Schedule, { keys }: Pick<SyncPort, 'keys'>): SignIn =>
  createSignIn({
    origin: location.origin,
    fetch: (input, init) => fetch(input, init),
    schedule,
    deviceLabel: deviceLabel(navigator.userAgent),
    keys,
    clock: Date.now,
  })
