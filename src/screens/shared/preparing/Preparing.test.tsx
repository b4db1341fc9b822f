// @vitest-environment happy-dom
import { render, screen } from '@testing-library/preact'
import { beforeAll, expect, it } from 'vitest'
import { activate, needWords } from '#text/i18n.tsx'
import { Preparing } from './Preparing.tsx'

beforeAll(async () => {
  await activate('en')
  await needWords('seldom')
})

it('S6 U5 shows how far it has come, and that it may be closed', () => {
  render(<Preparing state={{ kind: 'rebuilding', done: 50, of: 200 }} />)
  const bar = screen.getByRole('progressbar', { name: 'Ready so far' }) as HTMLProgressElement
  expect([bar.value, bar.max]).toEqual([50, 200])
  expect(screen.getByText(/You can close Teren/)).toBeTruthy()
})

it('S6 says who holds it up and what to do, to a screen reader too', () => {
  render(<Preparing state={{ kind: 'blocked' }} />)
  expect(screen.getByRole('heading', { name: 'Another tab holds up the new version' })).toBeTruthy()
  expect(screen.getByRole('status').textContent).toMatch(/Close Teren in every other tab/)
})
