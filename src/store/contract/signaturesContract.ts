import { expect, test } from 'vitest'
import { makeSignatureKey, signatureChange, takeBackChange } from '#documents/signatures.ts'
import type { MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Seat } from '../api.ts'
import type { SignatureRow } from '../signaturesApi.ts'
import { pull, scopesOf, sendAll, until } from '../testing.ts'
import { type ContractBench, fillDisk, random, textOf } from './contractBench.ts'

/** Signatures on the glass: kept as marks are, and only where names are. */
export function describeSignatures(bench: ContractBench): void {
  const { aTab, aTabInTheField, person, session } = bench
  const COLLEAGUE = 'member-colleague' as MemberId
  const INK = [[10, 20, 5, -5, 30, 4]]
  const run = () => bench.field.run

  async function shown(seat: Seat, holds: (rows: SignatureRow[]) => boolean): Promise<SignatureRow[]> {
    const live = (await seat.signatures()).ofRun(run())
    const found = await until(live, holds)
    live.dispose()
    return found
  }
  const given = async (seat: Seat, count: number) => shown(seat, ({ length }) => length === count)

  test('F1 F2 F10 a signature is on screen at once as not saved, on disk when the call resolves, and stays', async () => {
    const first = await aTabInTheField()
    const signatures = await first.seat.signatures()
    const live = signatures.ofRun(run())
    await until(live, () => true)
    const saving = signatures.sign(run(), session(), person(), { ink: INK })
    await until(live, ([one]) => one?.isUnsaved === true)
    expect(await saving).toEqual({ ok: true, value: undefined })
    await until(live, ([one]) => one?.isUnsaved === false)
    live.dispose()
    first.store.close()
    const { seat } = await aTab()
    const [after] = await given(seat, 1)
    expect(after).toMatchObject({ session: session(), person: person(), signed: { ink: INK }, isOwn: true })
    const items = await until(seat.changes(), (all) => all.length === 1)
    expect(items.map(({ what, personName }) => [what.kind, personName])).toEqual([['signature', 'Person0 Nová']])
  })

  test('F10 S1 it goes where notes about the person are and nowhere else; received, it says from which device and when', async () => {
    const { seat, sync } = await aTabInTheField()
    await (await seat.signatures()).sign(run(), session(), person(), { typed: 'Anna Nová' })
    await sendAll(bench.hub, sync, bench.info.device)
    const named = bench.hub.log.filter(({ bytes }) => textOf(bytes).includes('Anna Nová'))
    expect(named.map(({ document }) => document)).toEqual([documentId.about(run(), person())])
    const [row] = await shown(seat, ([one]) => (one?.receivedAt ?? null) !== null)
    expect(row).toMatchObject({
      device: bench.info.device,
      recorder: bench.info.member,
      signed: { typed: 'Anna Nová' },
    })
    expect((await bench.look(seat, () => true)).notes.size).toBe(0)
  })

  test('F10 its recorder takes it back, before and after it was read again; it counts as nothing, and says so', async () => {
    const { seat } = await aTabInTheField()
    const { sign, takeBack } = await seat.signatures()
    await sign(run(), session(), person(), { ink: INK })
    const [row] = await given(seat, 1)
    if (!row) throw new Error('nothing signed')
    await takeBack(run(), row)
    expect(await given(seat, 0)).toEqual([])
    const items = await until(seat.changes(), (all) => all.length === 2)
    expect(items.map(({ what }) => what.kind).sort()).toEqual(['signature', 'signature-withdrawal'])
    await sign(run(), session(), person(), { ink: INK })
    expect(await given(seat, 1)).toHaveLength(1)
  })

  test('F10 a colleague’s is shown and not taken back, whoever a withdrawal says to be by', async () => {
    const { seat, sync } = await aTabInTheField()
    const key = makeSignatureKey(session(), person(), random)
    bench.hub.write(COLLEAGUE, signatureChange(run(), person(), key, { at: 1, by: COLLEAGUE, ink: INK }))
    const forged = { at: 2, by: COLLEAGUE, withdraws: [key] }
    const other = 'member-other-one' as MemberId
    bench.hub.write(other, takeBackChange(run(), person(), makeSignatureKey(session(), person(), random), forged))
    await pull(bench.hub, sync, scopesOf(bench.field))
    const [row] = await given(seat, 1)
    expect(row).toMatchObject({ key, recorder: COLLEAGUE, isOwn: false })
    if (row) await (await seat.signatures()).takeBack(run(), row)
    expect(await given(seat, 1)).toHaveLength(1)
  })

  test('F10 what is no signature is passed over, and the others stand', async () => {
    const { seat, sync } = await aTabInTheField()
    const document = documentId.about(run(), person())
    const hostile = [{ ink: [[1e308, 0]] }, { ink: '<script>' }, { typed: 'x'.repeat(10_000) }, { at: 1e300 }]
    for (const value of hostile) {
      const key = makeSignatureKey(session(), person(), random)
      bench.hub.write(COLLEAGUE, { document, entries: [[key, { kind: 'signature', at: 1, ...value } as never]] })
    }
    const fine = makeSignatureKey(session(), person(), random)
    bench.hub.write(COLLEAGUE, signatureChange(run(), person(), fine, { at: 1, by: COLLEAGUE, ink: INK }))
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect((await given(seat, 1)).map(({ key }) => key)).toEqual([fine])
  })

  test('F2 without room on the disk it says so, stays on screen as not saved, and is saved once there is room', async () => {
    const { seat } = await aTabInTheField()
    const signatures = await seat.signatures()
    const live = signatures.ofRun(run())
    await until(live, () => true)
    const makeRoom = fillDisk(['outbox'])
    const refused = await signatures.sign(run(), session(), person(), { ink: INK })
    makeRoom()
    expect(refused).toEqual({ ok: false, error: { kind: 'storage-full' } })
    expect((await until(live, ({ length }) => length === 1))[0]?.isUnsaved).toBe(true)
    expect(await seat.retryUnsaved()).toMatchObject({ ok: true })
    await until(live, ([one]) => one?.isUnsaved === false)
    live.dispose()
  })
}
