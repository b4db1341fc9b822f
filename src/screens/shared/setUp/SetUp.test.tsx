// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '#domain/result.ts'
import type { Device, Seat, SeatInfo } from '#store/api.ts'
import { activate } from '#text/i18n.tsx'
import { createDrafts } from '../drafts.ts'
import { type AppContext, AppProvider, type Services } from '../services.ts'
import { SetUp } from './SetUp.tsx'

const LINK = 'https://teren.example/set-up#server-000000000.K7QM2PXR'
const INFO = { member: 'member', hubName: 'Hub Ostrava' } as unknown as SeatInfo

function show(address: string, setUp: Services['setUp'], addSeat: Device['addSeat'] = async () => ok(undefined)) {
  const asked = vi.fn(setUp)
  const added = vi.fn(addSeat)
  const describeHub = vi.fn<Seat['describeHub']>(async () => ok(undefined))
  const device = { addSeat: added, seat: signal({ describeHub, info: signal({ member: 'eva' }) }) }
  render(
    <LocationProvider>
      <AppProvider value={{ device, services: { setUp: asked, drafts: createDrafts(null) } } as unknown as AppContext}>
        <SetUp address={address} />
      </AppProvider>
    </LocationProvider>,
  )
  return { asked, added, describeHub }
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
function fill(hub: string, person: string) {
  fireEvent.input(field('Name of your hub'), { target: { value: hub } })
  fireEvent.input(field('Your name'), { target: { value: person } })
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

beforeAll(() => activate('en'))
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

describe('the page that sets a hub up', () => {
  it('makes the hub with both names, keeps the sign-in, describes the hub and goes to the first page', async () => {
    history.replaceState(null, '', '/set-up')
    const { asked, added, describeHub } = show(LINK, async () => ok(INFO))
    fill('  Hub Ostrava ', 'Eva Nováková')
    press('Set up the hub')
    await expect.poll(() => location.pathname).toBe('/')
    expect(asked).toHaveBeenCalledExactlyOnceWith(LINK, { hubName: 'Hub Ostrava', displayName: 'Eva Nováková' })
    expect(added).toHaveBeenCalledExactlyOnceWith(INFO)
    expect(describeHub).toHaveBeenCalledExactlyOnceWith({ name: 'Hub Ostrava', languages: ['en'] })
  })

  it('asks nobody while a name is missing, says which, and goes there', async () => {
    const { asked } = show(LINK, async () => ok(INFO))
    expect(screen.queryByRole('alert')).toBeNull()
    fill('Hub Ostrava', '  ')
    press('Set up the hub')
    expect((await screen.findByRole('alert')).textContent).toBe('Write a name here.')
    expect(field('Your name').getAttribute('aria-invalid')).toBe('true')
    await expect.poll(() => document.activeElement).toBe(field('Your name'))
    fill('Hub Ostrava', 'E\u202eva')
    expect(screen.getByRole('alert').textContent).toContain('hidden characters')
    expect(asked).not.toHaveBeenCalled()
    fill('Hub Ostrava', 'Eva')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it.each([
    ['not-a-code', 'This is not a whole set-up link.'],
    ['unknown-code', 'The server does not know this link.'],
    ['other-server', 'The server does not know this link.'],
    ['used', 'A hub is already set up here.'],
    ['expired', 'This link is too old.'],
  ] as const)('says so when the link is good for nothing: %s, until another is opened', async (refusal, words) => {
    history.replaceState(null, '', '/set-up#server-000000000.BBBBBBBB')
    show(LINK, async () => fail(refusal))
    fill('Hub Ostrava', 'Eva')
    press('Set up the hub')
    expect((await screen.findByRole('alert')).textContent).toContain(words)
    expect(screen.queryByRole('button')).toBeNull()
    dispatchEvent(new Event('hashchange'))
    expect(await screen.findByRole('button', { name: 'Set up the hub' })).toBeDefined()
    expect(field('Your name').value).toBe('Eva')
  })

  it.each([
    ['unreachable', 'The hub did not answer.'],
    ['too-many-tries', 'There were too many wrong codes from here.'],
    ['not-a-name', 'The hub cannot take one of the names.'],
    ['failed', 'Something went wrong at the hub.'],
  ] as const)('says what to do when it is %s, keeps both names, and can be tried again', async (refusal, words) => {
    const { asked } = show(LINK, async () => fail(refusal))
    fill('Hub Ostrava', 'Eva')
    press('Set up the hub')
    expect((await screen.findByRole('alert')).textContent).toContain(words)
    expect([field('Name of your hub').value, field('Your name').value]).toEqual(['Hub Ostrava', 'Eva'])
    press('Set up the hub')
    await expect.poll(() => asked).toHaveBeenCalledTimes(2)
  })

  it('F2 does not make the hub again when this device could not keep the sign-in', async () => {
    const answers = [fail({ kind: 'storage-full' } as const), ok(undefined)]
    const { asked, added } = show(
      LINK,
      async () => ok(INFO),
      async () => answers.shift() ?? ok(undefined),
    )
    fill('Hub Ostrava', 'Eva')
    press('Set up the hub')
    expect((await screen.findByRole('alert')).textContent).toContain('Your hub is made.')
    press('Try again')
    await expect.poll(() => added).toHaveBeenCalledTimes(2)
    expect(asked).toHaveBeenCalledOnce()
  })

  it('says what is missing where the address has no code', () => {
    show('https://teren.example/set-up', async () => ok(INFO))
    expect(screen.getByRole('heading', { name: 'This address has no set-up code' })).toBeDefined()
    expect(screen.queryByRole('button')).toBeNull()
  })
})
