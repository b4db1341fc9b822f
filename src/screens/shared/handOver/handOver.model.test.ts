import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { PersonId, SessionId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { ChangeItem, Seat } from '#store/api.ts'
import { carriedOf, fileName, HandOverModel } from './handOver.model.ts'

const change = (over: Partial<ChangeItem>): ChangeItem => ({
  ...{ id: '1', state: 'waiting', at: 1, run: null, sessionTitle: null, sessionDay: null, itemTitle: null },
  ...{ personName: null, refusal: null, what: { kind: 'command', command: 'create-run' } },
  ...over,
})
const mark = (session: string, over: Partial<ChangeItem> = {}) =>
  change({
    what: { kind: 'mark', session: session as SessionId, person: 'p' as PersonId, status: 'present' },
    ...{ sessionTitle: { en: session }, sessionDay: '2026-11-24' },
    ...over,
  })

describe('what a hand-over file holds', () => {
  it('S1 HO1 is told by session, with what belongs to none at the end', () => {
    expect(carriedOf([change({}), mark('a'), mark('b'), mark('a'), change({})])).toEqual([
      { session: 'a', title: { en: 'a' }, day: '2026-11-24', changes: 2 },
      { session: 'b', title: { en: 'b' }, day: '2026-11-24', changes: 1 },
      { session: null, title: null, day: null, changes: 2 },
    ])
  })

  it('HO9 leaves out what is not on the disk, and what its owner must decide on', () => {
    const changes = [
      mark('a', { state: 'unsaved' }),
      mark('a', { state: 'refused', refusal: 'no-right' }),
      mark('a', { state: 'refused', refusal: 'ended' }),
    ]
    expect(carriedOf(changes)).toMatchObject([{ session: 'a', changes: 1 }])
    expect(carriedOf(changes.slice(0, 2))).toEqual([])
  })

  it('counts what names a session that is gone with the rest', () => {
    expect(carriedOf([mark('a', { sessionTitle: null })])).toMatchObject([{ session: null, changes: 1 }])
  })

  it('has a name that says when, and nobody’s', () => {
    expect(fileName(Date.UTC(2026, 10, 25, 1, 30, 5))).toBe('teren-2026-11-25-013005.txt')
  })
})

describe('a phone whose sign-in was ended', () => {
  const OUTCOME = { displayName: 'Eva', received: 0, already: 1, rescued: 2, refused: [], madeAt: 7 }
  const seat = (made: Awaited<ReturnType<Seat['handOver']>>) =>
    ({
      changes: () => ({ value: signal({ state: 'ready', value: [] }), dispose: () => undefined }),
      handOver: async () => made,
      now: () => ({ at: 8, trusted: true }),
    }) as unknown as Seat
  const FILE = ok({ text: 'sealed', changes: 3, left: 0 })

  it('HO10 S7 gives the hub its own file, and is told what became of it', async () => {
    const brought: string[] = []
    const model = new HandOverModel(seat(FILE), {
      bringIn: async (file) => {
        brought.push(await file.text())
        return ok(OUTCOME)
      },
    })
    await Promise.all([model.give('For you.'), model.give('For you.')])
    expect(brought).toEqual(['sealed'])
    expect(model.made.value).toEqual({ state: 'given', outcome: OUTCOME, left: 0 })
  })

  it('HO10 HO2 says why where it cannot, and still makes the file', async () => {
    const model = new HandOverModel(seat(FILE), { bringIn: async () => fail('lost') })
    await model.give('')
    expect(model.made.value).toEqual({ state: 'not-given', why: 'lost' })
    await model.make('')
    expect(model.made.value).toMatchObject({ state: 'made', at: 8 })
    const without = new HandOverModel(seat(fail({ kind: 'no-key' })), { bringIn: async () => ok(OUTCOME) })
    await without.give('')
    expect(without.made.value).toEqual({ state: 'failed', failure: { kind: 'no-key' } })
  })
})
