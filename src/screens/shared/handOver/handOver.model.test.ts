import { describe, expect, it } from 'vitest'
import type { PersonId, SessionId } from '#domain/ids.ts'
import type { ChangeItem } from '#store/api.ts'
import { carriedOf, fileName } from './handOver.model.ts'

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
