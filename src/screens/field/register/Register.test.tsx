// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppProvider } from '#screens/shared/services.ts'
import { activate } from '#text/i18n.tsx'
import { aPerson, appWith, aSession, COLLEAGUE, type TestSeat, testSeat } from '../testSeat.ts'
import { Register } from './Register.tsx'

const session = aSession({ title: { en: 'Preventing burn-out' } })
const ilze = aPerson('Balode', 'Ilze', 'SIA Otrā elpa')
const petr = aPerson('Černý', 'Petr')

function show(seat: TestSeat, id: string = session.session) {
  return render(
    <AppProvider value={appWith(signal(seat))}>
      <Register session={id} />
    </AppProvider>,
  )
}

const seatHere = () => testSeat({ sessions: [session], roster: [ilze, petr], known: [aPerson('Novák', 'Josef')] })
const button = (name: string | RegExp) => screen.getByRole('button', { name })

beforeEach(() => activate('en'))
afterEach(cleanup)

describe('the register on screen', () => {
  it('F4 goes from everyone present over one exception to submit', async () => {
    show(seatHere())
    fireEvent.click(button('Everyone present · 2'))
    fireEvent.click(await screen.findByRole('button', { name: 'Petr Černý: Present. Mark absent' }))
    expect(await screen.findByRole('button', { name: 'Petr Černý: Absent. Mark present' })).toBeDefined()
    fireEvent.click(button('Submit'))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/1 present/)).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Submit' }))
    expect(await screen.findByText(/^Submitted .* by you/)).toBeDefined()
  })

  it('F2 says *saved on this phone* to a screen reader after it is', async () => {
    const { container } = show(seatHere())
    const live = container.querySelector('[aria-live="polite"]')
    expect(live?.textContent).toBe('')
    fireEvent.click(button('Ilze Balode: Not marked. Mark present'))
    await waitFor(() => expect(live?.textContent).toBe('Ilze Balode: Present. Saved on this phone.'))
  })

  it('F2 tells at once, in words, when a mark is not saved, and offers to save again', async () => {
    const seat = seatHere()
    seat.failing.value = { kind: 'storage-full' }
    show(seat)
    fireEvent.click(button('Ilze Balode: Not marked. Mark present'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('1 change is not saved.')
    expect(alert.textContent).toContain('There is no room left on this phone.')
    seat.failing.value = null
    fireEvent.click(within(alert).getByRole('button', { name: 'Save again' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('F6 names both under a person whose records differ', async () => {
    const seat = seatHere()
    await seat.mark(session.session, petr.person, { status: 'absent' })
    seat.receive(session.session, COLLEAGUE, petr.person, { kind: 'mark', status: 'present', at: 0, replaces: [] })
    show(seat)
    expect(button('Petr Černý: Two records. Open')).toBeDefined()
    expect(screen.getByText('You: absent · Jānis Bērziņš: present')).toBeDefined()
  })

  it('F4 offers a known person to a walk-in and links nobody by itself', async () => {
    const seat = seatHere()
    show(seat)
    fireEvent.click(button('Add a person'))
    const dialog = await screen.findByRole('dialog')
    fireEvent.input(within(dialog).getByLabelText('First name and family name'), { target: { value: 'Josef Novak' } })
    expect(await within(dialog).findByText('Josef Novák')).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add as new, present' }))
    expect(await screen.findByRole('button', { name: 'Josef Novak: Present. Mark absent' })).toBeDefined()
  })

  it('U2 keeps the focus on the next step while its words change', async () => {
    show(seatHere())
    const next = button(/^Everyone present/)
    next.focus()
    fireEvent.click(next)
    await waitFor(() => expect(next.textContent).toBe('Submit'))
    expect(document.activeElement).toBe(next)
  })

  it('F5 wants a reason before it records that a session did not take place', async () => {
    const seat = seatHere()
    show(seat)
    fireEvent.click(button('More'))
    fireEvent.click(await screen.findByRole('button', { name: /The session did not take place/ }))
    fireEvent.click(button('Record it'))
    expect(screen.getByRole('alert').textContent).toBe('Write the reason first.')
    expect(seat.claims.value).toHaveLength(0)
    fireEvent.input(screen.getByLabelText('Why not?'), { target: { value: 'Flood' } })
    fireEvent.click(button('Record it'))
    await waitFor(() => expect(seat.claims.value.at(-1)?.claim).toMatchObject({ kind: 'not-held', reason: 'Flood' }))
  })

  it('says so when the session is not on this phone', () => {
    show(seatHere(), 'not-a-session-00000')
    expect(screen.getByText('This session is not on this phone')).toBeDefined()
  })

  it('shows its own shape while it loads', () => {
    const seat = seatHere()
    seat.loading.value = true
    show(seat)
    expect(screen.getByText('Loading')).toBeDefined()
  })
})
