// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { activate } from '#text/i18n.tsx'
import { SavingLine } from './SavingLine.tsx'

const at = new Date(2026, 10, 23, 18, 42).getTime()
const NONE = { unsaved: 0, waiting: 0, refused: 0, receivedAt: at }

const said = (change: Partial<typeof NONE | { receivedAt: null }>) => {
  render(<SavingLine saving={{ ...NONE, ...change }} now={at + 60_000} href="/waiting" />)
  return screen.getByRole('status').textContent
}

beforeEach(() => activate('en'))
afterEach(cleanup)

describe('the saving line', () => {
  it('F3 says received, and when, only while nothing waits', () => {
    expect(said({})).toBe('All received by the hub 18:42')
  })

  it('F3 says saved on this phone and how much waits', () => {
    expect(said({ waiting: 12 })).toBe('Saved on this phone · waiting to send: 12 changes')
  })

  it('F2 says first what is not saved', () => {
    expect(said({ unsaved: 1, waiting: 2 })).toBe(
      '1 change is not saved · Saved on this phone · waiting to send: 2 changes',
    )
  })

  it('F3 does not speak of receiving before the hub ever did', () => {
    expect(said({ receivedAt: null })).toBe('Nothing waits to be sent')
  })
})
