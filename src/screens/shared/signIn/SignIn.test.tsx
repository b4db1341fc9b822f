// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '#domain/result.ts'
import { activate } from '#text/i18n.tsx'
import { type AppContext, AppProvider, type Services } from '../services.ts'
import { SignIn } from './SignIn.tsx'

const LINK = 'https://teren.example/sign-in#server-000000000.K7QM2PXR'

function show(address: string, lookUpInvitation: Services['lookUpInvitation']) {
  const redeem = vi.fn<Services['redeem']>(async () => fail('expired'))
  const context = { device: { seats: signal([]) }, services: { lookUpInvitation, redeem } }
  render(
    <LocationProvider>
      <AppProvider value={context as unknown as AppContext}>
        <SignIn address={address} />
      </AppProvider>
    </LocationProvider>,
  )
  return redeem
}

beforeAll(() => activate('en'))
afterEach(cleanup)

describe('the page for signing in', () => {
  it('L3 says the hub, the person, the role and who reads what before the one button that uses the code', async () => {
    const redeem = show(LINK, async () =>
      ok({
        hubName: 'Klastr SINEC',
        displayName: 'Anna Kalniņa',
        role: 'trainer',
        expiresAt: Date.now() + 86_400_000,
        classes: [],
      }),
    )
    expect((await screen.findByRole('heading', { name: 'Anna Kalniņa' })).tagName).toBe('H2')
    expect(screen.getByText('Klastr SINEC')).toBeDefined()
    expect(screen.getByText('Trainer')).toBeDefined()
    expect(screen.getByText(/^What you record is read by/)).toBeDefined()
    expect(redeem).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Sign in as Anna Kalniņa' }))
    expect(await screen.findByText('This code is too old.')).toBeDefined()
    expect(redeem).toHaveBeenCalledWith(LINK)
  })

  it('L3 a participant reads the course and who will see what, by name, before the button that uses the code', async () => {
    const team = [
      { displayName: 'Petra Vaňková', role: 'trainer' as const },
      { displayName: 'Jitka Dvořáčková', role: 'coordinator' as const },
    ]
    const redeem = show(LINK, async () =>
      ok({
        ...{
          hubName: 'Klastr SINEC',
          displayName: 'Jana Nová',
          role: 'participant',
          expiresAt: Date.now() + 86_400_000,
        },
        classes: [{ title: { en: 'Sewing' }, team }],
      }),
    )
    expect(await screen.findByText('Sewing')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'This is me' }))
    expect(await screen.findByRole('heading', { name: 'Who will see what about you' })).toBe(document.activeElement)
    expect(screen.getByText('Trainers: Petra Vaňková')).toBeDefined()
    expect(screen.getByText('Coordinators: Jitka Dvořáčková')).toBeDefined()
    for (const who of ['Other participants', 'Partners and those who pay for the course', 'Only you'])
      expect(screen.getByRole('heading', { name: who })).toBeDefined()
    expect(redeem).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Join as Jana Nová' }))
    expect(await screen.findByText('This code is too old.')).toBeDefined()
  })

  it('says what to do about a used code and keeps it in the field', async () => {
    show(LINK, async () => fail('used'))
    expect((await screen.findByRole('alert')).textContent).toContain('Ask whoever gave it to you for a new one.')
    expect(screen.getByLabelText<HTMLInputElement>('Code or link').value).toBe('K7QM2PXR')
  })
})
