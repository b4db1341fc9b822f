import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import { readClaim } from '#domain/readClaim.ts'
import { badgeChange, readBadges } from './badges.ts'
import type { DocumentChange, Json } from './change.ts'
import { ownBadgeChange, ownBadgeTextChange, readOwnBadge } from './ownBadge.ts'
import { personChange, readPerson } from './person.ts'
import { readProgress } from './progress.ts'

const person = 'person-0--------' as PersonId
const run = 'run-0-----------' as RunId
const by = 'member-0--------' as MemberId
const [A, B] = ['a'.repeat(22), 'b'.repeat(22)] as const
const entriesOf = (...changes: DocumentChange[]) => new Map(changes.flatMap(({ entries }) => entries))

test('F9 badges are read as they were made, whatever the order: revoked is for ever', () => {
  const changes = [
    badgeChange(person, { issued: A, revoked: [] }, { at: 1, by }),
    badgeChange(person, { issued: B, revoked: [A] }, { at: 2, by }),
  ]
  const read = [
    { hash: A, issuedAt: 1, isRevoked: true },
    { hash: B, issuedAt: 2, isRevoked: false },
  ]
  expect(readBadges(entriesOf(...changes))).toEqual(read)
  expect(readBadges(entriesOf(...changes.toReversed()))).toEqual(read)
  expect(readBadges(entriesOf(ownBadgeChange({ run, person }, { issued: A, revoked: [B] }, 3)))).toEqual([
    { hash: A, issuedAt: 3, isRevoked: false },
    { hash: B, issuedAt: null, isRevoked: true },
  ])
  const own = { text: 'TEREN/1/…', madeAt: 4 }
  expect(readOwnBadge(entriesOf(ownBadgeTextChange(person, own)))).toEqual(own)
})

test('S6 whoever does not know badges reads the rest of these documents as before', () => {
  const name = personChange(person, { givenName: 'Eva', familyName: 'Malá' })
  const issued = badgeChange(person, { issued: A, revoked: [B] }, { at: 1, by })
  expect(readPerson(entriesOf(name, issued))).toEqual(readPerson(entriesOf(name)))
  expect(readProgress(entriesOf(ownBadgeChange({ run, person }, { issued: A, revoked: [B] }, 1)))).toEqual(new Map())
  const mark = { kind: 'mark', status: 'present', at: 1, replaces: [] }
  expect(readClaim({ ...mark, way: 'badge' })).toEqual({ ...mark, way: 'badge' })
  // A way that a newer app knows: the mark counts all the same.
  for (const way of ['voice', 7, null, {}]) expect(readClaim({ ...mark, way })).toEqual(mark)
})

test('garbage is tolerated', () => {
  const keys = fc.constantFrom(`badge/${A}`, `revoked/${A}`, 'badge', 'badge/', `badge/${A}/x`, 'revoked/__proto__')
  const values = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.record({ at: fc.jsonValue(), text: fc.string() }))
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, values as fc.Arbitrary<Json>)), (pairs) => {
      for (const { hash, issuedAt } of readBadges(new Map(pairs))) {
        expect(hash).toBe(A)
        expect([null, 'number']).toContain(issuedAt === null ? null : typeof issuedAt)
      }
      expect(readOwnBadge(new Map(pairs))?.text.length ?? 0).toBeLessThanOrEqual(100)
    }),
  )
})
