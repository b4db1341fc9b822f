import { describe, expect, it } from 'vitest'
import type { ModuleId } from '#domain/ids.ts'
import type { LibraryRow } from '#store/learningApi.ts'
import { arrangeModules, moduleState } from './modules.model.ts'

const row = (title: string, given: boolean, asked: LibraryRow['asked'] = null): LibraryRow => ({
  module: title as ModuleId,
  title: { en: title },
  summary: { en: '' },
  languages: ['en'],
  minutes: 10,
  lessonCount: 6,
  bytes: 20_000,
  given,
  asked,
})

describe('the office’s list of learning modules', () => {
  it.each([
    [false, null, 'offered'],
    [false, 'give', 'being-added'],
    [false, 'withdraw', 'offered'],
    [true, null, 'added'],
    [true, 'give', 'added'],
    [true, 'withdraw', 'being-withdrawn'],
  ] as const)('F3 one that the hub has: %s, and is asked to %s, is %s', (given, asked, state) => {
    expect(moduleState({ given, asked })).toBe(state)
  })

  it('has those first that the hub has, each by title', () => {
    const rows = [row('Zebra', false), row('Burn-out', true), row('Alpha', true, 'withdraw'), row('Aim', true)]
    expect(arrangeModules(rows).map(({ module }) => module)).toEqual(['Aim', 'Burn-out', 'Alpha', 'Zebra'])
  })
})
