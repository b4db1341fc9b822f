import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  type Board,
  type BoardItemId,
  type BoardPlace,
  dealAtRandom,
  type GroupId,
  itemsAt,
  makeVersion,
  rankAfterStep,
  rankAtEnd,
  resolveBoard,
} from '#domain/boards/board.ts'
import { isRank, rankBetween } from '#domain/boards/rank.ts'
import { type MemberId, makeId, type PersonId, type Random, type RunId, type SessionId } from '#domain/ids.ts'
import { makeGroup, nameGroup, placeItem, readBoard, removeGroup, setMember, voteFor, wordItem } from './board.ts'
import { type DocumentChange, type Json, ROOT } from './change.ts'
import { describeChange } from './describeChange.ts'
import { applyChange, openDocument, readAll } from './yMap.ts'

const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))
const of = { run: makeId<RunId>(random), group: makeId<GroupId>(random) }
const session = makeId<SessionId>(random)
const by = makeId<MemberId>(random)
const people = Array.from({ length: 4 }, () => makeId<PersonId>(random))
const made = makeGroup(of, { session, number: 2, members: people.slice(0, 3), at: 5, by })
const PRIORITIES: BoardPlace = { list: 'priorities' }

/** A phone that has the board open, and says what it holds. */
class Phone {
  readonly document = openDocument()
  /** Everything that somebody wrote here and nobody here replaced. */
  constructor(...changes: DocumentChange[]) {
    for (const each of changes) this.write(each)
  }
  write(change: DocumentChange): void {
    applyChange(this.document, change, false, 'test')
  }
  board(): Board | null {
    const written = readBoard(readAll(this.document), of)
    return written && resolveBoard(written)
  }
  shown(): Board {
    const board = this.board()
    if (!board) throw new Error('no board')
    return board
  }
  meet(other: Phone): void {
    Y.applyUpdate(this.document, Y.encodeStateAsUpdate(other.document))
    Y.applyUpdate(other.document, Y.encodeStateAsUpdate(this.document))
  }
  add(text: string, place: BoardPlace = PRIORITIES): BoardItemId {
    const id = makeId<BoardItemId>(random)
    const rank = rankAtEnd(this.shown(), place, random)
    this.write(wordItem(of, id, { version: makeVersion(random), text, replaces: [] }, { place, rank }))
    return id
  }
  say(id: BoardItemId, text: string | null): void {
    const item = this.shown().items.find((one) => one.id === id)
    if (item) this.write(wordItem(of, id, { version: makeVersion(random), text, replaces: item.open }))
  }
  step(id: BoardItemId, by: -1 | 1): void {
    const item = this.shown().items.find((one) => one.id === id)
    const rank = item && rankAfterStep(this.shown(), item, by, random)
    if (item && rank) this.write(placeItem(of, id, item.place, rank))
  }
  texts(): string[] {
    return itemsAt(this.shown(), PRIORITIES).map(({ texts }) => texts.join(' / '))
  }
}

/** Two phones that have seen the same board, with these priorities. */
function two(...texts: string[]) {
  const [a, b] = [new Phone(made), new Phone()]
  const ids = texts.map((text) => a.add(text))
  a.meet(b)
  return { a, b, ids: ids as [BoardItemId, BoardItemId, BoardItemId] }
}

describe('a board', () => {
  it('F6 a reader gives back what the makers were given, and says what a change is', () => {
    const phone = new Phone(made, nameGroup(of, '  North '), setMember(of, people[0] as PersonId, false))
    const option = phone.add('A foundation', { list: 'options' })
    const pro = phone.add('Tax relief', { list: 'pro', option })
    phone.add('Rent a hall', { list: 'year', year: 2 })
    phone.write(voteFor(of, option, people[1] as PersonId, true))
    const board = phone.shown()
    expect(board).toMatchObject({ ...of, session, number: 2, name: 'North', members: people.slice(1, 3).sort() })
    expect(board.items.find(({ id }) => id === option)?.votes).toEqual([people[1]])
    expect(itemsAt(board, { list: 'pro', option }).map(({ id }) => id)).toEqual([pro])
    expect(itemsAt(board, { list: 'year', year: 2 }).map(({ texts }) => texts)).toEqual([['Rent a hall']])
    expect(describeChange(made.document, made.entries)).toEqual({ kind: 'board', document: made.document })
  })

  it('S5 garbage in a board is passed over, and hides nothing else', () => {
    const phone = new Phone(made)
    phone.add('fine')
    const [id, version] = [makeId(random), makeId(random)]
    const bad: [string, Json][] = [
      ...[null, 1, 'x', [], {}, { text: '' }, { text: 5 }, { text: {}, replaces: 'x' }].map(
        (value, at): [string, Json] => [`text/${id}/${version.slice(0, -1)}${at}`, value],
      ),
      ...['text/x/y', 'text', `text/${id}`, `vote/${id}`, `member/${id}/${id}`, '__proto__', `vote/${id}/x`].map(
        (key): [string, Json] => [key, true],
      ),
      [`place/${id}`, { list: 'year', year: 1e9 }],
      ['name', 7],
    ]
    phone.write({ document: made.document, entries: bad })
    phone.document.getMap(ROOT).set('place/bytes', new Uint8Array(3))
    expect(phone.texts()).toEqual(['fine'])
    expect(phone.shown().items).toHaveLength(1)
    expect(readBoard(new Map([['group', { session: 5 }]]), of)).toBeNull()
    const odd = new Phone(made)
    const item = odd.add('where?')
    odd.write({ document: made.document, entries: [[`place/${item}`, { list: 'moon', rank: '000' }]] })
    expect(odd.shown().items[0]).toMatchObject({ place: { list: 'cards' }, texts: ['where?'] })
  })
})

describe('a board on two phones without a network', () => {
  it('F6 keeps both texts that were written at once, until somebody who has seen them writes a third', () => {
    const { a, b, ids } = two('one')
    a.say(ids[0], 'from A')
    b.say(ids[0], 'from B')
    a.meet(b)
    for (const phone of [a, b]) expect(phone.shown().items[0]?.texts.toSorted()).toEqual(['from A', 'from B'])
    b.say(ids[0], 'both')
    a.meet(b)
    expect(a.texts()).toEqual(['both'])
  })

  it('F6 an edit outlives a deletion that had not seen it, and a deletion that had seen it holds', () => {
    const { a, b, ids } = two('one', 'two')
    a.say(ids[0], null)
    b.say(ids[0], 'one, better')
    b.say(ids[1], null)
    a.meet(b)
    for (const phone of [a, b]) expect(phone.texts()).toEqual(['one, better'])
    a.say(ids[0], null)
    a.meet(b)
    expect(b.texts()).toEqual([])
  })

  it('F6 one vote of each person counts once, on whichever phone it was tapped', () => {
    const { a, b, ids } = two('one')
    const [first, second] = people as [PersonId, PersonId]
    a.write(voteFor(of, ids[0], first, true))
    b.write(voteFor(of, ids[0], first, true))
    b.write(voteFor(of, ids[0], second, true))
    a.meet(b)
    expect(a.shown().items[0]?.votes).toEqual([first, second].sort())
    a.write(voteFor(of, ids[0], first, false))
    a.meet(b)
    expect(b.shown().items[0]?.votes).toEqual([second])
  })

  it('F6 a group taken away comes back with what somebody else wrote on its board meanwhile', () => {
    const { a, b } = two()
    a.write(removeGroup(of))
    expect(a.board()).toBeNull()
    b.add('late, and not lost')
    a.meet(b)
    expect(a.texts()).toEqual(['late, and not lost'])
  })

  it('F6 reasons of an option that somebody took away meanwhile stand among the cards', () => {
    const [a, b] = [new Phone(made), new Phone()]
    const option = a.add('A company', { list: 'options' })
    a.meet(b)
    a.say(option, null)
    b.add('quick to found', { list: 'pro', option })
    a.meet(b)
    expect(itemsAt(a.shown(), { list: 'cards' }).map(({ texts }) => texts)).toEqual([['quick to found']])
  })

  it('F6 whatever two phones do, both show the same afterwards, and nothing that nobody took away is lost', () => {
    const step = fc.record({
      phone: fc.nat(1),
      what: fc.constantFrom('add', 'say', 'take', 'up', 'down', 'meet'),
      which: fc.nat(20),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { a, b } = two('first')
        const phones = [a, b]
        const [kept, replaced] = [new Set<string>(['first']), new Set<string>()]
        for (const [number, { phone: at, what, which }] of steps.entries()) {
          const phone = phones[at] as Phone
          const items = itemsAt(phone.shown(), PRIORITIES)
          const item = items[which % Math.max(1, items.length)]
          const text = `text ${number}`
          if (what === 'meet') a.meet(b)
          else if (what === 'add') {
            phone.add(text)
            kept.add(text)
          } else if (item && (what === 'up' || what === 'down')) phone.step(item.id, what === 'up' ? -1 : 1)
          else if (item) {
            for (const seen of item.texts) replaced.add(seen)
            phone.say(item.id, what === 'take' ? null : text)
            if (what === 'say') kept.add(text)
          }
        }
        a.meet(b)
        expect(a.shown()).toEqual(b.shown())
        const now = new Set(a.shown().items.flatMap(({ texts }) => texts))
        // `replaced` may hold what came back: then it is shown, and no less true.
        for (const text of kept) if (!replaced.has(text)) expect(now).toContain(text)
      }),
    )
  })
})

describe('an order', () => {
  it('F6 a step up or down moves a thing by one place and leaves the others as they were', () => {
    const { a, ids } = two('one', 'two', 'three')
    a.step(ids[2], -1)
    expect(a.texts()).toEqual(['one', 'three', 'two'])
    a.step(ids[0], 1)
    expect(a.texts()).toEqual(['three', 'one', 'two'])
    a.step(ids[2], -1)
    expect(a.texts()).toEqual(['three', 'one', 'two'])
  })

  it('F6 there is always room between two places, and two phones never draw the same', () => {
    const where = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(where, (places) => {
        const ranks: string[] = []
        for (const place of places) {
          const at = place % (ranks.length + 1)
          const rank = rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null, random)
          expect(isRank(rank)).toBe(true)
          ranks.splice(at, 0, rank)
        }
        expect(ranks).toEqual(ranks.toSorted((x, y) => (x < y ? -1 : 1)))
        expect(new Set(ranks).size).toBe(ranks.length)
      }),
    )
    // Where somebody wrote the same place twice, it is put behind both.
    expect(rankBetween('V', 'V', random) > 'V').toBe(true)
  })
})

describe('groups at random', () => {
  it('F1 everybody is in one group, and sizes differ by one at most', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 12 }), (count, groups) => {
        const all = Array.from({ length: count }, (_, at) => at)
        const dealt = dealAtRandom(all, groups, random)
        expect(dealt.flat().toSorted((x, y) => x - y)).toEqual(all)
        const sizes = dealt.map(({ length }) => length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        expect(dealt).toHaveLength(Math.max(1, Math.min(groups, count)))
      }),
    )
  })
})
