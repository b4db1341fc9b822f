import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { ROOT } from '#documents/change.ts'
import { accept, type Depth, ROOT_NAME, type UpdateShape } from '#protocol/acceptance.ts'
import { decodeFrame } from '#protocol/codec.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { CLAIMS, claimKey, HonestDevice } from '../contracts/HonestDevice.ts'
import { BOMBS, FRAME_BOMBS } from './corpus.ts'

/** Judges an update for a document of which only these clocks were taken. */
function judge(update: Uint8Array, shape: UpdateShape, reached = new Map<number, number>()): string {
  const scan = scanUpdate(update)
  if (!scan.ok) return 'malformed'
  const accepted = accept(scan.value, (client) => reached.get(client), shape)
  return accepted.ok ? 'accepted' : accepted.error.code
}

describe('the corpus of hostile updates', () => {
  it.each(BOMBS)('is refused before the time is up: $name', ({ update, refusedIn }) => {
    const codes = Object.fromEntries(
      Object.keys(refusedIn).map((shape) => [shape, judge(update, shape as UpdateShape)]),
    )
    // What hangs is ended by the test's own time limit.
    expect(codes).toEqual(refusedIn)
  })

  it.each(FRAME_BOMBS)('holds frames that are refused: $name', ({ bytes, error }) => {
    expect(decodeFrame(bytes)).toEqual({ ok: false, error })
  })

  it('names real dangers: Yjs itself is left pending, throws or hangs on some of them', () => {
    const pending = BOMBS.filter(
      ({ name }) => name === 'a part that is skipped' || name === 'a parent that is not there',
    )
    for (const { update } of pending) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, update)
      expect(doc.store.pendingStructs !== null || doc.store.clients.size === 0).toBe(true)
    }
    const subdocument = BOMBS.find(({ name }) => name.startsWith('a subdocument'))
    expect(() => Y.applyUpdate(new Y.Doc(), subdocument?.update ?? new Uint8Array())).toThrow()
  })
})

describe('a claims document', () => {
  const key = claimKey('a')
  /** The victim's document as everybody holds it, and an attacker with a copy. */
  function withClaim() {
    const victim = new HonestDevice('phone', CLAIMS)
    const honest = victim.set([key, { kind: 'mark', status: 'present' }])
    const attacker = new HonestDevice('attacker', CLAIMS)
    Y.applyUpdate(attacker.doc, honest)
    const reached = new Map([[victim.doc.clientID, 1]])
    return { victim, honest, attacker, reached }
  }

  it('takes new claims, several in one update, from several clients', () => {
    const { honest } = withClaim()
    expect(judge(honest, 'claims')).toBe('accepted')
    const phone = new HonestDevice('phone', CLAIMS)
    const tab = new HonestDevice('phone', CLAIMS)
    const both = Y.mergeUpdates([phone.set([claimKey('b'), 1], [claimKey('c'), 2]), tab.set([claimKey('d'), 3])])
    expect(judge(both, 'claims')).toBe('accepted')
  })

  it('F6 AC5 refuses an overwriting update, which needs no delete set to lose a claim', () => {
    const { attacker, reached } = withClaim()
    expect(judge(attacker.set([key, { kind: 'mark', status: 'absent' }]), 'claims', reached)).toBe('insert-only')
    const withoutDeletes = new HonestDevice('attacker', CLAIMS)
    expect(judge(withoutDeletes.set([key, 1], [key, 2]), 'claims')).toBe('insert-only')
  })

  it('F6 AC5 refuses a deleting update', () => {
    const { attacker, reached } = withClaim()
    expect(
      judge(
        attacker.change((map) => map.delete(key)),
        'claims',
        reached,
      ),
    ).toBe('insert-only')
  })

  it('refuses nested types, text, bytes, lists and other roots', () => {
    const attempts: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getMap('teren').set(key, new Y.Map()),
      (doc) => doc.getMap('teren').set(key, new Y.Text('x')),
      (doc) => doc.getMap('teren').set(key, new Uint8Array(3)),
      (doc) => doc.getMap('teren').set(key, new Y.Doc()),
      (doc) => doc.getMap('other').set(key, 1),
      (doc) => doc.getArray('teren').push([1]),
      (doc) => doc.getText('teren').insert(0, 'x'),
      (doc) => doc.getMap('teren').set('not a key', 1),
      (doc) => doc.getMap('teren').set(`${key}x`, 1),
    ]
    for (const attempt of attempts) {
      const doc = new Y.Doc()
      attempt(doc)
      expect(judge(Y.encodeStateAsUpdate(doc), 'claims')).toBe('insert-only')
    }
  })

  it('calls it a fork when a forged client id takes the clocks of another device', () => {
    const { victim, reached } = withClaim()
    const forger = new HonestDevice('forger', CLAIMS)
    forger.doc.clientID = victim.doc.clientID
    expect(judge(forger.set([claimKey('forged'), 1]), 'claims', reached)).toBe('fork')
  })

  it('refuses every cut of an honest update', () => {
    const { honest } = withClaim()
    for (let length = 0; length < honest.length; length++) {
      expect(judge(honest.subarray(0, length), 'claims')).toBe('malformed')
    }
  })
})

describe('a flat document', () => {
  it('AC6 takes __proto__ as a key: it is data', () => {
    const phone = new HonestDevice('phone', CLAIMS)
    const update = phone.set(['__proto__', { polluted: true }], ['constructor', 1])
    expect(judge(update, 'flat')).toBe('accepted')
    expect(judge(update, 'insert-only')).toBe('accepted')
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
  })

  it('AC6 refuses shared types within it, whose deletion would overflow the stack of every reader', () => {
    const nested = BOMBS.find(({ name }) => name.startsWith('a map in a map'))?.update ?? new Uint8Array()
    const doc = new Y.Doc()
    Y.applyUpdate(doc, nested)
    expect(() => doc.transact(() => doc.getMap('teren').clear())).toThrow(RangeError)
    expect(judge(nested, 'flat')).toBe('malformed')
  })

  it('is judged by the same root that documents are written in', () => expect(ROOT_NAME).toBe(ROOT))
})

describe('a rich document', () => {
  /** Types nested one in the other, one a step, as updates. */
  function steps(levels: number): { updates: Uint8Array[]; doc: Y.Doc } {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    let map = doc.getMap('teren')
    for (let level = 0; level < levels; level++) {
      const inner = new Y.Map<unknown>()
      map.set('in', inner)
      map = inner
    }
    return { updates, doc }
  }

  /** Takes updates one after the other; gives how many were taken, and why the next was not. */
  function take(updates: Uint8Array[], remembers: boolean): { taken: number; code: string | null } {
    const reached = new Map<number, number>()
    const depths: Depth[] = []
    const at = ({ client, clock }: { client: number; clock: number }) =>
      depths.find((run) => run.client === client && run.from <= clock && clock < run.to)?.depth ?? 0
    for (const [taken, update] of updates.entries()) {
      const scan = scanUpdate(update)
      if (!scan.ok) return { taken, code: 'unreadable' }
      const accepted = accept(scan.value, (client) => reached.get(client), 'rich', ...(remembers ? [at] : []))
      if (!accepted.ok) return { taken, code: accepted.error.code }
      for (const [client, , to] of accepted.value.clients) reached.set(client, to)
      depths.push(...accepted.value.depths)
    }
    return { taken: updates.length, code: null }
  }

  it('S5 AC8 takes types nested as deep as people write, and none deeper, in one update or in many', () => {
    expect(take([Y.encodeStateAsUpdate(steps(64).doc)], true)).toEqual({ taken: 1, code: null })
    expect(take([Y.encodeStateAsUpdate(steps(65).doc)], true)).toEqual({ taken: 0, code: 'malformed' })
    expect(take(steps(200).updates, true)).toEqual({ taken: 64, code: 'malformed' })
  })

  it('S5 AC8 takes no type in one that was there before where nobody remembers how deep that is; but neighbours and text', () => {
    expect(take(steps(3).updates, false)).toEqual({ taken: 1, code: 'malformed' })
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    const list = doc.getArray<Y.Text>('list')
    list.push([new Y.Text('a')])
    list.push([new Y.Text('b')])
    list.insert(1, [new Y.Text('between')])
    list.get(0).insert(1, ' and more')
    list.insert(0, [new Y.Text('first')])
    expect(take(updates, false)).toEqual({ taken: updates.length, code: null })
  })

  it('S5 AC8 is not misled by neighbours: one beside a deep type stands as deep', () => {
    const { doc, updates } = steps(64)
    let map = doc.getMap<Y.Map<unknown>>('teren')
    for (let level = 0; level < 64; level++) map = map.get('in') as Y.Map<Y.Map<unknown>>
    map.set('plain', 1 as never)
    map.set('plain', new Y.Map())
    expect(take(updates, true)).toEqual({ taken: updates.length - 1, code: 'malformed' })
  })
})
