import { expect, test } from 'vitest'
import { noteChange } from '#documents/about.ts'
import { claimChange } from '#documents/claimsDocument.ts'
import { type DeviceId, type MemberId, makeId, type RunId } from '#domain/ids.ts'
import { documentId, scopeOf } from '#protocol/documentIds.ts'
import { openSeatDatabase } from '../seatDatabase.ts'
import { claimsOf, pull, scopesOf, sendAll, until } from '../testing.ts'
import { type ContractBench, random } from './contractBench.ts'

/** What comes from the hub: others’ claims, scopes, epochs, snapshots, bytes that nobody can read. */
export function describeFeed(bench: ContractBench): void {
  const { aTabInTheField, look, person, rowsOnDisk, session } = bench

  test('F6 claims of others arrive with who, which device and when', async () => {
    const { seat, sync } = await aTabInTheField()
    const other = makeId<MemberId>(random)
    await seat.mark(session(), person(), { status: 'present' })
    const key = `${session()}:${person()}:BBBBBBBBBBB` as never
    bench.hub.write(
      other,
      claimChange(bench.field.run, other, key, { kind: 'mark', status: 'absent', at: 5, replaces: [] }),
    )
    await pull(bench.hub, sync, scopesOf(bench.field))
    const view = await look(seat, (all) => all.claims.length === 2)
    expect(view.claims.find((claim) => claim.recorder === other)).toMatchObject({
      device: 'other-device',
      receivedAt: bench.hub.now,
      clockOffsetMs: 7,
    })
    expect(view.session.counts).toMatchObject({ absent: 1, disagreements: 1 })
  })

  test('FE6 the same page twice changes nothing', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    await sync.applyChanges(bench.hub.log, bench.hub.log.length)
    await sync.applyChanges(bench.hub.log, bench.hub.log.length)
    const { rows } = await rowsOnDisk()
    expect(rows).toHaveLength(bench.hub.log.length + 1)
  })

  test('S5 FE8 bytes that cannot be read, and documents that nobody knows, are kept and passed over', async () => {
    const { seat, sync } = await aTabInTheField()
    const member = bench.info.member
    const plan = `run/${bench.field.run}/plan`
    bench.hub.append(member, bench.info.device, plan, new Uint8Array([9, 9, 9, 9, 9]))
    bench.hub.append(member, bench.info.device, 'future/kind', new Uint8Array([1, 2, 3]))
    bench.hub.write(
      'other' as MemberId,
      noteChange(bench.field.run, person(), 'CCCCCCCCCCCCCCCC', { text: 'hello', at: 1, by: member }),
    )
    await sync.applyChanges(bench.hub.log.slice(-3), bench.hub.log.length)
    expect((await sync.hello()).cursor).toBe(bench.hub.log.length)
    const { rows } = await rowsOnDisk()
    expect(
      rows
        .filter((row) => row.quarantined)
        .map((row) => row.document)
        .sort(),
    ).toEqual([plan])
    expect(rows.find((row) => row.document === 'future/kind')?.bytes).toEqual(new Uint8Array([1, 2, 3]))
    await seat.mark(session(), person(), { status: 'present' })
    expect((await look(seat, () => true)).session.rosterSize).toBe(4)
  })

  test('FE11 S1 a document that is another than the hub’s is found and fetched anew; what was not received is sent', async () => {
    const { seat, sync } = await aTabInTheField()
    const { member, device } = bench.info
    const scope = `run:${bench.field.run}`
    const claims = claimsOf(bench.field, member)
    await seat.mark(session(), person(), { status: 'present' })
    await sendAll(bench.hub, sync, device)
    await pull(bench.hub, sync, scopesOf(bench.field))
    await seat.mark(session(), person(1), { status: 'absent' })
    expect(await sync.compareStates(bench.hub.states(member, scope))).toMatchObject({ differing: 0 })

    // The disk gives other bytes back than it was given, and one row not at all.
    const db = openSeatDatabase(member, bench.disk)
    const received = db.rows.filter(({ document, sequence }) => document === claims && sequence !== undefined)
    expect(
      await received.modify((row) => {
        row.bytes = new Uint8Array([0, 0])
      }),
    ).toBe(1)
    const [row] = await db.rows.filter(({ document }) => document === `run/${bench.field.run}/plan`).toArray()
    if (row) await db.rows.delete([row.document, row.n])
    db.close()

    expect(await sync.compareStates(bench.hub.states(member, scope))).toMatchObject({ differing: 2 })
    // Asked again before it has come, it says nothing.
    expect(await sync.compareStates(bench.hub.states(member, scope))).toMatchObject({ differing: 0 })
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await sync.compareStates(bench.hub.states(member, scope))).toMatchObject({ differing: 0 })
    expect((await look(seat, (all) => all.claims.length === 2)).session.rosterSize).toBe(4)
    await sendAll(bench.hub, sync, device)
    expect(Object.keys(bench.hub.entries(claims))).toHaveLength(2)
  })

  test('FE11 scopes are asked about one after the other, once a day, and at once when somebody asks', async () => {
    const { sync } = await aTabInTheField()
    const scopes = scopesOf(bench.field).toSorted()
    const asked: string[] = []
    for (let next = await sync.nextCheck(false); next; next = await sync.nextCheck(false)) {
      asked.push(next.scope)
      await sync.compareStates(bench.hub.states(bench.info.member, next.scope))
    }
    expect(asked).toEqual(scopes)
    expect(await sync.nextCheck(true)).toEqual({ scope: scopes[0], after: '' })
  })

  test('S4 FE7 a scope that may not be read any more goes; S1 what was not received is still sent', async () => {
    const { seat, sync } = await aTabInTheField()
    // Of a kind that this build does not know: it goes too.
    bench.hub.append(bench.info.member, bench.info.device, `run/${bench.field.run}/future`, new Uint8Array([1, 2]))
    await sync.applyChanges(bench.hub.log.slice(-1), bench.hub.log.length)
    await seat.mark(session(), person(), { status: 'present' })
    await sync.welcome(bench.hub.welcome(bench.info.member, ['all', 'staff']), bench.hub.epoch)
    expect(await until(seat.runs(), () => true)).toEqual([])
    const { rows } = await rowsOnDisk()
    expect(rows.every((row) => scopeOf(row.document) === 'staff')).toBe(true)
    await until(seat.changes(), (all) => all.length === 1)
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(1)
    // It comes back whole, and work goes on.
    await pull(bench.hub, sync, scopesOf(bench.field))
    const view = await look(seat, (all) => all.claims.length === 1)
    expect(view.session.counts.present).toBe(1)
    await seat.mark(session(), person(1), { status: 'present' })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(2)
  })

  test('S4 FE10 a scope that stands for others goes with all of them, and with none beside', async () => {
    const { sync } = await aTabInTheField()
    const [run, other] = [bench.field.run, makeId<RunId>(random)]
    const progress = (of: RunId) => documentId.progress(of, person())
    for (const of of [run, other])
      bench.hub.write('other' as MemberId, { document: progress(of), entries: [['m/position', { at: 1 }]] })
    const scopes = [...scopesOf(bench.field), `part:${run}`, `part:${other}`]
    await sync.welcome(bench.hub.welcome(bench.info.member, scopes), bench.hub.epoch)
    await sync.applyChanges(bench.hub.log.slice(-2), bench.hub.log.length)
    await sync.welcome(
      bench.hub.welcome(bench.info.member, [...scopesOf(bench.field), `part:${other}`]),
      bench.hub.epoch,
    )
    const held = (await rowsOnDisk()).heads.map(({ document }) => document)
    expect(held).toContain(progress(other))
    expect(held).not.toContain(progress(run))
  })

  test('S3 in a new epoch the cursor falls to where the histories part, and rows from above are kept', async () => {
    const { sync } = await aTabInTheField()
    const before = await rowsOnDisk()
    const from = await sync.welcome(bench.hub.welcome(bench.info.member, null, { forkSeq: 3 }), 'epoch-2')
    expect(from).toEqual({ cursor: 3, fill: [] })
    const after = await rowsOnDisk()
    expect(after.rows).toHaveLength(before.rows.length)
    expect(after.rows.filter((row) => row.formerSequence !== undefined)).toHaveLength(bench.hub.log.length - 3)
  })

  test('projections name who may record; an older one does not replace a newer', async () => {
    const { seat, sync } = await aTabInTheField()
    const document = `run/${bench.field.run}/staff`
    const bytes = (name: string) =>
      new TextEncoder().encode(
        JSON.stringify({ version: 1, members: [{ member: 'mmmmmmmmmmmmmmmm', displayName: name, role: 'trainer' }] }),
      )
    const change = (sequence: number, name: string) => ({
      ...bench.hub.append('hub' as MemberId, 'hub' as DeviceId, document, bytes(name)),
      kind: 'projection' as const,
      sequence,
    })
    await sync.applyChanges([change(900, 'Newer'), change(800, 'Older')], 900)
    const view = await look(seat, () => true)
    expect(view.members.get('mmmmmmmmmmmmmmmm' as MemberId)).toBe('Newer')
  })

  test('FE6 HI5 a row that stands for many is taken beside the last of them, which was here, and once', async () => {
    const { sync } = await aTabInTheField()
    const other = makeId<MemberId>(random)
    const claim = (key: string) => {
      bench.hub.write(
        other,
        claimChange(bench.field.run, other, `${session()}:${person()}:${key}` as never, {
          ...{ kind: 'mark', status: 'absent', at: 5, replaces: [] },
        }),
      )
      const row = bench.hub.log.pop()
      if (!row) throw new Error('no row')
      return row
    }
    const [last, many] = [claim('LLLLLLLLLLL'), claim('MMMMMMMMMMM')]
    await sync.applyChanges([last], null)
    const before = (await rowsOnDisk()).rows.length
    const snapshot = { ...many, kind: 'snapshot' as const, sequence: last.sequence }
    for (const _ of ['first', 'again']) await sync.applyChanges([snapshot], last.sequence)
    const { rows } = await rowsOnDisk()
    expect(rows).toHaveLength(before + 1)
    expect(rows.filter(({ sequence }) => sequence === last.sequence).map(({ kind }) => kind)).toEqual([
      ...['update', 'snapshot'],
    ])
  })

  test('FE9 a snapshot in parts is applied when it is complete', async () => {
    const { seat, sync } = await aTabInTheField()
    const other = makeId<MemberId>(random)
    const claims = claimsOf(bench.field, other)
    const key = `${session()}:${person()}:DDDDDDDDDDD` as never
    bench.hub.write(
      other,
      claimChange(bench.field.run, other, key, { kind: 'mark', status: 'absent', at: 5, replaces: [] }),
    )
    const whole = bench.hub.log.pop()
    if (!whole) throw new Error('no row')
    const half = whole.bytes.length >> 1
    const part = (at: number) => ({
      ...whole,
      document: claims,
      kind: 'snapshot' as const,
      part: at,
      parts: 2,
      bytes: at === 0 ? whole.bytes.slice(0, half) : whole.bytes.slice(half),
    })
    await sync.applyChanges([part(1)], null)
    expect((await look(seat, () => true)).claims).toEqual([])
    await sync.applyChanges([part(0)], whole.sequence)
    expect((await look(seat, (all) => all.claims.length === 1)).claims[0]?.recorder).toBe(other)
  })
}
