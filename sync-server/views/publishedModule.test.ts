import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readModule } from '#documents/module.ts'
import { openDocument, readAll } from '#documents/yMap.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { aModule, SAMPLE_MODULE } from '../../tests/support/aModule.ts'
import { publishModule } from './publishedModule.ts'

const sample = { id: SAMPLE_MODULE, module: aModule() }

test('L1 the published document reads as the module that was made, and has no pending part', () => {
  const { bytes } = publishModule(sample)
  const document = openDocument()
  Y.applyUpdate(document, bytes)
  expect(document.store.pendingStructs).toBeNull()
  expect(readModule(readAll(document))).toEqual(aModule())
  expect(scanUpdate(bytes).ok).toBe(true)
})

test('L1 the same version has the same bytes and digest each time; another version has others', () => {
  const [once, again] = [publishModule(sample), publishModule(structuredClone(sample))]
  expect(again).toEqual(once)
  const next = publishModule({ ...sample, module: aModule({ version: 2 }) })
  expect(next.digest).not.toBe(once.digest)
  expect(once.digest).toMatch(/^[0-9a-f]{64}$/)
})

test('a module with a fault is not published', () => {
  const broken = aModule({ title: { en: 'Only English' } })
  expect(() => publishModule({ ...sample, module: broken })).toThrow('text-missing at title/cs')
})
