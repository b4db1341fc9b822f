import { describe, expect, test } from 'vitest'
import type { Json } from './change.ts'
import { isNewer, migrate, type Scheme, versionOf } from './migrate.ts'
import { applyChange, openDocument, readAll } from './yMap.ts'

const DOCUMENT = 'office/course/AAAAAAAAAAAAAAAA'
/** Two steps as a later version would have: `name` becomes `title`, then `title` a text by language. */
const LATER: Scheme = {
  current: 3,
  steps: new Map([
    [1, (entries: ReadonlyMap<string, Json>) => [['title', entries.get('name') ?? '']]],
    [2, (entries: ReadonlyMap<string, Json>) => [['title', { cs: entries.get('title') ?? '' }]]],
  ]),
}

describe('S6 documents of other versions', () => {
  test('a document without a version is of version 1, and there is nothing to migrate', () => {
    const entries = new Map<string, Json>([['name', 'Marketing']])
    expect(versionOf(entries)).toBe(1)
    expect(isNewer(entries)).toBe(false)
    expect(migrate(DOCUMENT, entries)).toBeNull()
  })

  test('a version above ours is newer; anything that is no version is 1', () => {
    expect(isNewer(new Map([['v', 2]]))).toBe(true)
    for (const garbage of ['2', 1.5, -3, null, {}]) expect(versionOf(new Map([['v', garbage]]))).toBe(1)
    expect(migrate(DOCUMENT, new Map([['v', 4]]), LATER)).toBeNull()
  })

  test('steps are taken one after the other and leave the current version', () => {
    const change = migrate(DOCUMENT, new Map([['name', 'Marketing']]), LATER)
    expect(change).toEqual({
      document: DOCUMENT,
      entries: [
        ['title', { cs: 'Marketing' }],
        ['v', 3],
      ],
    })
  })

  test('a migrated document is migrated once', () => {
    const document = openDocument()
    applyChange(document, { document: DOCUMENT, entries: [['name', 'Marketing']] }, false, null)
    const change = migrate(DOCUMENT, readAll(document), LATER)
    if (change) applyChange(document, change, false, null)
    expect(versionOf(readAll(document))).toBe(3)
    expect(migrate(DOCUMENT, readAll(document), LATER)).toBeNull()
  })
})
