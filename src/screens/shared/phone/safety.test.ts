import { describe, expect, it } from 'vitest'
import { isHarmless, mishapsFor, safetyOf, stepFor } from './safety.ts'
import type { StorageFacts } from './storage.ts'

const facts = (change: Partial<StorageFacts> = {}): StorageFacts => ({
  usedBytes: 3,
  freeBytes: 7,
  parts: null,
  kept: false,
  looksPrivate: false,
  ...change,
})

describe('how safe the work is here', () => {
  it('S1 is what the browser has promised, and no more', () => {
    expect(safetyOf(facts({ kept: true }), false, 'android')).toBe('kept')
    expect(safetyOf(facts(), false, 'android')).toBe('clearable')
    expect(safetyOf(facts(), true, 'android')).toBe('clearable')
    expect(safetyOf(facts({ looksPrivate: true }), false, 'desktop')).toBe('private')
    expect(safetyOf(null, true, 'android')).toBe('unknown')
  })

  it('S1 on an iPhone is that of an app on the home screen', () => {
    expect(safetyOf(facts(), true, 'ios')).toBe('kept')
    expect(safetyOf(facts(), false, 'ios')).toBe('clearable')
  })

  it('L5 has one thing to do about it, and none where a button would do nothing', () => {
    expect(stepFor('clearable', 'offered', 'android')).toBe('install')
    expect(stepFor('clearable', 'not-offered', 'android')).toBe('ask')
    expect(stepFor('clearable', 'installed', 'desktop')).toBe('ask')
    expect(stepFor('clearable', 'not-offered', 'ios')).toBeNull()
    for (const safety of ['kept', 'private', 'unknown'] as const) {
      expect(stepFor(safety, 'offered', 'android')).toBeNull()
    }
  })
})

describe('what would be lost when', () => {
  it('S1 names what may happen here, and nothing that cannot', () => {
    expect(mishapsFor('kept', true, 'android')).toEqual(['closed', 'signed-out', 'cleared', 'lost'])
    expect(mishapsFor('clearable', false, 'android')).toContain('short-of-room')
    expect(mishapsFor('clearable', false, 'ios')).toContain('week-away')
    expect(mishapsFor('kept', true, 'ios')).not.toContain('week-away')
    expect(mishapsFor('private', false, 'desktop')).toEqual(['private-closed', 'signed-out', 'cleared', 'lost'])
  })

  it('S1 signing out and closing lose nothing', () => {
    expect(mishapsFor('clearable', false, 'ios').filter(isHarmless)).toEqual(['closed', 'signed-out'])
  })
})
