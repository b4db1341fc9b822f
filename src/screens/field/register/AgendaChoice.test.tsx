// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Claim } from '#domain/claims.ts'
import { AppProvider } from '#screens/shared/services.ts'
import { activate } from '#text/i18n.tsx'
import { aPerson, appWith, aSession, COLLEAGUE, testSeat } from '../testSeat.ts'
import { Register } from './Register.tsx'

const agenda = [
  { id: 'talk', title: 'Opening talk', start: '09:30', end: '10:15' },
  { id: 'panel', title: 'First panel', start: '10:15', end: '12:30' },
]
const session = aSession({ title: { en: 'Competence centre' } }, { agenda })
const roster = [aPerson('Balode', 'Ilze'), aPerson('Černý', 'Petr')]

function show() {
  const seat = testSeat({ sessions: [session], roster })
  render(
    <AppProvider value={appWith(signal(seat))}>
      <Register session={session.session} />
    </AppProvider>,
  )
  return seat
}
const presentAt = (item: string): Claim => ({ kind: 'item-mark', item, status: 'present', at: 0, replaces: [] })
const button = (name: string | RegExp) => screen.getByRole('button', { name })

beforeEach(() => activate('en'))
afterEach(cleanup)

describe('choosing what of a session is marked', () => {
  it('U2 is a group of radio buttons with the times and title of each item', async () => {
    show()
    const group = await screen.findByRole('region', { name: 'What you mark' })
    const options = within(group).getAllByRole<HTMLInputElement>('radio')
    expect(options.map((one) => one.labels?.[0]?.textContent)).toEqual([
      '09:30–12:30Whole session',
      '09:30–10:15Opening talk',
      '10:15–12:30First panel',
    ])
    expect(options.map((one) => one.checked)).toEqual([true, false, false])
  })

  it('F4 marks the item that was chosen, says which, and goes on to the next', async () => {
    const seat = show()
    fireEvent.click(await screen.findByRole('radio', { name: /Opening talk/ }))
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Opening talk 09:30–10:15')
    fireEvent.click(button('Everyone present · 2'))
    fireEvent.click(await screen.findByRole('button', { name: 'Petr Černý: Present. Mark absent' }))
    expect(await screen.findByRole('radio', { name: /Everyone is marked\.\s*Opening talk/ })).toBeDefined()
    expect(seat.claims.value.map(({ claim }) => claim.kind)).toEqual(['item-everyone', 'item-mark'])
    fireEvent.click(await screen.findByRole('button', { name: 'Next: 10:15' }))
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('First panel 10:15–12:30')
    // What stands at each item, in words, too.
    expect(button(/^Petr Černý Opening talk: Absent. First panel: Not marked/)).toBeDefined()
  })

  it('F7 says before handing in at which item somebody is not marked', async () => {
    const seat = show()
    const person = roster[0]?.person ?? null
    seat.receive(session.session, COLLEAGUE, person, presentAt('talk'))
    fireEvent.click(button('More'))
    fireEvent.click(await screen.findByRole('button', { name: /Submit the register/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Submit this register?' })
    expect(within(dialog).getByText(/First panel/).textContent).toBe('First panel: 1')
  })

  it('F6 warns in the sheet that the whole session replaces what was marked by item', async () => {
    const seat = show()
    const person = roster[1]?.person ?? null
    seat.receive(session.session, COLLEAGUE, person, presentAt('gone'))
    fireEvent.click(await screen.findByRole('radio', { name: /Whole session/ }))
    fireEvent.click(button(/^Petr Černý: .* Open$/))
    const dialog = await screen.findByRole('dialog', { name: 'Petr Černý' })
    expect(within(dialog).getByText(/Single agenda items are marked here/)).toBeDefined()
    expect(within(dialog).getByText(/an item that is not in the agenda any more/)).toBeDefined()
  })
})
