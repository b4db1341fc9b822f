import type { ReadonlySignal, Signal } from '@preact/signals'
import { fail, ok } from '#domain/result.ts'
import type { Drafts } from '#screens/shared/drafts.ts'
import type { Install, Services } from '#screens/shared/services.ts'
import { draftName } from '#screens/shared/useDraft.ts'
import type { Device } from '#store/api.ts'
import type { SyncPort } from '#store/syncPort.ts'
import { language } from '#text/i18n.tsx'
import { version } from '../../package.json'
import type { StartedSync } from './startSync.ts'
import type { Update } from './update.ts'

interface ServicesDependencies {
  device: Device
  port: Pick<SyncPort, 'seats'>
  /** Starts sync if it does not run yet. Null where there is none. */
  sync: () => Promise<StartedSync | null>
  drafts: Drafts
  install: Install
  atRisk: ReadonlySignal<boolean>
  lost: Signal<boolean>
  update: Pick<Update, 'state' | 'take' | 'postpone'>
}

type Redeemed = ReturnType<Services['redeem']>

/** How long signing out waits for the hub to receive what is left. */
const DRAIN_WITHIN_MS = 10_000

export function createServices({ device, port, sync, update, ...rest }: ServicesDependencies): Services {
  async function signIn(redeem: (started: StartedSync) => Redeemed): Redeemed {
    const started = await sync()
    if (!started) return fail('unreachable')
    const redeemed = await redeem(started)
    // Somebody who was signed out here before is let in again on what may be a stopped connection.
    if (redeemed.ok) started.sendNow()
    return redeemed
  }

  return {
    async lookUpInvitation(codeOrLink) {
      return (await sync())?.lookUp(codeOrLink) ?? fail('unreachable')
    },
    redeem: (codeOrLink) => signIn((started) => started.redeem(codeOrLink)),
    setUp: (link, names) => signIn((started) => started.setUp(link, names)),
    async signOut(member) {
      const seat = port.seats.peek().find((one) => one.member === member)
      if (!seat) return ok(undefined)
      // The hub must not end a sign-in whose work is not even on disk, whoever is on screen.
      const unsaved = device.saving.peek().find((one) => one.member === member)?.saving.unsaved ?? 0
      if (unsaved > 0) return fail({ kind: 'unsent', changes: unsaved })
      const started = await sync()
      if (!started) return fail({ kind: 'unreachable' })
      started.sendNow()
      const ended = await started.signOut(member, seat.waiting, DRAIN_WITHIN_MS)
      if (!ended.ok) return ended
      rest.drafts.forget(draftName(member, ['']))
      return device.removeSeat(member)
    },
    async bringIn(file) {
      return (await sync())?.bringIn(file) ?? fail('unreachable')
    },
    async hubState(member) {
      return (await sync())?.hubState(member) ?? fail('unreachable')
    },
    async writeOut(given) {
      const { formatCode, makeLink } = await import('#protocol/invitationCode.ts')
      return { code: formatCode(given.code), link: makeLink(location.origin, given) }
    },
    async safekeeping(member, end) {
      const { askSafekeeping } = await import('./safekeeping.ts')
      return askSafekeeping({ member, ...(end ? { end } : {}), fetch: (input, init) => fetch(input, init) })
    },
    scanner: () => import('./scanner/scanner.ts'),
    sendNow() {
      // Not awaited: asked for before sync runs, it connects by itself.
      void sync().then((started) => started?.sendNow())
    },
    ...rest,
    readLoss() {
      rest.lost.value = false
    },
    update: update.state,
    news: async (of) => (await import('./news.ts')).loadNews({ of, language: language.peek(), version, fetch }),
    takeUpdate: () => update.take(),
    postponeUpdate: () => update.postpone(),
  }
}
