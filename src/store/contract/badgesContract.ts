import { expect, test } from 'vitest'
import { badgeChange } from '#documents/badges.ts'
import { ownBadgeChange } from '#documents/ownBadge.ts'
import { isMark } from '#domain/claims.ts'
import type { HubId, MemberId } from '#domain/ids.ts'
import { badgeHash, makeBadge } from '#protocol/badge.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Seat } from '../api.ts'
import type { IssuedBadge } from '../badgesApi.ts'
import { pull, scopesOf, sendAll, until } from '../testing.ts'
import { type ContractBench, random, textOf } from './contractBench.ts'

/** Badges with which people check in (F9): issued, read without a network, revoked. */
export function describeBadges(bench: ContractBench): void {
  const { aTab, aTabInTheField, person } = bench
  const STAFF = 'coordinator' as MemberId
  const stated = { at: 5, by: STAFF }
  const newBadge = (seat: Seat) => makeBadge(seat.info.peek().hub, random)

  async function issue(seat: Seat, ...persons: number[]): Promise<IssuedBadge[]> {
    const issued = await (await seat.badges()).issue(persons.map(person))
    if (!issued.ok) throw new Error('not issued')
    return issued.value
  }
  const find = async (seat: Seat, text = '') => (await seat.badges()).find(text)

  test('F9 a badge names its person on every phone that the hub has told, without a network', async () => {
    const { seat, sync } = await aTabInTheField()
    const [first, second] = await issue(seat, 0, 1)
    expect(await find(seat, first?.text)).toMatchObject({ kind: 'person', person: { displayName: 'Person0 Nová' } })
    expect(await find(seat, second?.text)).toMatchObject({ kind: 'person', person: { person: person(1) } })
    expect(await find(seat, await newBadge(seat))).toEqual({ kind: 'unknown' })
    expect(await find(seat, await makeBadge('another-hub-----' as HubId, random))).toEqual({ kind: 'other-hub' })
    expect(await find(seat, 'https://example.org/')).toEqual({ kind: 'no-badge' })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(bench.hub.log.slice(-2).map(({ document }) => document)).toContain(documentId.person(person(1)))
  })

  test('F9 what stands on a badge is on no disk and goes to no hub: nobody prints it from a stolen phone', async () => {
    const { seat, sync } = await aTabInTheField()
    const [badge] = await issue(seat, 0)
    const token = badge?.text.split('/').at(-1) ?? ''
    const onDisk: string[] = []
    for (const { name = '' } of await bench.disk.indexedDB.databases()) onDisk.push(await bench.everythingIn(name))
    await sendAll(bench.hub, sync, bench.info.device)
    const sent = bench.hub.log.map(({ bytes }) => textOf(bytes))
    for (const text of [...onDisk, ...sent]) expect(text).not.toContain(token)
    expect(onDisk.join()).toContain(await badgeHash(badge?.text ?? ''))
  })

  test('F9 a new badge makes the one before invalid, and names whose it was', async () => {
    const { seat } = await aTabInTheField()
    const [before] = await issue(seat, 0)
    const [now] = await issue(seat, 0)
    expect(await find(seat, before?.text)).toMatchObject({ kind: 'revoked', person: { person: person() } })
    expect(await find(seat, now?.text)).toMatchObject({ kind: 'person' })
    await (await seat.badges()).revoke(person())
    expect(await find(seat, now?.text)).toMatchObject({ kind: 'revoked' })
    const rows = await until((await seat.badges()).ofRun(bench.field.run), (all) => all[0]?.issuedAt === null)
    expect(rows).toHaveLength(4)
  })

  test('F9 revoked on another phone it is revoked here once the hub has told, whatever comes later', async () => {
    const { seat, sync } = await aTabInTheField()
    const text = await newBadge(seat)
    const hash = await badgeHash(text)
    bench.hub.write(STAFF, badgeChange(person(), { issued: hash, revoked: [] }, stated))
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await find(seat, text)).toMatchObject({ kind: 'person' })
    bench.hub.write(STAFF, badgeChange(person(), { revoked: [hash] }, stated))
    bench.hub.write(STAFF, badgeChange(person(), { issued: hash, revoked: [] }, stated))
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await find(seat, text)).toMatchObject({ kind: 'revoked' })
  })

  test('F9 a badge on a person’s own phone is theirs unless staff gave it to somebody else', async () => {
    const { seat, sync } = await aTabInTheField()
    const { run } = bench.field
    const scopes = [...scopesOf(bench.field), ...[0, 2].map((at) => `part:${run}:${person(at)}`)]
    const [mine, claimed] = [await newBadge(seat), await newBadge(seat)]
    const own = (at: number, hash: string) =>
      bench.hub.write(STAFF, ownBadgeChange({ run, person: person(at) }, { issued: hash, revoked: [] }, 5))
    own(0, await badgeHash(mine))
    // Person 2 read the badge of person 1 and says that it is theirs; and revokes it.
    const hash = await badgeHash(claimed)
    bench.hub.write(STAFF, badgeChange(person(1), { issued: hash, revoked: [] }, stated))
    bench.hub.write(STAFF, ownBadgeChange({ run, person: person(2) }, { issued: hash, revoked: [hash] }, 5))
    await pull(bench.hub, sync, scopes)
    expect(await find(seat, mine)).toMatchObject({ kind: 'person', person: { person: person(0) } })
    expect(await find(seat, claimed)).toMatchObject({ kind: 'person', person: { person: person(1) } })
    own(2, await badgeHash(mine))
    await pull(bench.hub, sync, scopes)
    expect(await find(seat, mine)).toEqual({ kind: 'several' })
  })

  test('F9 who is marked by a badge is marked in that session alone, and the record says how', async () => {
    const { seat } = await aTabInTheField()
    await seat.mark(bench.session(), person(), { status: 'present', way: 'badge' })
    const view = await bench.look(seat, ({ claims }) => claims.length === 1)
    expect(view.claims.filter(isMark).map(({ claim }) => claim.way)).toEqual(['badge'])
    expect((await bench.look(seat, () => true, 1)).claims).toEqual([])
  })

  test('F9 a participant makes a badge of their own, which their runs learn and whose text stays theirs', async () => {
    bench.info = { ...bench.info, role: 'participant' }
    const { seat, sync } = await aTab()
    const { run } = bench.field
    const scopes = ['all', `class:${run}`, `part:${run}:${person()}`, `self:${person()}`]
    await sync.welcome(bench.hub.welcome(bench.info.member, scopes, { role: 'participant' }), bench.hub.epoch)
    const badges = await seat.ownBadges()
    expect(await until(badges.badge(), () => true)).toBeNull()
    expect(await badges.make()).toEqual({ ok: true })
    const first = await until(badges.badge(), (badge) => badge !== null)
    await sendAll(bench.hub, sync, bench.info.device)
    const told = () => bench.hub.log.filter(({ document }) => document === documentId.progress(run, person()))
    expect(told()).toHaveLength(1)
    await badges.tell()
    await sendAll(bench.hub, sync, bench.info.device)
    expect(told().map(({ bytes }) => textOf(bytes).includes(first?.text ?? ''))).toEqual([false])

    await badges.make()
    const second = await until(badges.badge(), (badge) => badge !== null && badge.text !== first?.text)
    await sendAll(bench.hub, sync, bench.info.device)
    const last = textOf(told().at(-1)?.bytes ?? new Uint8Array())
    expect(last).toContain(`badge/${await badgeHash(second?.text ?? '')}`)
    expect(last).toContain(`revoked/${await badgeHash(first?.text ?? '')}`)
  })
}
