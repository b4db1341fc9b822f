// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import type { ComponentChildren } from 'preact'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type AppContext, AppProvider } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { activate } from '#text/i18n.tsx'
import { Office } from './Office.tsx'
import { SessionDetail } from './SessionDetail.tsx'
import { aPerson, aProgramme, aRun, aSession, JANIS, JANIS_PHONE, testOffice } from './testSeat.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const MINUTE_MS = 60_000

function show(seat: Seat, children: ComponentChildren) {
  const context = {
    device: { seat: signal(seat), failure: signal(null), erasedBy: signal(null) },
    services: { update: signal({ waiting: false, postponed: false }), lost: signal(false) },
  }
  return render(<AppProvider value={context as unknown as AppContext}>{children}</AppProvider>)
}

function setUp() {
  const person = aPerson('Ozoliņa Marta')
  const run = aRun()
  const session = aSession(run)
  const office = testOffice({
    now: NOW,
    programmes: [aProgramme()],
    runs: [run],
    sessions: [session, aSession(run, { index: 2 }, { date: '2026-11-24' })],
    roster: [person],
  })
  return { office, run, session: session.session, person: person.person }
}

beforeAll(() => activate('en'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** As on a desk: the list and the chosen thing side by side. */
function onADesk() {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }))
}

describe('the office', () => {
  it('shows a record as soon as it arrives, with who, from which device and by which clock', async () => {
    const { office, session, person } = setUp()
    show(office, <SessionDetail session={session} />)
    expect(screen.getByText('Not recorded')).toBeDefined()
    office.receive(
      session,
      person,
      { kind: 'mark', status: 'absent', at: NOW, replaces: [] },
      { recorder: JANIS, device: JANIS_PHONE, clockOffsetMs: 3 * MINUTE_MS },
    )
    expect(await screen.findByText('Jānis Bērziņš, shared phone')).toBeDefined()
    expect(screen.getByText('phone clock 3 min ahead')).toBeDefined()
    expect(screen.queryByText('Not recorded')).toBeNull()
  })

  it('F6 names both sides of a disagreement and the value that counts for now', () => {
    const { office, session, person } = setUp()
    office.receive(session, person, { kind: 'mark', status: 'present', at: NOW, replaces: [] })
    office.receive(session, person, { kind: 'mark', status: 'absent', at: NOW, replaces: [] }, { recorder: JANIS })
    show(office, <SessionDetail session={session} />)
    const row = screen.getByText('Ozoliņa Marta').closest('li')
    if (!row) throw new Error('no row')
    expect(within(row).getByText('2 records')).toBeDefined()
    expect(within(row).getByText('counts for now', { exact: false }).parentElement?.textContent).toContain('Absent')
  })

  it('says that an unknown session is not on this device, and offers the way back', () => {
    const { office } = setUp()
    show(office, <SessionDetail session="session-unknown0" />)
    expect(screen.getByText('This is not on this device')).toBeDefined()
    expect(screen.getByRole('link', { name: 'All programmes' }).getAttribute('href')).toBe('/office')
  })

  it('U2 moves through the list by j and k, from the session that is open', () => {
    onADesk()
    const { office, session } = setUp()
    const { container } = show(office, <SessionDetail session={session} />)
    const rows = [...container.querySelectorAll('[data-row]')]
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual(['true', null])
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(document.activeElement).toBe(rows[1])
    fireEvent.keyDown(document.body, { key: 'k' })
    expect(document.activeElement).toBe(rows[0])
  })

  it('F1 says how old the figures are when the hub cannot be heard', () => {
    const { office } = setUp()
    office.connection.value = { ...office.connection.value, state: 'off', heardAt: NOW - MINUTE_MS }
    show(office, <Office />)
    expect(screen.getByText(/^No connection\. You see what had arrived by/)).toBeDefined()
  })

  it('U6 an empty hub explains itself', () => {
    show(testOffice({ now: NOW }), <Office />)
    expect(screen.getByText('Plan your first run')).toBeDefined()
  })
})
