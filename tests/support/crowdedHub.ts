import { readFileSync } from 'node:fs'
import * as Y from 'yjs'
import { claimChange } from '#documents/claimsDocument.ts'
import { applyChange, openDocument } from '#documents/yMap.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import {
  type MemberId,
  makeId,
  type PersonId,
  type ProgrammeId,
  type Random,
  type RunId,
  type SessionId,
} from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import { RawClient, type SignedIn, signIn } from './rawClient.ts'
import { TestServer } from './server.ts'

/** A hub as large as asked, on a real server of its own: for measuring and for crowds. */

const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))
export const newId = <T extends string>() => makeId<T>(random)

export interface CrowdedRun {
  programme: ProgrammeId
  run: RunId
}

/** One device of a trainer, and what it writes into the trainer's claims. */
export interface Marker extends SignedIn {
  document: string
  /** The update that marks one more person. */
  mark(): Uint8Array
}

export class CrowdedHub {
  readonly server = new TestServer({ TEREN_DEMO: '0' })
  #office: RawClient | null = null
  #coordinator: SignedIn | null = null

  async open(): Promise<void> {
    await this.server.start()
    const { origin } = this.server
    const code = (await this.server.setUpLink()).split('.').at(-1)
    const response = await fetch(`${origin}/api/set-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ code, hubName: 'Crowd', displayName: 'Office', label: 'Bench' }),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    this.#coordinator = { ...(await response.json()), cookie }
    await this.connectOffice()
  }

  get coordinator(): SignedIn {
    if (!this.#coordinator) throw new Error('not open')
    return this.#coordinator
  }

  get office(): RawClient {
    if (!this.#office) throw new Error('not open')
    return this.#office
  }

  /** Again after the server was away. */
  async connectOffice(): Promise<void> {
    this.#office = await RawClient.open(this.server.origin, this.coordinator.cookie)
    await this.#office.greet(this.coordinator.member)
  }

  async command(body: CommandBody): Promise<Record<string, string>> {
    const answer = await this.office.command(this.coordinator.member, body)
    if (answer.type === 'nack') throw new Error(`${body.name}: ${answer.code} ${answer.detail}`)
    return JSON.parse(answer.result || '{}') as Record<string, string>
  }

  async makeRun(): Promise<CrowdedRun> {
    const made = { programme: newId<ProgrammeId>(), run: newId<RunId>() }
    await this.command({ name: 'create-run', ...made })
    return made
  }

  async makeTrainer(programme: ProgrammeId): Promise<MemberId> {
    const member = newId<MemberId>()
    await this.command({ name: 'add-member', member, displayName: 'Trainer of a crowd', role: 'trainer' })
    await this.command({ name: 'grant', member, programme })
    return member
  }

  /** A further device of a member. */
  async signIn(member: MemberId): Promise<SignedIn> {
    const { code } = await this.command({ name: 'invite', member })
    return signIn(this.server.origin, code ?? '')
  }

  async makeMarker({ programme, run }: CrowdedRun): Promise<Marker> {
    const signedIn = await this.signIn(await this.makeTrainer(programme))
    const { member } = signedIn
    const document = openDocument()
    const session = newId<SessionId>()
    return {
      ...signedIn,
      document: documentId.claims(run, member),
      mark() {
        const before = Y.encodeStateVector(document)
        const key = makeClaimKey(session, newId<PersonId>(), random)
        const claim = { kind: 'mark', status: 'present', at: Date.now(), replaces: [] } as const
        applyChange(document, claimChange(run, member, key, { ...claim, replaces: [] }), true, 'crowd')
        return Y.encodeStateAsUpdate(document, before)
      },
    }
  }

  async dispose(): Promise<void> {
    this.#office?.close()
    await this.server.dispose()
  }
}

/** As the system counts it: CPU in seconds since the process began, memory in MB. Linux only. */
export function usageOf(pid: number): { cpuSeconds: number; rss: number; peakRss: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  // utime and stime, in hundredths of a second.
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    rss: megabytes('VmRSS'),
    peakRss: megabytes('VmHWM'),
  }
}
