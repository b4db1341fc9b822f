import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import { ok } from '#domain/result.ts'
import type { ChangeItem, ConnectionStatus, Loadable, SavingStatus, Seat } from '#store/api.ts'
import { clockDifference, groupChanges, WaitingModel } from './waiting.model.ts'

const aChange = (id: string, state: ChangeItem['state'], at: number): ChangeItem => ({
  id,
  state,
  what: { kind: 'other', document: 'all/hub' },
  at,
  run: null,
  sessionTitle: null,
  sessionDay: null,
  itemTitle: null,
  personName: null,
  refusal: state === 'refused' ? 'no-right' : null,
})

function setUp(changes: ChangeItem[], unsaved = 0) {
  const rows = signal<Loadable<ChangeItem[]>>({ state: 'ready', value: changes })
  const dispose = vi.fn()
  const retryUnsaved = vi.fn(async () => ok(undefined))
  const retryRefused = vi.fn(async () => undefined)
  const discardRefused = vi.fn(async () => undefined)
  const sendNow = vi.fn()
  const saving = signal<SavingStatus>({
    unsaved,
    waiting: 0,
    refused: 0,
    receivedAt: null,
    oldestAt: null,
    failure: null,
  })
  const connection = signal<ConnectionStatus>({
    ...{ state: 'off', heardAt: null, clockOffsetMs: null, filling: false },
    others: new Map(),
  })
  const seat = {
    changes: () => ({ value: rows, dispose }),
    saving,
    connection,
    retryUnsaved,
    retryRefused,
    discardRefused,
  } satisfies Partial<Seat>
  const model = new WaitingModel(seat as unknown as Seat, { sendNow })
  return { model, dispose, retryUnsaved, retryRefused, discardRefused, sendNow }
}

describe('what waits', () => {
  it('F3 is sent again all at once, in the order in which it was made', async () => {
    const { model, retryRefused, sendNow } = setUp([
      aChange('a', 'refused', 1),
      aChange('b', 'waiting', 2),
      aChange('c', 'refused', 3),
    ])
    await model.sendAllAgain()
    expect(retryRefused.mock.calls).toEqual([['a'], ['c']])
    expect(sendNow).toHaveBeenCalledOnce()
  })

  it('F11 is listed latest first, wherever the phone’s clock has jumped', () => {
    const made = [aChange('a', 'waiting', 9), aChange('b', 'waiting', 1), aChange('c', 'waiting', 5)]
    expect(groupChanges(made).waiting.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })

  it('F3 lists each change under its own state, latest first', () => {
    const groups = groupChanges([
      aChange('a', 'waiting', 1),
      aChange('b', 'refused', 2),
      aChange('c', 'waiting', 3),
      aChange('d', 'unsaved', 4),
    ])
    expect(groups.waiting.map(({ id }) => id)).toEqual(['c', 'a'])
    expect(groups.refused.map(({ id }) => id)).toEqual(['b'])
    expect(groups.unsaved.map(({ id }) => id)).toEqual(['d'])
  })

  it('F11 mentions the clock only past two minutes', () => {
    expect(clockDifference(null)).toBeNull()
    expect(clockDifference(120_000)).toBeNull()
    expect(clockDifference(-180_000)).toBe(-3)
  })

  it('F2 writes what is not saved before it sends', async () => {
    const { model, retryUnsaved, sendNow } = setUp([], 1)
    await model.tryNow()
    expect(retryUnsaved).toHaveBeenCalledBefore(sendNow)
  })

  it('F3 drops a refused change only after its owner was asked', async () => {
    const refused = aChange('b', 'refused', 2)
    const { model, discardRefused } = setUp([refused])
    await model.discard()
    expect(discardRefused).not.toHaveBeenCalled()
    model.askDiscard(refused)
    await model.discard()
    expect(discardRefused).toHaveBeenCalledWith('b')
    expect(model.discarding.value).toBeNull()
  })

  it('closes its query with the page', () => {
    const { model, dispose } = setUp([])
    model[Symbol.dispose]()
    expect(dispose).toHaveBeenCalledOnce()
  })
})
