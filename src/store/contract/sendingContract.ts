import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Json } from '#documents/change.ts'
import type { DeviceId } from '#domain/ids.ts'
import { MERGE_UP_TO_BYTES } from '#protocol/limits.ts'
import { anAnswer, claimsOf, pull, scopesOf, sendAll, until } from '../testing.ts'
import { type ContractBench, textOf } from './contractBench.ts'

/** Sending (F3): frozen requests, refusals, answers that were lost. */
export function describeSending(bench: ContractBench): void {
  const { aTab, aTabInTheField, look, person, rowsOnDisk, session } = bench

  test('F3 a change waits until the hub has it, and then says when', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    await seat.mark(session(), person(1), { status: 'absent' })
    await sendAll(bench.hub, sync, bench.info.device)
    const view = await look(seat, (all) => all.waiting.size === 0 && all.claims.length === 2)
    expect(view.claims.every((claim) => claim.receivedAt === bench.hub.now && claim.device === bench.info.device)).toBe(
      true,
    )
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(2)
    // Both taps went in one request.
    expect(bench.hub.log.at(-1)?.sequence).toBe(bench.field.changes.length + 1)
  })

  test('PU3 a frozen request is the same bytes until it is answered, also after a restart', async () => {
    const first = await aTabInTheField()
    await first.seat.mark(session(), person(), { status: 'present' })
    const [frozen] = await first.sync.nextRequests(8, 5)
    expect(await first.sync.nextRequests(8, 6)).toEqual([])
    await first.seat.mark(session(), person(1), { status: 'present' })
    first.store.close()
    const { sync } = await aTab()
    const again = await sync.nextRequests(8, 7)
    expect(again).toHaveLength(2)
    expect(again[0]).toEqual(frozen)
  })

  test('S2 what waits goes together by document, and as far as one request holds', async () => {
    const { seat, sync } = await aTabInTheField()
    const note = 'x'.repeat(30 * 1024)
    for (let at = 0; at < 3; at++) {
      await seat.mark(session(), person(0), { status: 'present', note })
      await seat.mark(session(), person(1), { status: 'absent' })
    }
    const requests = await sync.nextRequests(32, 0)
    const claims = requests.filter(({ document }) => document.includes('/claims/'))
    const notes = requests.filter(({ document }) => document.includes('/about/'))
    expect([claims.length, notes.length, requests.length]).toEqual([1, 2, 3])
    for (const { body } of requests) expect(body.length).toBeLessThanOrEqual(MERGE_UP_TO_BYTES)
    await sync.requeueUnanswered()
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(6)
  })

  test('F3 AN4 PU6 of six changes one is refused: it is kept with its reason, five go on', async () => {
    const { seat, sync } = await aTabInTheField()
    for (let at = 0; at < 4; at++) await seat.mark(session(), person(at), { status: 'present' })
    await seat.mark(session(1), person(), { status: 'present' })
    await seat.mark(session(2), person(), { status: 'present' })
    const poisoned = `${session(1)}:`
    bench.hub.refuses = ({ body }) => (textOf(body).includes(poisoned) ? 'no-right' : null)
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(5)
    const items = await until(seat.changes(), (all) => all.length === 1)
    expect(items[0]).toMatchObject({
      state: 'refused',
      refusal: 'no-right',
      what: { kind: 'mark', session: session(1) },
    })
    const view = await look(seat, (all) => all.refused.size === 1, 1)
    expect(view.session.state).toBe('not-started')
    expect(view.claims).toMatchObject([{ person: person(), claim: { status: 'present' } }])
    expect(view.waiting.size).toBe(0)
    // Later work does not hang on it, and it can be sent again.
    await seat.mark(session(), person(3), { status: 'absent' })
    bench.hub.refuses = () => null
    await seat.retryRefused(items[0]?.id ?? '')
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(7)
    expect((await look(seat, (all) => all.refused.size === 0, 1)).session.counts.present).toBe(1)
  })

  test('F3 a refused submission is listed, and its register looks as not handed in', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.submit(session())
    bench.hub.refuses = () => 'no-right'
    await sendAll(bench.hub, sync, bench.info.device)
    expect((await look(seat, (all) => all.refused.size === 1)).claims).toEqual([])
    expect(await until(seat.changes(), (all) => all.length === 1)).toMatchObject([{ what: { kind: 'submission' } }])
  })

  test('F3 what was refused with the right to its run still says of which session it was', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present', note: 'came with a child' })
    bench.hub.refuses = () => 'no-right'
    await sendAll(bench.hub, sync, bench.info.device)
    await sync.welcome(bench.hub.welcome(bench.info.member, ['all', 'staff']), bench.hub.epoch)
    const items = await until(
      seat.changes(),
      (all) => all.length === 2 && all.every(({ sessionTitle }) => sessionTitle),
    )
    expect(items.map(({ sessionTitle, sessionDay }) => [sessionTitle, sessionDay])).toEqual([
      [{ en: 'Sewing' }, '2026-11-02'],
      [{ en: 'Sewing' }, '2026-11-02'],
    ])
  })

  test('a refused change that its owner lets go is gone for good', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    bench.hub.refuses = () => 'no-right'
    await sendAll(bench.hub, sync, bench.info.device)
    const [item] = await until(seat.changes(), (all) => all[0]?.state === 'refused')
    await seat.discardRefused(item?.id ?? '')
    await until(seat.changes(), (all) => all.length === 0)
    expect((await look(seat, () => true)).claims).toEqual([])
  })

  test('AN1 a hub that takes nothing now gets the same request again', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    const [frozen] = await sync.nextRequests(8, 5)
    await sync.refuse(frozen?.request ?? new Uint8Array(), 'disk-full')
    expect(await sync.nextRequests(8, 9)).toEqual([frozen])
  })

  test('S1 AN3 a profile that was rolled back loses nothing: what the hub has stays, what it has not is sent again', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(0), { status: 'present' })
    await sendAll(bench.hub, sync, bench.info.device)
    const claims = claimsOf(bench.field, bench.info.member)
    // The copy: this document's one client goes on elsewhere, and the hub takes it.
    const { heads } = await rowsOnDisk()
    const clientId = heads.find((head) => head.document === claims)?.clientId ?? 0
    const elsewhere = bench.hub.document(claims)
    elsewhere.clientID = clientId
    elsewhere.once('update', (bytes: Uint8Array) =>
      bench.hub.append(bench.info.member, 'clone' as DeviceId, claims, bytes),
    )
    elsewhere
      .getMap('teren')
      .set(`${session(2)}:${person(0)}:AAAAAAAAAAA`, { kind: 'mark', status: 'absent', at: 1, replaces: [] })
    // Here too, under the same numbers.
    await seat.mark(session(), person(1), { status: 'present' })
    await pull(bench.hub, sync, scopesOf(bench.field))
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claims))).toHaveLength(3)
    expect((await look(seat, (view) => view.waiting.size === 0)).session.counts.present).toBe(2)
    expect((await look(seat, () => true, 2)).session.counts.absent).toBe(1)
    const after = (await rowsOnDisk()).heads.find((head) => head.document === claims)
    expect(after?.clientId).not.toBe(clientId)
  })

  test('AN5 what another copy of this phone has sent is done, though it came here before the refusal', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    const [frozen] = await sync.nextRequests(8, 5)
    if (!frozen) throw new Error('nothing to send')
    // The copy states the same action anew, under a client id of its own.
    const stated = new Y.Doc()
    Y.applyUpdate(stated, frozen.body)
    const entries = Object.entries(stated.getMap('teren').toJSON()) as [string, Json][]
    bench.hub.write(bench.info.member, { document: frozen.document, entries })
    await pull(bench.hub, sync, scopesOf(bench.field))
    await sync.refuse(frozen.request, 'key-taken')
    expect(await until(seat.changes(), () => true)).toEqual([])
    const view = await look(seat, (all) => all.waiting.size === 0)
    expect(view.refused.size).toBe(0)
    expect(view.claims).toHaveLength(1)
  })

  test('an answer that was lost: the feed brings the rows back, and the repeated request is done', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(0), { status: 'present' })
    const [frozen] = await sync.nextRequests(8, 5)
    if (!frozen) throw new Error('nothing to send')
    bench.hub.push(bench.info.member, bench.info.device, frozen)
    await pull(bench.hub, sync, scopesOf(bench.field))
    await sync.requeueUnanswered()
    await sendAll(bench.hub, sync, bench.info.device)
    const view = await look(seat, (all) => all.waiting.size === 0)
    expect(view.claims).toHaveLength(1)
    expect(view.claims[0]).toMatchObject({ clockOffsetMs: 7 })
    await seat.mark(session(), person(1), { status: 'present' })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(2)
  })

  test('a command goes before what may depend on it', async () => {
    const { seat, sync } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    await seat.command({ name: 'create-run', run: bench.field.run, programme: 'pppppppppppppppp' as never })
    await seat.mark(session(), person(1), { status: 'present' })
    const first = await sync.nextRequests(8, 0)
    expect(first.map((request) => request.kind)).toEqual(['push', 'command'])
    for (const { request } of first) await sync.acknowledge(request, anAnswer())
    expect((await sync.nextRequests(8, 0)).map((request) => request.kind)).toEqual(['push'])
  })
}
