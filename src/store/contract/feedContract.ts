import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { noteChange } from '#documents/about.ts'
import { claimChange } from '#documents/claimsDocument.ts'
import { applyChange } from '#documents/yMap.ts'
import { type DeviceId, type MemberId, makeId, type RunId } from '#domain/ids.ts'
import { documentId, scopeOf } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import { hashOfBytes } from '#protocol/scopeSetHash.ts'
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
    expect(await sync.compareStates(bench.hub.states(member, scope), true)).toMatchObject({ differing: 0 })

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

    expect(await sync.compareStates(bench.hub.states(member, scope), true)).toMatchObject({ differing: 2 })
    // Asked again before it has come, it says nothing.
    expect(await sync.compareStates(bench.hub.states(member, scope), true)).toMatchObject({ differing: 0 })
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await sync.compareStates(bench.hub.states(member, scope), true)).toMatchObject({ differing: 0 })
    expect((await look(seat, (all) => all.claims.length === 2)).session.rosterSize).toBe(4)
    await sendAll(bench.hub, sync, device)
    expect(Object.keys(bench.hub.entries(claims))).toHaveLength(2)
  })

  test('FE11 FE12 a projection that is another than the hub’s is fetched anew, one that is made no more goes, and one made since is left alone', async () => {
    const { seat, sync } = await aTabInTheField()
    const { run } = bench.field
    const scope = `run:${run}`
    const document = `run/${run}/staff`
    const bytesOf = (name: string) =>
      new TextEncoder().encode(
        JSON.stringify({ version: 1, members: [{ member: 'mmmmmmmmmmmmmmmm', displayName: name, role: 'trainer' }] }),
      )
    const row = bench.hub.append('' as MemberId, '' as DeviceId, document, bytesOf('Anna'))
    const made = { ...row, kind: 'projection' as const }
    bench.hub.log.splice(-1, 1, made)
    const upto = bench.hub.log.length
    await sync.applyChanges([made], upto)
    const nameOf = async () => (await look(seat, () => true)).members.get('mmmmmmmmmmmmmmmm' as MemberId)
    const compare = (hash: string | null, withProjections = true) => {
      const states = bench.hub.states(bench.info.member, scope)
      const told = hash === null ? [] : [{ document, hash }]
      return sync.compareStates({ ...states, states: [...states.states, ...told] }, withProjections)
    }
    const hash = hashOfBytes(made.bytes)
    expect(await compare(hash)).toMatchObject({ differing: 0 })
    expect(await compare('')).toMatchObject({ differing: 0 })
    expect(await compare(null, false)).toMatchObject({ differing: 0 })

    // The disk gave other bytes back. They are shown until those of the hub have come.
    const db = openSeatDatabase(bench.info.member, bench.disk)
    await db.projections.update(document, { bytes: bytesOf('Nobody') })
    expect(await compare(hash, false)).toMatchObject({ differing: 0 })
    expect(await compare(hash)).toMatchObject({ differing: 1 })
    expect(await compare(hash)).toMatchObject({ differing: 0 })
    expect(await nameOf()).toBe('Nobody')
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await nameOf()).toBe('Anna')
    expect(await compare(hash)).toMatchObject({ differing: 0 })

    // Not all of it came.
    await db.projections.delete(document)
    expect(await compare(hash)).toMatchObject({ differing: 1 })
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await nameOf()).toBe('Anna')
    // A newer one came between question and answer.
    await sync.applyChanges([{ ...made, sequence: upto + 5, bytes: bytesOf('Newer') }], null)
    expect(await compare(hash)).toMatchObject({ differing: 0 })
    expect(await nameOf()).toBe('Newer')
    await db.projections.update(document, { sequence: upto })
    db.close()
    expect(await compare(null)).toMatchObject({ differing: 1 })
    expect(await nameOf()).toBeUndefined()
  })

  test('FE11 scopes are asked about one after the other, once a day, and at once when somebody asks', async () => {
    const { sync } = await aTabInTheField()
    const scopes = scopesOf(bench.field).toSorted()
    const asked: string[] = []
    for (let next = await sync.nextCheck(false); next; next = await sync.nextCheck(false)) {
      asked.push(next.scope)
      await sync.compareStates(bench.hub.states(bench.info.member, next.scope), true)
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

  /** One row in the place of a document's rows, at the place of the last of them. */
  function inPlaceOfMany(document: string): Change {
    const last = bench.hub.log.findLast((row) => row.document === document)
    if (!last) throw new Error('no row')
    const bytes = Y.encodeStateAsUpdate(bench.hub.document(document))
    return { ...last, kind: 'snapshot', member: '' as MemberId, device: '' as DeviceId, bytes }
  }
  const inParts = (row: Change, count: number): Change[] => {
    const size = Math.ceil(row.bytes.length / count)
    const bytesOf = (part: number) => row.bytes.slice(part * size, (part + 1) * size)
    return Array.from({ length: count }, (_, part) => ({ ...row, part, parts: count, bytes: bytesOf(part) }))
  }
  const markElsewhere = (member: MemberId, key: string) =>
    bench.hub.write(
      member,
      claimChange(bench.field.run, member, `${session()}:${person()}:${key}` as never, {
        ...{ kind: 'mark', status: 'absent', at: 5, replaces: [] },
      }),
    )

  test('HI5 what was received of this device, in a row that stands for many, is no fork; more than that is', async () => {
    const { seat, sync } = await aTabInTheField()
    const { member, device } = bench.info
    const claims = claimsOf(bench.field, member)
    const head = async () => (await rowsOnDisk()).heads.find(({ document }) => document === claims)
    await seat.mark(session(), person(), { status: 'present' })
    await sendAll(bench.hub, sync, device)
    await pull(bench.hub, sync, scopesOf(bench.field))
    const before = await head()
    // The same member on another phone, while this one is away; then the hub tells all of it by one row.
    markElsewhere(member, 'MMMMMMMMMMM')
    await sync.applyChanges([inPlaceOfMany(claims)], bench.hub.log.length)
    await look(seat, (all) => all.claims.length === 2)
    expect(await head()).toMatchObject({ clientId: before?.clientId, generation: before?.generation })
    await seat.mark(session(), person(1), { status: 'present' })
    await sendAll(bench.hub, sync, device)

    // A copy of this phone goes on under its client id.
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(bench.hub.document(claims)))
    copy.clientID = before?.clientId ?? 0
    copy.on('update', (bytes: Uint8Array) => {
      bench.hub.append(member, device, claims, bytes)
      Y.applyUpdate(bench.hub.document(claims), bytes)
    })
    applyChange(
      copy,
      claimChange(bench.field.run, member, `${session()}:${person()}:NNNNNNNNNNN` as never, {
        ...{ kind: 'mark', status: 'absent', at: 6, replaces: [] },
      }),
      true,
      null,
    )
    await sync.applyChanges([inPlaceOfMany(claims)], bench.hub.log.length)
    await look(seat, (all) => all.claims.length === 4)
    expect((await head())?.clientId).not.toBe(before?.clientId)
  })

  test('FE9 HI5 parts are applied beside the last of the rows that they tell, after a broken connection, and leave nothing behind', async () => {
    const { seat, sync } = await aTabInTheField()
    const other = makeId<MemberId>(random)
    const claims = claimsOf(bench.field, other)
    const partsOnDisk = async () => (await rowsOnDisk()).rows.filter(({ kind }) => kind === 'part').length
    for (const key of ['AAAAAAAAAAA', 'BBBBBBBBBBB']) markElsewhere(other, key)
    const [last] = bench.hub.log.slice(-1)
    if (!last) throw new Error('no row')
    await sync.applyChanges([last], null)
    const [one, two, three] = inParts(inPlaceOfMany(claims), 3) as [Change, Change, Change]
    await sync.applyChanges([one], null)
    await sync.applyChanges([two], null)
    expect(await partsOnDisk()).toBe(2)
    // Not all of them came: they are sent from the first again, to a tab that knows nothing of them.
    const again = await bench.aTab()
    for (const part of [one, two, three]) await again.sync.applyChanges([part], null)
    await look(seat, (all) => all.claims.length === 2)
    expect(await partsOnDisk()).toBe(0)
    expect((await rowsOnDisk()).rows.filter(({ sequence }) => sequence === last.sequence)).toHaveLength(2)

    // One that never came whole is told by the next.
    markElsewhere(other, 'CCCCCCCCCCC')
    await sync.applyChanges(inParts(inPlaceOfMany(claims), 3).slice(0, 2), null)
    expect(await partsOnDisk()).toBe(2)
    markElsewhere(other, 'DDDDDDDDDDD')
    await sync.applyChanges([inPlaceOfMany(claims)], bench.hub.log.length)
    await look(seat, (all) => all.claims.length === 4)
    expect(await partsOnDisk()).toBe(0)
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
