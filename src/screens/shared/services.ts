import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { DeviceId, MemberId } from '#domain/ids.ts'
import { invariant, type Result } from '#domain/result.ts'
import type { Role } from '#domain/roles.ts'
import type { SafekeepingRefusal, SafekeepingReport } from '#domain/safekeeping.ts'
import type { Day } from '#domain/session.ts'
import type { ChangeItem, Device, LocalText, SeatInfo, StoreFailure } from '#store/api.ts'
import type { Drafts } from './drafts.ts'
import type { Scanner } from './scanner.ts'

/** What an invitation says before it is redeemed. */
export interface InvitationView {
  hubName: string
  displayName: string
  role: Role
  /** ms UTC. */
  expiresAt: number
  /** Runs that an invited participant takes part in, and who teaches there and decides. */
  classes: { title: LocalText; team: { displayName: string; role: Role }[] }[]
}

export type SignInRefusal =
  /** Cannot be a code of ours: wrong length or letters. */
  | 'not-a-code'
  | 'unknown-code'
  | 'used'
  | 'expired'
  /** One of the names given cannot be one: see `readName`. */
  | 'not-a-name'
  /** The link names another server than the one this app came from. */
  | 'other-server'
  | 'too-many-tries'
  /** No answer: signing in needs the network once. */
  | 'unreachable'
  | 'failed'

/** What became of a hand-over file at the hub, counted in changes. */
export interface BroughtIn {
  /** Whose work it is; null: of another hub. */
  displayName: string | null
  received: number
  already: number
  /** The sign-in was ended meanwhile: a coordinator decides. */
  rescued: number
  refused: { code: NonNullable<ChangeItem['refusal']>; changes: number }[]
  /** ms by its author's phone. */
  madeAt: number
}

/** Why nothing of a file was taken. */
export type BringInRefusal =
  | 'empty'
  | 'too-large'
  | 'not-a-file'
  | 'cut'
  | 'altered'
  /** Made by a newer version of Teren. */
  | 'newer'
  | 'other-hub'
  /** Sealed for a key that the hub has no more. */
  | 'other-key'
  | 'unknown-device'
  | 'not-signed'
  /** Of a device that was lost or stolen. */
  | 'lost'
  | 'no-room'
  | 'busy'
  | 'signed-out'
  | 'unreachable'
  | 'failed'

/** How the hub's server and its phones are, as a coordinator is told. Times are ms UTC of the hub's clock. */
export interface HubState {
  at: number
  startedAt: number
  version: string
  /** How often the hub was put back from a backup. */
  restores: number
  backup: { takenAt: number | null; everyMs: number | null; hasFailed: boolean }
  /** Copies on phones that were found to be others than the hub's, and were fetched anew. */
  differing: { documents: number; lastAt: number | null }
  refused: { code: NonNullable<ChangeItem['refusal']>; changes: number }[]
  phones: HubPhone[]
}

export interface HubPhone {
  member: MemberId
  displayName: string
  device: string
  label: string
  isConnected: boolean
  heardAt: number | null
  waiting: number
  refused: number
  /** When the oldest of these was made; null: there is none. */
  oldestAt: number | null
}

/** What is new in one version, in the language on screen. */
export interface VersionNews {
  version: string
  day: Day
  points: string[]
}

/** What works without a network on this device, besides what the database holds. */
export interface OnHand {
  /** The app itself. */
  app: boolean
  /** The letters of what is printed. */
  letters: boolean
  /** What reads badges. */
  reader: boolean
}

/** Putting the app on the home screen. */
export interface Install {
  /** offered: the browser lets us ask. not-offered: it may be done by the browser's own menu. */
  state: ReadonlySignal<'installed' | 'offered' | 'not-offered'>
  ask(): Promise<void>
}

/** What screens need from the outside world; made by `app`, so that screens import neither sync nor fetch. */
export interface Services {
  lookUpInvitation(codeOrLink: string): Promise<Result<InvitationView, SignInRefusal>>
  /** Redeems the code: signs this device in. The caller adds the seat to the store. */
  redeem(codeOrLink: string): Promise<Result<SeatInfo, SignInRefusal>>
  /** Redeems the link of a server without a hub: makes the hub and signs this device in as its first coordinator.
   *  The caller adds the seat to the store. */
  setUp(link: string, names: { hubName: string; displayName: string }): Promise<Result<SeatInfo, SignInRefusal>>
  /** Waits until everything is received (up to the deadline), ends the sign-in on the server, then removes the seat. */
  signOut(
    member: MemberId,
  ): Promise<Result<void, { kind: 'unsent'; changes: number } | { kind: 'unreachable' } | StoreFailure>>
  /** Carries somebody's hand-over file to the hub. */
  bringIn(file: Blob): Promise<Result<BroughtIn, BringInRefusal>>
  /** Asks how the hub is; nothing of it is kept here. */
  hubState(member: MemberId): Promise<Result<HubState, 'unreachable' | 'refused'>>
  /** A code as people read it, and the link that carries it, to be handed over. */
  writeOut(code: { serverId: string; code: string }): Promise<{ code: string; link: string }>
  /** What the server says of backups and of a restore; with sign-ins to end, opens a hub that was put back. */
  safekeeping(
    member: MemberId,
    end?: { member: MemberId; device: DeviceId }[],
  ): Promise<Result<SafekeepingReport, SafekeepingRefusal>>
  /** Camera and reader of badges, loaded when first asked for. Rejects when they cannot be. */
  scanner(): Promise<Scanner>
  /** What of it is here; `fetched`: after fetching what is not, where that can be. */
  onHand(fetched: boolean): Promise<OnHand>
  /** Tries to reach the hub now, whatever the back-off says. */
  sendNow(): void
  /** What is half typed; screens use it by `useDraft`. */
  drafts: Drafts
  /** How somebody likes their lists, kept on this device as drafts are in a tab. */
  habits: Drafts
  /** A new version waits until somebody takes it; postponed: not now. */
  update: ReadonlySignal<{ waiting: boolean; postponed: boolean }>
  /** What the waiting version brings, or what is new in this one and those before, the newest first. null: it cannot be
   *  read now. */
  news(of: 'offered' | 'here'): Promise<VersionNews[] | null>
  /** False while something on this page would be lost by it. */
  takeUpdate(): boolean
  postponeUpdate(): void
  install: Install
  /** Work waits here for long, and the browser has not promised to keep it. */
  atRisk: ReadonlySignal<boolean>
  /** The browser has thrown away what was kept on this device; until that was read. */
  lost: ReadonlySignal<boolean>
  readLoss(): void
}

export interface AppContext {
  device: Device
  services: Services
}

const Context = createContext<AppContext | null>(null)
export const AppProvider = Context.Provider

export function useApp(): AppContext {
  const context = useContext(Context)
  invariant(context, 'screens stand inside AppProvider')
  return context
}
