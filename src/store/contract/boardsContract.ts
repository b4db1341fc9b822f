import { expect, test } from 'vitest'
import { nameGroup, wordItem } from '#documents/board.ts'
import type { MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Seat } from '../api.ts'
import type { BoardRow } from '../boardsApi.ts'
import { pull, scopesOf, sendAll, until } from '../testing.ts'
import { type ContractBench, fillDisk } from './contractBench.ts'

/** Group work: kept as marks are, merged with what others wrote. */
export function describeBoards(bench: ContractBench): void {
  const { aTab, aTabInTheField, person, session } = bench
  const COLLEAGUE = 'member-colleague' as MemberId
  const at = () => ({ run: bench.field.run, session: session() })

  async function shown(seat: Seat, holds: (rows: BoardRow[]) => boolean): Promise<BoardRow[]> {
    const { run, session } = at()
    const live = (await seat.boards()).ofSession(run, session)
    const found = await until(live, holds)
    live.dispose()
    return found
  }
  async function oneBoard(seat: Seat): Promise<BoardRow> {
    await (await seat.boards()).makeGroups(at(), 1, [[person()]])
    const [board] = await shown(seat, ({ length }) => length === 1)
    if (!board) throw new Error('no group')
    return board
  }

  test('F1 F2 groups and what stands on their boards are on disk when the call resolves, and stay in their order', async () => {
    const first = await aTabInTheField()
    const boards = await first.seat.boards()
    const board = await oneBoard(first.seat)
    expect(board).toMatchObject({ number: 1, members: [person()], items: [] })
    for (const text of ['one', 'two']) {
      const [now] = await shown(first.seat, ([each]) => each !== undefined)
      if (now) expect(await boards.add(now, { list: 'priorities' }, text)).toEqual({ ok: true, value: undefined })
    }
    const [filled] = await shown(first.seat, ([each]) => each?.items.length === 2)
    const last = filled?.items[1]
    if (!filled || !last) throw new Error('not written')
    await boards.step(filled, last, -1)
    await boards.vote(filled, last.id, person(), true)
    await boards.name(filled, 'North')
    first.store.close()
    const { seat } = await aTab()
    const [after] = await shown(seat, ([each]) => each?.name === 'North')
    expect(after?.items.map(({ texts, votes }) => [texts, votes])).toEqual([
      [['two'], [person()]],
      [['one'], []],
    ])
    const items = await until(seat.changes(), (all) => all.length === 6)
    expect([...new Set(items.map(({ what }) => what.kind))]).toEqual(['board'])
  })

  test('F2 what cannot be written stays on the board as not saved, and is saved once there is room', async () => {
    const { seat } = await aTabInTheField()
    const board = await oneBoard(seat)
    const makeRoom = fillDisk()
    const boards = await seat.boards()
    expect(await boards.add(board, { list: 'cards' }, 'kept')).toMatchObject({ ok: false })
    const [full] = await shown(seat, ([each]) => each?.items.length === 1)
    expect(full?.isUnsaved).toBe(true)
    makeRoom()
    await seat.retryUnsaved()
    const [after] = await shown(seat, ([each]) => each?.isUnsaved === false)
    expect(after?.items.map(({ texts }) => texts)).toEqual([['kept']])
  })

  test('F6 S1 another phone’s text beside one’s own stays beside it, and a removed group comes back with it', async () => {
    const { seat, sync } = await aTabInTheField()
    const boards = await seat.boards()
    const board = await oneBoard(seat)
    await boards.add(board, { list: 'priorities' }, 'seen by both')
    const [filled] = await shown(seat, ([each]) => each?.items.length === 1)
    const item = filled?.items[0]
    if (!filled || !item) throw new Error('not written')
    await sendAll(bench.hub, sync, bench.info.device)
    expect(bench.hub.log.map(({ document }) => document)).toContain(documentId.board(board.run, board.group))
    await boards.takeAway(filled, [item])
    await boards.remove(board)
    expect(await shown(seat, ({ length }) => length === 0)).toEqual([])
    const version = 'BBBBBBBBBBBBBBBB'
    bench.hub.write(COLLEAGUE, wordItem(board, item.id, { version, text: 'theirs', replaces: item.open }))
    bench.hub.write(COLLEAGUE, nameGroup(board, 'South'))
    await pull(bench.hub, sync, [...scopesOf(bench.field), `class:${bench.field.run}`])
    const [back] = await shown(seat, ({ length }) => length === 1)
    expect(back).toMatchObject({ name: 'South' })
    expect(back?.items.map(({ texts }) => texts)).toEqual([['theirs']])
  })

  test('F1 a person put into one group leaves the other, in one change', async () => {
    const { seat } = await aTabInTheField()
    const boards = await seat.boards()
    await boards.makeGroups(at(), 1, [[person()], []])
    const both = await shown(seat, ({ length }) => length === 2)
    const second = both[1]
    if (!second) throw new Error('no second group')
    await boards.setMembers(second, [person()], both)
    const after = await shown(seat, (rows) => rows[1]?.members.length === 1)
    expect(after.map(({ members }) => members)).toEqual([[], [person()]])
  })
}
