import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, HubId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { holdsScope } from '#protocol/documentIds.ts'
import type { MembersDocument, RunStaffDocument } from '../views/membersProjection.ts'
import { membersProjection, runStaffProjection } from '../views/membersProjection.ts'
import type { AccessOperation } from './operations.ts'
import { rightsOf } from './rights.ts'
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
const PARTICIPANT = id<MemberId>('participant')
const PERSON = id<PersonId>('person')
const MODULE = id<string>('module')
const PHONE = id<DeviceId>('phone')
const NOON = 1_790_000_000_000

let db: Database.Database
let requests = 0

const run = (operation: AccessOperation) => runAccessOperation(db, operation, new Set([MODULE]))

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
    expect(readAccess(db).devices).toEqual([{ device: PHONE, secretHash: 's', label: 'P', publicKey: null }])
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

  it('CM1 answers a repeated request as the first time and changes nothing', () => {
    const request = new Uint8Array(16).fill(200)
    const first = command(COORDINATOR, { name: 'invite', member: TRAINER }, request)
    const second = command(COORDINATOR, { name: 'invite', member: TRAINER }, request)
    expect(first.outcome.ok).toBe(true)
    expect(second).toEqual({ outcome: first.outcome, changed: false, hubs: [], runs: [], rescued: [], erasures: [] })
  })

  it('CM1 calls another command under the same request id a fork', () => {
    const request = new Uint8Array(16).fill(200)
    command(COORDINATOR, createRun, request)
    expect(command(COORDINATOR, { ...createRun, run: id<RunId>('run2') }, request).outcome).toMatchObject({
      code: 'fork',
    })
  })

  it('CM2 takes a refused command again once its terms are met', () => {
    const request = new Uint8Array(16).fill(200)
    expect(command(TRAINER, createRun, request).outcome.ok).toBe(false)
    command(COORDINATOR, { name: 'grant', member: TRAINER, programme: PROGRAMME })
    expect(command(TRAINER, createRun, request).outcome.ok).toBe(true)
  })

  it('S4 leaves granting, inviting and adding to coordinators', () => {
    const bodies: CommandBody[] = [
      { name: 'grant', member: TRAINER, programme: PROGRAMME },
      { name: 'revoke', member: TRAINER, programme: PROGRAMME },
      { name: 'invite', member: COORDINATOR },
      { name: 'add-member', member: id<MemberId>('new'), displayName: 'New', role: 'coordinator' },
      { name: 'end-sign-in', member: COORDINATOR, device: PHONE },
    ]
    const before = readAccess(db)
    for (const member of [TRAINER, OBSERVER])
      for (const body of bodies) expect(command(member, body).outcome).toMatchObject({ ok: false, code: 'no-right' })
    expect(readAccess(db)).toEqual(before)
  })

  it('S4 RI4 does not know members of other hubs', () => {
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
    expect(command(COORDINATOR, { ...createRun, programme: null }).outcome).toMatchObject({ code: 'not-possible' })
  })
})

const grantIt = () => command(COORDINATOR, { name: 'grant', member: TRAINER, programme: PROGRAMME })
const codes = (...answers: ReturnType<typeof command>[]) =>
  answers.map(({ outcome }) => (outcome.ok ? 'ok' : outcome.code))
const runOf = (which: RunId) => readAccess(db).runs.find((row) => row.run === which)
const scopesOf = (member: MemberId) => rightsOf(readAccess(db), member)?.scopes ?? new Set()

describe('U6 a run started on the spot', () => {
  const start: CommandBody = { name: 'create-run', run: RUN, programme: null }
  const place: CommandBody = { name: 'place-run', run: RUN, programme: PROGRAMME }

  it('needs no grant, and is held by its maker and the coordinators', () => {
    expect(command(TRAINER, start)).toMatchObject({ outcome: { ok: true }, changed: true, runs: [RUN] })
    expect(runOf(RUN)).toMatchObject({ programme: null, startedBy: TRAINER })
    make(id<MemberId>('trainer2'), HUB, 'trainer')
    const holders = [TRAINER, COORDINATOR, id<MemberId>('trainer2')].filter((who) => scopesOf(who).has(`run:${RUN}`))
    expect(holders).toEqual([TRAINER, COORDINATOR])
    expect(codes(command(OBSERVER, { ...start, run: id('run2') }))).toEqual(['no-right'])
  })

  it('is placed by coordinators only; then whoever holds the programme holds it, and its maker keeps it', () => {
    make(id<MemberId>('trainer2'), HUB, 'trainer')
    command(COORDINATOR, { name: 'grant', member: id('trainer2'), programme: PROGRAMME })
    command(TRAINER, start)
    expect(codes(command(TRAINER, place))).toEqual(['no-right'])
    expect(command(COORDINATOR, place)).toMatchObject({ outcome: { ok: true }, runs: [RUN] })
    expect(runOf(RUN)).toMatchObject({ programme: PROGRAMME, startedBy: TRAINER })
    for (const who of [TRAINER, id<MemberId>('trainer2')]) expect(scopesOf(who).has(`run:${RUN}`)).toBe(true)
    // The command that made it may come again, under whatever request.
    expect(codes(command(TRAINER, start))).toEqual(['ok'])
    // Somebody else's run of the same id is another run.
    expect(codes(command(COORDINATOR, start))).toEqual(['not-possible'])
  })

  it('can be placed again where the office was wrong; one that was planned in a programme stays there', () => {
    const other = id<ProgrammeId>('programme2')
    command(TRAINER, start)
    command(COORDINATOR, place)
    expect(command(COORDINATOR, place)).toMatchObject({ outcome: { ok: true }, changed: false })
    expect(codes(command(COORDINATOR, { ...place, programme: other }))).toEqual(['ok'])
    expect(runOf(RUN)?.programme).toBe(other)
    command(COORDINATOR, { name: 'create-run', run: id('run2'), programme: PROGRAMME })
    expect(codes(command(COORDINATOR, { ...place, run: id('run2'), programme: other }))).toEqual(['not-possible'])
    expect(codes(command(COORDINATOR, { ...place, run: id('nowhere') }))).toEqual(['not-possible'])
  })
})

describe('L3 participants', () => {
  const admitIt: CommandBody = { name: 'admit', member: PARTICIPANT, person: PERSON, run: RUN, displayName: 'Jana' }
  beforeEach(() => {
    command(COORDINATOR, { name: 'create-run', run: RUN, programme: PROGRAMME })
    grantIt()
  })

  it('are admitted by staff of the run, and gain what is theirs and nothing else', () => {
    expect(command(TRAINER, admitIt)).toMatchObject({
      outcome: { ok: true, result: { member: PARTICIPANT } },
      runs: [RUN],
    })
    expect([...scopesOf(PARTICIPANT)].sort()).toEqual(
      ['all', 'module', `class:${RUN}`, `part:${RUN}:${PERSON}`, `person:${PERSON}`, `self:${PERSON}`].sort(),
    )
    for (const staff of [TRAINER, COORDINATOR]) {
      const theirs = scopesOf(staff)
      expect([holdsScope(theirs, `part:${RUN}:${PERSON}`), holdsScope(theirs, `self:${PERSON}`)]).toEqual([true, false])
    }
    expect(holdsScope(scopesOf(OBSERVER), `part:${RUN}:${PERSON}`)).toBe(false)
  })

  it('are admitted again without a change, and to another run as the member that they are', () => {
    command(TRAINER, admitIt)
    expect(command(TRAINER, admitIt)).toMatchObject({ outcome: { ok: true }, changed: false })
    const second = id<RunId>('run2')
    command(COORDINATOR, { name: 'create-run', run: second, programme: PROGRAMME })
    const again = { ...admitIt, member: id<MemberId>('another-phone'), run: second, displayName: 'J.' } as CommandBody
    expect(command(TRAINER, again).outcome).toEqual({ ok: true, result: { member: PARTICIPANT } })
    const participants = readAccess(db).members.filter(({ role }) => role === 'participant')
    expect(participants).toMatchObject([{ member: PARTICIPANT, displayName: 'Jana', runs: [RUN, second].sort() }])
    expect(scopesOf(PARTICIPANT).has(`class:${second}`)).toBe(true)
  })

  it('S4 are admitted by nobody else, and under no id of somebody else', () => {
    const byRole = [OBSERVER, STRANGER].map((member) => command(member, admitIt))
    expect(codes(...byRole)).toEqual(['no-right', 'no-right'])
    command(COORDINATOR, { name: 'revoke', member: TRAINER, programme: PROGRAMME })
    expect(codes(command(TRAINER, admitIt))).toEqual(['no-right'])
    expect(codes(command(COORDINATOR, { ...admitIt, run: id('nowhere') }))).toEqual(['not-possible'])
    for (const member of [TRAINER, STRANGER])
      expect(codes(command(COORDINATOR, { ...admitIt, member }))).toEqual(['not-possible'])
    expect(readAccess(db).members.filter(({ role }) => role === 'participant')).toEqual([])
  })

  it('are taken over where a coordinator added them before anybody said who they are', () => {
    command(COORDINATOR, { name: 'add-member', member: PARTICIPANT, displayName: 'Jana', role: 'participant' })
    expect([...scopesOf(PARTICIPANT)]).toEqual(['all', 'module'])
    expect(codes(command(TRAINER, admitIt))).toEqual(['ok'])
    expect(scopesOf(PARTICIPANT).has(`self:${PERSON}`)).toBe(true)
  })

  it('S7 are invited by trainers who hold one of their runs, and only by those', () => {
    command(TRAINER, admitIt)
    expect(command(TRAINER, { name: 'invite', member: PARTICIPANT }).outcome.ok).toBe(true)
    command(COORDINATOR, { name: 'revoke', member: TRAINER, programme: PROGRAMME })
    expect(codes(command(TRAINER, { name: 'invite', member: PARTICIPANT }))).toEqual(['no-right'])
    expect(codes(command(OBSERVER, { name: 'invite', member: PARTICIPANT }))).toEqual(['no-right'])
    grantIt()
    for (const member of [COORDINATOR, OBSERVER, STRANGER, id<MemberId>('nobody')])
      expect(codes(command(TRAINER, { name: 'invite', member }))).toEqual(['no-right'])
  })
})

describe('L3 a member with another phone', () => {
  const OTHER = id<MemberId>('participant2')
  beforeEach(() => {
    command(COORDINATOR, { name: 'create-run', run: RUN, programme: PROGRAMME })
    const people: [MemberId, PersonId][] = [
      [PARTICIPANT, PERSON],
      [OTHER, id('person2')],
    ]
    for (const [member, person] of people) {
      command(COORDINATOR, { name: 'admit', member, person, run: RUN, displayName: 'Jana' })
      command(COORDINATOR, { name: 'invite', member })
      redeem(`made ${requests}`)
    }
  })

  it('makes a code that signs in as the same person, for an hour only', () => {
    const { outcome } = command(PARTICIPANT, { name: 'invite', member: PARTICIPANT })
    expect(outcome).toEqual({ ok: true, result: { expiresAt: NOON + 3600_000 } })
    expect(redeem(`made ${requests}`, NOON + 3600_000).outcome).toMatchObject({ ok: false, code: 'expired' })
    expect(redeem(`made ${requests}`, NOON + 3599_999).outcome).toMatchObject({
      ok: true,
      result: { member: PARTICIPANT },
    })
  })

  it('S7 makes one whatever their role, for an hour too', () => {
    for (const member of [OBSERVER, TRAINER, COORDINATOR]) {
      const { outcome } = command(member, { name: 'invite', member })
      expect(outcome).toEqual({ ok: true, result: { expiresAt: NOON + 3600_000 } })
    }
  })

  it('CM5 S7 is not let in by a code that was withdrawn, and is by one that is made after it', () => {
    command(PARTICIPANT, { name: 'invite', member: PARTICIPANT })
    const lost = `made ${requests}`
    for (const member of [OTHER, OBSERVER, TRAINER])
      expect(codes(command(member, { name: 'withdraw-codes', member: PARTICIPANT }))).toEqual(['no-right'])
    expect(command(COORDINATOR, { name: 'withdraw-codes', member: PARTICIPANT }).outcome.ok).toBe(true)
    expect(redeem(lost).outcome).toMatchObject({ ok: false, code: 'expired' })
    command(PARTICIPANT, { name: 'invite', member: PARTICIPANT })
    expect(redeem(`made ${requests}`).outcome).toMatchObject({ ok: true, result: { member: PARTICIPANT } })
  })

  it('S4 makes none for anybody else, and none once their sign-in was ended', () => {
    for (const member of [OTHER, TRAINER, COORDINATOR, id<MemberId>('nobody')])
      expect(codes(command(PARTICIPANT, { name: 'invite', member }))).toEqual(['no-right'])
    command(COORDINATOR, { name: 'end-sign-in', member: PARTICIPANT, device: PHONE })
    expect(codes(command(PARTICIPANT, { name: 'invite', member: PARTICIPANT }))).toEqual(['ended'])
  })
})

describe('coordinators', () => {
  it('S4 let an observer see names and notes, and take that back', () => {
    command(COORDINATOR, { name: 'create-run', run: RUN, programme: PROGRAMME })
    const sees = () => ['staff', `about:${RUN}`].filter((scope) => scopesOf(OBSERVER).has(scope))
    expect(sees()).toEqual([])
    expect(command(COORDINATOR, { name: 'grant-names', member: OBSERVER })).toMatchObject({
      changed: true,
      hubs: [HUB],
    })
    expect(sees()).toEqual(['staff', `about:${RUN}`])
    expect(command(COORDINATOR, { name: 'grant-names', member: OBSERVER }).changed).toBe(false)
    command(COORDINATOR, { name: 'revoke-names', member: OBSERVER })
    expect(sees()).toEqual([])
    expect(codes(command(COORDINATOR, { name: 'grant-names', member: TRAINER }))).toEqual(['not-possible'])
  })

  it('C1 say who a member of staff is in the directory; that gives no right', () => {
    const before = scopesOf(TRAINER)
    const link = (member: MemberId, person: PersonId | null) =>
      command(COORDINATOR, { name: 'link-person', member, person })
    expect(link(TRAINER, PERSON)).toMatchObject({ outcome: { ok: true }, hubs: [HUB] })
    expect(readAccess(db).members.find((row) => row.member === TRAINER)?.person).toBe(PERSON)
    expect(scopesOf(TRAINER)).toEqual(before)
    expect(link(TRAINER, PERSON).changed).toBe(false)
    expect(codes(link(TRAINER, null), link(OBSERVER, PERSON), link(STRANGER, PERSON))).toEqual([
      'ok',
      ...['not-possible', 'not-possible'],
    ])
    expect(readAccess(db).members.find((row) => row.member === TRAINER)?.person).toBeNull()
  })

  it('give their hub a module of the library, and take it away', () => {
    const publish = (name: 'add-module' | 'remove-module', module = MODULE) => command(COORDINATOR, { name, module })
    expect(publish('add-module')).toMatchObject({ outcome: { ok: true }, changed: true })
    expect(publish('add-module').changed).toBe(false)
    expect(readAccess(db).modules).toEqual([{ hub: HUB, module: MODULE }])
    expect(codes(publish('add-module', id('unknown')))).toEqual(['not-possible'])
    expect(publish('remove-module').changed).toBe(true)
    expect(publish('remove-module')).toMatchObject({ outcome: { ok: true }, changed: false })
    expect(readAccess(db).modules).toEqual([])
  })

  it('S4 alone do so', () => {
    command(COORDINATOR, { name: 'create-run', run: RUN, programme: PROGRAMME })
    grantIt()
    const bodies: CommandBody[] = [
      { name: 'place-run', run: RUN, programme: PROGRAMME },
      { name: 'grant-names', member: OBSERVER },
      { name: 'revoke-names', member: OBSERVER },
      { name: 'link-person', member: TRAINER, person: PERSON },
      { name: 'add-module', module: MODULE },
      { name: 'remove-module', module: MODULE },
    ]
    const before = readAccess(db)
    for (const member of [TRAINER, OBSERVER])
      for (const body of bodies) expect(command(member, body).outcome).toMatchObject({ ok: false, code: 'no-right' })
    expect(readAccess(db)).toEqual(before)
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

  it('name who started a run on the spot, also once it was placed', () => {
    command(TRAINER, { name: 'create-run', run: RUN, programme: null })
    const staff = () => read<RunStaffDocument>(runStaffProjection(readAccess(db), RUN)).members
    expect(staff().map((row) => row.member)).toEqual([COORDINATOR, TRAINER])
    command(COORDINATOR, { name: 'place-run', run: RUN, programme: PROGRAMME })
    expect(staff().map((row) => [row.member, row.former])).toEqual([
      [COORDINATOR, undefined],
      [TRAINER, undefined],
    ])
  })

  it('S7 list participants with their sign-ins in their runs, by no name, and not among the hub’s members', () => {
    command(COORDINATOR, { name: 'create-run', run: RUN, programme: PROGRAMME })
    const jana = { member: PARTICIPANT, person: PERSON, displayName: 'Jana Nová' }
    command(COORDINATOR, { name: 'admit', run: RUN, ...jana })
    const participants = () => read<RunStaffDocument>(runStaffProjection(readAccess(db), RUN)).participants
    expect(participants()).toEqual([{ member: PARTICIPANT, person: PERSON, signIns: [] }])
    run({ kind: 'make-invitation', member: PARTICIPANT, codeHash: 'p', expiresAt: NOON + 1, at: NOON })
    expect(redeem('p').runs).toEqual([RUN])
    const signIns = [{ device: PHONE, state: 'active', since: NOON }]
    expect(participants()).toEqual([{ member: PARTICIPANT, person: PERSON, signIns }])
    const whole = [membersProjection(readAccess(db), HUB), runStaffProjection(readAccess(db), RUN)]
    expect(whole.map((made) => new TextDecoder().decode(made?.bytes)).join()).not.toContain('Jana Nová')
  })

  it('has nothing for a run that no row knows', () => {
    expect(runStaffProjection(readAccess(db), RUN)).toBeNull()
  })
})
