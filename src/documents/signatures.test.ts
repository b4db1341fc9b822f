import { describe, expect, it } from 'vitest'
import { type MemberId, makeId, type PersonId, type Random, type RunId, type SessionId } from '#domain/ids.ts'
import { type RecordedEntry, standingSignatures } from '#domain/signatures/signatures.ts'
import { readNotes } from './about.ts'
import type { Json } from './change.ts'
import { makeSignatureKey, readSignatures, signatureChange, takeBackChange } from './signatures.ts'

const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))
const run = makeId<RunId>(random)
const person = makeId<PersonId>(random)
const session = makeId<SessionId>(random)
const [me, other] = [makeId<MemberId>(random), makeId<MemberId>(random)]
const key = makeSignatureKey(session, person, random)
const by = { at: 5, by: me }

describe('signatures in documents', () => {
  it('F10 a reader gives back what the maker was given', () => {
    const drawn = signatureChange(run, person, key, { ...by, ink: [[1, 2, 3, -1]] })
    expect(readSignatures(drawn.entries, person)).toEqual([
      { key, session, entry: { kind: 'signature', signed: { ink: [[1, 2, 3, -1]] }, ...by } },
    ])
    const typed = signatureChange(run, person, key, { ...by, typed: 'Anna Nováková' })
    expect(readSignatures(typed.entries, person)[0]?.entry).toEqual({
      ...{ kind: 'signature', signed: { typed: 'Anna Nováková' } },
      ...by,
    })
    const back = takeBackChange(run, person, key, { ...by, withdraws: ['a'] })
    expect(readSignatures(back.entries, person)[0]?.entry).toEqual({
      ...{ kind: 'signature-withdrawal', withdraws: ['a'] },
      ...by,
    })
  })

  it('F10 what is none is passed over, and who knows only notes sees none', () => {
    const fine = { kind: 'signature', at: 1, by: me, typed: 'A' }
    const bad: Json[] = [
      ...[null, 1, 'x', [], {}, { text: 'a note', at: 1 }],
      ...[
        { ...fine, kind: 'other' },
        { ...fine, at: 1e300 },
        { ...fine, at: '1' },
        { ...fine, typed: ' ' },
      ],
      ...[
        { ...fine, typed: 'x'.repeat(201) },
        { kind: 'signature', at: 1 },
        { kind: 'signature', at: 1, ink: '<svg>' },
      ],
      ...[
        { kind: 'signature-withdrawal', at: 1 },
        { kind: 'signature-withdrawal', at: 1, withdraws: [1] },
      ],
    ]
    for (const value of bad) expect(readSignatures([[key, value]], person), JSON.stringify(value)).toEqual([])
    const elsewhere = makeSignatureKey(session, makeId<PersonId>(random), random)
    for (const odd of ['__proto__', 'x', elsewhere, `${key}:more`])
      expect(readSignatures([[odd, fine]], person), odd).toEqual([])
    expect(readNotes(signatureChange(run, person, key, { ...by, typed: 'A' }).entries).size).toBe(0)
  })

  it('F10 a signature is taken back by its recorder alone, whatever another says', () => {
    const at = (key: string, recorder: MemberId | null, entry: RecordedEntry['entry']): RecordedEntry => ({
      ...{ key, session, person, recorder, device: null, receivedAt: null, entry },
    })
    const signed = at('one', me, { kind: 'signature', signed: { typed: 'A' }, ...by })
    const back = { kind: 'signature-withdrawal', withdraws: ['one'], ...by } as const
    expect(standingSignatures([signed])).toHaveLength(1)
    expect(standingSignatures([signed, at('two', other, back)])).toHaveLength(1)
    expect(standingSignatures([signed, at('two', null, back)])).toHaveLength(1)
    for (const order of [
      [signed, at('two', me, back)],
      [at('two', me, back), signed],
    ])
      expect(standingSignatures(order)).toEqual([])
  })
})
