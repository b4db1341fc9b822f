// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DeviceId, MemberId } from '#domain/ids.ts'
import type { OpenRegister } from '#protocol/frames.ts'
import { AppProvider } from '#screens/shared/services.ts'
import { activate } from '#text/i18n.tsx'
import { aPerson, appWith, aSession, COLLEAGUE, ME, testSeat } from '../testSeat.ts'
import { Register } from './Register.tsx'

const session = aSession({ title: { en: 'Preventing burn-out' } })

function show() {
  const seat = testSeat({ sessions: [session], roster: [aPerson('Balode', 'Ilze')] })
  const open = new Set<OpenRegister>()
  seat.opens = (register) => {
    open.add(register)
    return () => open.delete(register)
  }
  const shown = render(
    <AppProvider value={appWith(signal(seat))}>
      <Register session={session.session} />
    </AppProvider>,
  )
  const tell = (state: 'connected' | 'off', ...members: MemberId[]) => {
    const present = members.map((member, at) => ({ member, device: `device-${at}` as DeviceId }))
    seat.connection.value = { ...seat.connection.value, state, others: new Map([[session.session, present]]) }
  }
  return { ...shown, open, tell }
}

beforeEach(() => activate('en'))
afterEach(cleanup)

it('PR1 says that the register is open while it is on screen', async () => {
  const { open, unmount } = show()
  expect([...open]).toEqual([{ run: session.run, session: session.session }])
  unmount()
  await waitFor(() => expect(open.size).toBe(0))
})

it('PR1 PR6 U2 names who else has it open, not aloud, and nobody where that is not known', async () => {
  const { tell, container } = show()
  tell('connected', COLLEAGUE, COLLEAGUE)
  const said = await screen.findByText('Jānis Bērziņš has this register open too.')
  expect(said.closest('[aria-live], [role=status], [role=alert]')).toBeNull()
  tell('connected', COLLEAGUE, 'member-nobody-0000' as MemberId, ME)
  await screen.findByText('Jānis Bērziņš and Somebody else have this register open too.')
  expect(screen.getByText('+1')).toBeDefined()
  tell('connected', ME)
  await screen.findByText('You have this register open on another device too.')
  tell('off', COLLEAGUE)
  await waitFor(() => expect(container.textContent).not.toContain('register open'))
  tell('connected')
  expect(container.textContent).not.toContain('register open')
})
