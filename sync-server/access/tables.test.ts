import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, HubId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { MembersDocument, RunStaffDocument } from '../views/membersProjection.ts'
import { membersProjection, runStaffProjection } from '../views/membersProjection.ts'
import type { AccessOperation } from './operations.ts'
import { ACCESS_SCHEMA, readAccess, runAccessOperation } from './tables.ts'

const id = <T extends string>(name: string) => name.padEnd(16, '_') as T
const HUB = id<HubId>('hub')
const OTHER_HUB = id<HubId>('other-hub')
const COORDINATOR = id<MemberId>('coordinator')
const TRAINER = id<MemberId>('trainer')
const OBSERVER = id<MemberId>('observer')
const STRANGER = id<MemberId>('stranger')
const PROGRAMME = id<ProgrammeId>('programme')
const RUN = id<RunId>('run')
const PHONE = id<DeviceId>('phone')
const NOON = 1_790_000_000_000

let db: Database.Database
let requests = 0

const run = (operation: AccessOperation) => runAccessOperation(db, operation)

function make(member: MemberId, hub: HubId, role: Role) {
  run({ kind: 'make-member', member, hub, displayName: member, role, at: NOON })
  run({ kind: 'make-invitation', member, codeHash: `code of ${member}`, expiresAt: NOON + 1000, at: NOON })
  return redeem(`code of ${member}`)
}

const redeem = (codeHash: string, at = NOON) =>
  run({ kind: 'redeem-invitation', codeHash, device: PHONE, secretHash: 's', label: 'Phone', publicKey: null, at })

function command(member: MemberId, body: CommandBody, request = new Uint8Array(16).fill(++requests)) {
  return run({
    kind: 'command',
    hub: HUB,
    member,
    device: PHONE,
    request,
    body,
    at: NOON,
    codeHash: `made ${requests}`,
  })
}

beforeEach(() => {
  db = new Database(':memory:')
  db.exec(ACCESS_SCHEMA)
  run({ kind: 'make-hub', hub: HUB, name: 'SINEC', at: NOON })
  run({ kind: 'make-hub', hub: OTHER_HUB, name: 'Another', at: NOON })
  make(COORDINATOR, HUB, 'coordinator')
  make(TRAINER, HUB, 'trainer')
  make(OBSERVER, HUB, 'observer')
  make(STRANGER, OTHER_HUB, 'coordinator')
})

describe('invitations', () => {
  const invite = (codeHash: string, expiresAt = NOON + 1000) =>
    run({ kind: 'make-invitation', member: TRAINER, codeHash, expiresAt, at: NOON })

  it('S7 signs a device in once', () => {
    invite('a')
    expect(redeem('a').outcome).toMatchObject({ ok: true, result: { member: TRAINER, hub: HUB, hubName: 'SINEC' } })
    expect(redeem('a').outcome).toMatchObject({ ok: false, code: 'used' })
  })

  it('S7 refuses a code that has expired and one that nobody gave', () => {
    invite('a', NOON + 1000)
    expect(redeem('a', NOON + 1000).outcome).toMatchObject({ ok: false, code: 'expired' })
    expect(redeem('b').outcome).toMatchObject({ ok: false, code: 'unknown-code' })
  })

  it('S7 is not used up by looking', () => {
    invite('a')
    const look = () => run({ kind: 'look-up-invitation', codeHash: 'a', at: NOON })
    expect(look()).toMatchObject({ changed: false, outcome: { ok: true, result: { role: 'trainer' } } })
    expect(look().outcome.ok).toBe(true)
    expect(redeem('a').outcome.ok).toBe(true)
  })

  it('keeps the secret of a device that is known already, whatever a second sign-in brings', () => {
    invite('a')
    run({
      kind: 'redeem-invitation',
      codeHash: 'a',
      device: PHONE,
      secretHash: 'new',
      label: 'P',
      publicKey: null,
      at: NOON,
    })
    expect(readAccess(db).devices).toEqual([{ device: PHONE, secretHash: 's', label: 'P' }])
  })

  it('keeps only the latest set-up code', () => {
    for (const codeHash of ['a', 'b']) run({ kind: 'make-set-up-code', codeHash, expiresAt: NOON + 1, at: NOON })
    expect(db.prepare('SELECT code_hash FROM invitations WHERE member IS NULL').pluck().all()).toEqual(['b'])
  })
})

describe('commands', () => {
  const createRun: CommandBody = { name: 'create-run', run: RUN, programme: PROGRAMME }

  it('lets a coordinator make a run, and a trainer only where the programme is granted', () => {
    expect(command(TRAINER, createRun).outcome).toMatchObject({ ok: false, code: 'no-right' })
    expect(command(COORDINATOR, { name: 'grant', member: TRAINER, programme: PROGRAMME }).outcome.ok).toBe(true)
    expect(command(TRAINER, createRun)).toMatchObject({ outcome: { ok: true }, changed: true, runs: [RUN] })
  })

  it('answers a repeated request as the first time and changes nothing', () => {
    const request = new Uint8Array(16).fill(200)
    const first = command(COORDINATOR, { name: 'invite', member: TRAINER }, request)
    const second = command(COORDINATOR, { name: 'invite', member: TRAINER }, request)
    expect(first.outcome.ok).toBe(true)
    expect(second).toEqual({ outcome: first.outcome, changed: false, hubs: [], runs: [] })
  })

  it('calls another command under the same request id a fork', () => {
    const request = new Uint8Array(16).fill(200)
    command(COORDINATOR, createRun, request)
    expect(command(COORDINATOR, { ...createRun, run: id<RunId>('run2') }, request).outcome).toMatchObject({
      code: 'fork',
    })
  })

  it('takes a refused command again once its terms are met', () => {
    const request = new Uint8Array(16).fill(200)
    expect(command(TRAINER, createRun, request).outcome.ok).toBe(false)
    command(COORDINATOR, { name: 'grant', member: TRAINER, programme: PROGRAMME })
    expect(command(TRAINER, createRun, request).outcome.ok).toBe(true)
  })

  it('S4 leaves granting, inviting and adding to coordinators', () => {
    const bodies: CommandBody[] = [
      { name: 'grant', member: TRAINER, programme: PROGRAMME },
      { name: 'revoke', member: TRAINER, programme: PROGRAMME },
      { name: 'invite', member: TRAINER },
      { name: 'add-member', member: id<MemberId>('new'), displayName: 'New', role: 'coordinator' },
      { name: 'end-sign-in', member: COORDINATOR, device: PHONE },
    ]
    const before = readAccess(db)
    for (const member of [TRAINER, OBSERVER])
      for (const body of bodies) expect(command(member, body).outcome).toMatchObject({ ok: false, code: 'no-right' })
    expect(readAccess(db)).toEqual(before)
  })

  it('S4 does not know members of other hubs', () => {
    expect(command(STRANGER, createRun).outcome).toMatchObject({ ok: false, code: 'no-right' })
    for (const name of ['invite', 'grant', 'end-sign-in'] as const) {
      const body = { name, member: STRANGER, programme: PROGRAMME, device: PHONE } as CommandBody
      expect(command(COORDINATOR, body).outcome).toMatchObject({ ok: false, code: 'not-possible' })
    }
  })

  it('S7 ends a sign-in, after which that member commands nothing from there', () => {
    expect(command(COORDINATOR, { name: 'end-sign-in', member: TRAINER, device: PHONE })).toMatchObject({
      changed: true,
      hubs: [HUB],
    })
    expect(command(TRAINER, createRun).outcome).toMatchObject({ ok: false, code: 'ended' })
  })

  it('S7 gives no code again to a phone whose sign-in was ended', () => {
    const request = new Uint8Array(16).fill(200)
    const invite = { name: 'invite', member: TRAINER } as const
    expect(command(COORDINATOR, invite, request).outcome.ok).toBe(true)
    expect(command(COORDINATOR, invite, request).outcome.ok).toBe(true)
    command(COORDINATOR, { name: 'end-sign-in', member: COORDINATOR, device: PHONE })
    expect(command(COORDINATOR, invite, request).outcome).toMatchObject({ ok: false, code: 'ended' })
  })

  it('refuses a run id that stands for another programme', () => {
    command(COORDINATOR, createRun)
    const other = { ...createRun, programme: id<ProgrammeId>('programme2') }
    expect(command(COORDINATOR, createRun).outcome.ok).toBe(true)
    expect(command(COORDINATOR, other).outcome).toMatchObject({ ok: false, code: 'not-possible' })
  })
})

describe('projections', () => {
  const read = <T>(projection: { bytes: Uint8Array } | null) =>
    JSON.parse(new TextDecoder().decode(projection?.bytes)) as T

  it('lists the members of one hub with their sign-ins', () => {
    const { members } = read<MembersDocument>(membersProjection(readAccess(db), HUB))
    expect(members.map((row) => row.member)).toEqual([COORDINATOR, OBSERVER, TRAINER])
    expect(members[0]?.signIns).toEqual([{ device: PHONE, label: 'Phone', state: 'active', since: NOON }])
  })

  it('F6 names who may record in a run, and goes on naming who could once', () => {
    command(COORDINATOR, { name: 'create-run', run: RUN, programme: PROGRAMME })
    const staff = () => read<RunStaffDocument>(runStaffProjection(readAccess(db), RUN)).members
    expect(staff().map((row) => row.member)).toEqual([COORDINATOR])
    expect(command(COORDINATOR, { name: 'grant', member: TRAINER, programme: PROGRAMME }).runs).toEqual([RUN])
    expect(staff().map((row) => row.member)).toEqual([COORDINATOR, TRAINER])
    expect(command(COORDINATOR, { name: 'revoke', member: TRAINER, programme: PROGRAMME }).runs).toEqual([RUN])
    expect(staff()).toContainEqual({ member: TRAINER, displayName: TRAINER, role: 'trainer', former: true })
  })

  it('has nothing for a run that no row knows', () => {
    expect(runStaffProjection(readAccess(db), RUN)).toBeNull()
  })
})
