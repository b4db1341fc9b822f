import type { ReadonlySignal, Signal } from '@preact/signals'
import { fail } from '#domain/result.ts'
import type { Drafts } from '#screens/shared/drafts.ts'
import type { Install, Services } from '#screens/shared/services.ts'
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
  habits: Drafts
  install: Install
  atRisk: ReadonlySignal<boolean>
  lost: Signal<boolean>
  update: Pick<Update, 'state' | 'take' | 'postpone'>
}

type Redeemed = ReturnType<Services['redeem']>

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
      const { signOut } = await import('./signOut.ts')
      return signOut({ device, port, sync, kept: [rest.drafts, rest.habits] }, member)
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
    onHand: async (fetched) => (await import('./onHand.ts')).onHand(fetched),
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
