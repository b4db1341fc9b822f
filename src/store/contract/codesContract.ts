import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { seatDatabaseName } from '../seatDatabase.ts'
import { pull, sendAll, until } from '../testing.ts'
import type { ContractBench } from './contractBench.ts'

const JANA = 'mmmmmmmmmmmmmmmm' as MemberId
const EXPIRES = 9_000_000

const AS_FIRST_RELEASED = {
  meta: 'key',
  heads: 'document, scope',
  rows: '[document+n], sequence',
  outbox: '++n, state, document',
  requests: 'id, n, document',
  projections: 'document, scope',
  programmes: 'programme',
  courses: 'course',
  plans: 'run',
  runs: 'run, course',
  sessions: 'session, run, startsAt, facts.date, [state+endsAt]',
  registers: '[run+session], run',
  persons: 'person, organisation, *keys',
  organisations: 'organisation, folded',
  notes: '[run+key], [run+person]',
}

/** Codes that are asked for here and handed over from here (L3). */
export function describeCodes(bench: ContractBench): void {
  const { aTab } = bench

  /** What the hub says of who belongs to it. */
  const listMembers = (signIns: { since: number }[]) => {
    const signedIn = signIns.map((signIn) => ({ device: 'd'.repeat(16), label: '', state: 'active', ...signIn }))
    const member = { member: JANA, displayName: 'Jana', role: 'trainer', programmes: [], signIns: signedIn }
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, members: [member] }))
    const row = bench.hub.append('' as MemberId, '' as never, documentId.members(), bytes)
    row.kind = 'projection'
  }

  test('L3 a code asked for offline comes with the answer, also after a restart, and is shown until somebody used it', async () => {
    bench.hub.runs = () => ({ code: 'K7QM2PXR', expiresAt: EXPIRES })
    const first = await aTab()
    expect((await first.seat.invite(JANA, 'Jana Nová')).ok).toBe(true)
    const [asked] = await until(first.seat.invitations(), (all) => all.length === 1)
    expect(asked).toMatchObject({ member: JANA, displayName: 'Jana Nová', state: 'asked', code: null, expiresAt: null })
    expect(await until(first.seat.changes(), (all) => all.length === 1)).toMatchObject([
      { state: 'waiting', what: { kind: 'command', command: 'invite' }, personName: 'Jana Nová' },
    ])
    first.store.close()

    const { seat, sync } = await aTab()
    await sendAll(bench.hub, sync, bench.info.device)
    const given = { member: JANA, state: 'given', code: 'K7QM2PXR', expiresAt: EXPIRES, madeAt: bench.hub.now }
    expect(await until(seat.invitations(), (all) => all[0]?.state === 'given')).toMatchObject([given])

    // Signed in before the code was given: by another one.
    listMembers([{ since: bench.hub.now - 5 }])
    await pull(bench.hub, sync, ['all', 'access'])
    expect(await until(seat.invitations(), (all) => all.length === 1)).toMatchObject([given])
    listMembers([{ since: bench.hub.now + 5 }])
    await pull(bench.hub, sync, ['all', 'access'])
    const [used] = await until(seat.invitations(), (all) => all[0]?.state === 'used')
    expect(used?.code).toBeNull()
  })

  test('S7 a code that is withdrawn is kept no longer, and one that was asked for since comes', async () => {
    bench.hub.runs = (command) => (command.name === 'invite' ? { code: 'K7QM2PXR', expiresAt: EXPIRES } : {})
    const { seat, sync } = await aTab()
    await seat.invite(JANA, 'Jana Nová')
    await sendAll(bench.hub, sync, bench.info.device)
    await until(seat.invitations(), (all) => all[0]?.state === 'given')
    await seat.command({ name: 'withdraw-codes', member: JANA })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(await until(seat.invitations(), (all) => all.length === 0)).toEqual([])

    await seat.invite(JANA, 'Jana Nová')
    await seat.command({ name: 'withdraw-codes', member: JANA })
    await seat.invite(JANA, 'Jana Nová')
    await sendAll(bench.hub, sync, bench.info.device)
    await until(seat.invitations(), (all) => all[0]?.state === 'given')
  })

  test('L3 a code that the hub refuses says why, and is none when its owner lets it go', async () => {
    bench.hub.refuses = () => 'no-right'
    const { seat, sync } = await aTab()
    await seat.invite(JANA, 'Jana Nová')
    await sendAll(bench.hub, sync, bench.info.device)
    const [refused] = await until(seat.invitations(), (all) => all[0]?.state === 'refused')
    expect(refused?.refusal).toBe('no-right')
    const [item] = await until(seat.changes(), (all) => all.length === 1)
    expect(item).toMatchObject({ state: 'refused', personName: 'Jana Nová' })
    await seat.discardRefused(item?.id ?? '')
    expect(await until(seat.invitations(), (all) => all.length === 0)).toEqual([])
  })

  test('a code that is too old is not kept when a new one comes', async () => {
    const { seat, sync } = await aTab()
    bench.hub.runs = () => ({ code: 'K7QM2PXR', expiresAt: bench.hub.now + 10 })
    await seat.invite(JANA, 'Jana')
    await sendAll(bench.hub, sync, bench.info.device)
    bench.hub.now += 1_000
    await seat.invite('nnnnnnnnnnnnnnnn' as MemberId, 'Nina')
    await sendAll(bench.hub, sync, bench.info.device)
    const kept = await until(seat.invitations(), (all) => all.some(({ displayName }) => displayName === 'Nina'))
    expect(kept.map(({ displayName }) => displayName)).toEqual(['Nina'])
  })

  test.each(['', '{}', '{"code":"?"}', 'null'])('an answer that is no code is none: %s', async (result) => {
    const { seat, sync } = await aTab()
    await seat.invite(JANA, 'Jana')
    const [request] = await sync.nextRequests(8, 0)
    if (!request) throw new Error('nothing to send')
    await sync.acknowledge(request.request, { sequence: 0, receivedAt: 1, tag: new Uint8Array(), result })
    expect(await until(seat.invitations(), (all) => all.length === 0)).toEqual([])
    expect(await until(seat.changes(), (all) => all.length === 0)).toEqual([])
  })

  test('S6 a store of the version before opens with all that it held', async () => {
    const { indexedDB, IDBKeyRange } = bench.disk
    const before = new Dexie(seatDatabaseName(bench.info.member), { indexedDB, IDBKeyRange })
    before.version(1).stores(AS_FIRST_RELEASED)
    await before.table('meta').put({ key: 'receivedAt', at: 77 })
    before.close()
    const { seat } = await aTab()
    await expect.poll(() => seat.saving.value.receivedAt).toBe(77)
    expect(await until(seat.invitations(), (all) => all.length === 0)).toEqual([])
  })
}
