import { effect, type ReadonlySignal } from '@preact/signals'
import type { Clock, DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import { parseCode, parseLink } from '#protocol/invitationCode.ts'
import type { SeatInfo } from '#store/api.ts'
import type { DeviceKeys } from '#store/syncPort.ts'
import { type AskDependencies, createAsk, readSealTo } from './askServer.ts'
import type { Schedule } from './ports.ts'

/** Signing in and out over HTTP: the only things that need the network at the moment they are done. */

interface Invitation {
  hubName: string
  displayName: string
  role: Role
  expiresAt: number
  classes: InvitedClass[]
}

/** A run that the invited participant takes part in. */
interface InvitedClass {
  title: Record<string, string>
  team: { displayName: string; role: Role }[]
}

/** Same kinds as screens put in words. */
type Refusal =
  | 'not-a-code'
  | 'unknown-code'
  | 'used'
  | 'expired'
  | 'not-a-name'
  | 'other-server'
  | 'too-many-tries'
  | 'unreachable'
  | 'failed'

type SignOutRefusal = { kind: 'unsent'; changes: number } | { kind: 'unreachable' }

export interface SignInDependencies extends AskDependencies {
  /** What the office sees as this device's name. */
  deviceLabel: string
  keys(): Promise<Pick<DeviceKeys, 'publicKey' | 'heard'>>
  clock: Clock
}

export interface SignIn {
  lookUp(codeOrLink: string): Promise<Result<Invitation, Refusal>>
  redeem(codeOrLink: string): Promise<Result<SeatInfo, Refusal>>
  /** Makes the first hub of a server, with this device's first member as its coordinator. */
  setUp(link: string, names: { hubName: string; displayName: string }): Promise<Result<SeatInfo, Refusal>>
  /** Who is signed in on this device by its cookie, for one that lost everything else; its new key replaces the lost one. */
  comeBack(): Promise<Result<SeatInfo[], 'unreachable'>>
  /** Waits until nothing waits any more, at most `deadlineMs`, and then ends the sign-in on the server. */
  signOut(member: MemberId, waiting: ReadonlySignal<number>, deadlineMs: number): Promise<Result<void, SignOutRefusal>>
}

const SAID_BY_SERVER: readonly Refusal[] = [
  'not-a-code',
  'unknown-code',
  'other-server',
  'used',
  'expired',
  'not-a-name',
  'too-many-tries',
]

export function createSignIn(d: SignInDependencies): SignIn {
  const ask = createAsk(d)

  /** The code in what somebody typed, pasted or scanned. */
  async function codeOf(text: string): Promise<Result<string, Refusal>> {
    const typed = parseCode(text)
    if (typed) return ok(typed)
    const link = parseLink(text)
    if (!link) return fail('not-a-code')
    const origin = originOf(text)
    if (origin !== null && origin !== d.origin) return fail('other-server')
    const hello = await ask('/api/hello')
    if (!hello) return fail('unreachable')
    if (hello.status !== 200) return fail('failed')
    return hello.body.serverId === link.serverId ? ok(link.code) : fail('other-server')
  }

  async function askWithCode<T>(
    path: string,
    codeOrLink: string,
    extra: Record<string, unknown>,
    read: (body: Record<string, unknown>) => T | null,
  ): Promise<Result<T, Refusal>> {
    const code = await codeOf(codeOrLink)
    if (!code.ok) return code
    const answer = await ask(path, { code: code.value, ...extra })
    if (!answer) return fail('unreachable')
    if (answer.status !== 200) return fail(SAID_BY_SERVER.find((kind) => kind === answer.body.error) ?? 'failed')
    const value = read(answer.body)
    return value ? ok(value) : fail('failed')
  }

  /** The key is made and on disk before the server hears of this device: whatever is lost after, it can say who it is. */
  async function signIn(
    path: string,
    codeOrLink: string,
    extra: Record<string, unknown>,
  ): Promise<Result<SeatInfo, Refusal>> {
    const keys = await d.keys()
    const publicKey = await keys.publicKey()
    const key = publicKey === null ? {} : { publicKey }
    const read = (body: Record<string, unknown>) => {
      const seat = readSeat(body)
      return seat && { seat, sealTo: readSealTo(body) }
    }
    const answer = await askWithCode(path, codeOrLink, { ...extra, label: d.deviceLabel, ...key }, read)
    if (!answer.ok) return answer
    const { seat, sealTo } = answer.value
    if (publicKey !== null) await keys.heard(seat.serverId, { device: seat.device, sealTo, at: d.clock() })
    return ok(seat)
  }

  return {
    lookUp: (codeOrLink) => askWithCode('/api/invitation', codeOrLink, {}, readInvitation),
    redeem: (codeOrLink) => signIn('/api/sign-in', codeOrLink, {}),
    setUp: (link, { hubName, displayName }) => signIn('/api/set-up', link, { hubName, displayName }),
    async comeBack() {
      const keys = await d.keys()
      const publicKey = await keys.publicKey()
      const answer = await ask('/api/come-back', { publicKey })
      if (!answer || answer.status >= 500) return fail('unreachable')
      // An older server knows nothing of it.
      const seats =
        answer.status === 200 ? listOf(answer.body.seats).flatMap((seat) => readSeat(fieldsOf(seat)) ?? []) : []
      const [first] = seats
      if (first && publicKey !== null) {
        await keys.heard(first.serverId, { device: first.device, sealTo: readSealTo(answer.body), at: d.clock() })
      }
      return ok(seats)
    },
    async signOut(member, waiting, deadlineMs) {
      const left = await drained(waiting, deadlineMs, d.schedule)
      if (left > 0) return fail({ kind: 'unsent', changes: left })
      const answer = await ask('/api/sign-out', { member })
      // 401: the sign-in was ended before. What was wanted holds.
      return answer && (answer.status === 200 || answer.status === 401) ? ok(undefined) : fail({ kind: 'unreachable' })
    },
  }
}

/** Null for a fragment or code alone. */
function originOf(text: string): string | null {
  return URL.canParse(text.trim()) ? new URL(text.trim()).origin : null
}

/** What still waits when nothing does, or when the time is over. */
function drained(waiting: ReadonlySignal<number>, deadlineMs: number, schedule: Schedule): Promise<number> {
  return new Promise((resolve) => {
    const done = () => {
      cancel()
      stop()
      resolve(waiting.peek())
    }
    const cancel = schedule(deadlineMs, done)
    let started = false
    const stop = effect(() => {
      // An effect cannot end itself in its first run.
      if (waiting.value === 0 && started) done()
      started = true
    })
    if (waiting.peek() === 0) done()
  })
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value)

function readInvitation(body: Record<string, unknown>): Invitation | null {
  const { hubName, displayName, role, expiresAt } = body
  // An older server says nothing of classes.
  const classes = listOf(body.classes).flatMap(readInvitedClass)
  return isText(hubName) && isText(displayName) && isRole(role) && typeof expiresAt === 'number'
    ? { hubName, displayName, role, expiresAt, classes }
    : null
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function readInvitedClass(value: unknown): InvitedClass[] {
  const { title, team } = fieldsOf(value)
  const texts = Object.entries(fieldsOf(title)).filter((entry): entry is [string, string] => isText(entry[1]))
  const members = listOf(team).flatMap((one) => {
    const { displayName, role } = fieldsOf(one)
    return isText(displayName) && isRole(role) ? [{ displayName, role }] : []
  })
  return [{ title: Object.fromEntries(texts), team: members }]
}

function readSeat(body: Record<string, unknown>): SeatInfo | null {
  const { member, device, serverId, hub, hubName, displayName, role } = body
  if (![member, device, serverId, hub, hubName, displayName].every(isText) || !isRole(role)) return null
  return {
    member: member as MemberId,
    device: device as DeviceId,
    serverId: serverId as string,
    hub: hub as HubId,
    hubName: hubName as string,
    displayName: displayName as string,
    role,
    state: 'active',
  }
}
