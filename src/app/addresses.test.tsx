// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import { type AppContext, AppProvider } from '#screens/shared/services.ts'
import type { Seat, SeatInfo } from '#store/api.ts'
import { activate } from '#text/i18n.tsx'
import { LIST_ADDRESSES } from './ListRoutes.tsx'
import { OFFICE_ADDRESSES } from './OfficeRoutes.tsx'
import { ADDRESSES, Routes } from './routes.tsx'
import { type Addresses, screenOf } from './screen.tsx'

/** Whose each page of the app is, said once more and otherwise than the app says it: by what each role has to do there.
 *  `product.md`: trainers record; coordinators plan, and record where they must; observers look at what the office looks
 *  at, and change nothing; participants see their own. */
const OPENS: Record<Role, RegExp> = {
  trainer:
    /^\/(today|start|day\/(close|ready(\/:session)?|change\/:session)|sessions(\/:session)?|runs\/:run\/(codes|badges)(\/:session)?|runs\/:run\/(skills\/:person|boards\/:session(\/:group)?)|skills\/:run\/:session(\/:person)?|signatures\/:session|history\/.+|runs\/:run\/history\/:person|print\/.+)$/,
  coordinator:
    /^\/(today|start|day\/(close|ready(\/:session)?|change\/:session)|sessions(\/:session)?|runs\/:run\/(codes|badges)(\/:session)?|runs\/:run\/(skills\/:person|boards\/:session(\/:group)?)|skills\/:run\/:session(\/:person)?|signatures\/:session|history\/.+|runs\/:run\/history\/:person|print\/.+|office\/.*)$/,
  observer:
    /^\/(print\/(sheets|runs)\/.+|history\/.+|runs\/:run\/history\/:person|office\/(missed|sessions\/:session|runs\/:run(\/(people|change))?)?)$/,
  participant: /^\/me(\/record|\/readers|\/badge)?$/,
}
/** What everybody has who is signed in: modules, what waits to be sent, another phone of their own. */
const OPEN_TO_MEMBERS = /^\/(learn(\/.+)?|waiting(\/hand-over)?|phone\/(another|bring-in))$/
/** Where nobody need be signed in. */
const OPEN_TO_ALL = /^\/(phone|sign-in|set-up)$/

const appWide = (): Addresses => {
  const office = Object.entries(OFFICE_ADDRESSES).map(([path, address]) => [`/office${path}`, address] as const)
  return { ...ADDRESSES, ...LIST_ADDRESSES, ...Object.fromEntries(office) }
}

const opens = (role: Role, path: string) => OPENS[role].test(path) || OPEN_TO_MEMBERS.test(path)

/** Where what the app does differs from what it should do. */
const differences = (addresses: Addresses): string[] =>
  Object.entries(addresses).flatMap(([path, { whose }]) => {
    if ((whose === null) !== OPEN_TO_ALL.test(path)) return [`${path} for whoever is here`]
    if (whose === null) return []
    return ROLES.filter((role) => whose.includes(role) !== opens(role, path)).map((role) => `${path} for ${role}`)
  })

const seatOf = (role: Role): SeatInfo => ({
  member: `member-of-${role}` as MemberId,
  device: 'device-000000000' as SeatInfo['device'],
  serverId: 'server-000000000',
  hub: 'hub-sinec-000000' as SeatInfo['hub'],
  hubName: 'Klastr SINEC',
  displayName: `Somebody ${role}`,
  role,
  state: 'active',
})

/** The app with these signed in, the first on screen. */
function appOf(...roles: Role[]) {
  const seats = signal(roles.map(seatOf))
  const onScreen = (info: SeatInfo | undefined) => (info ? ({ info: signal(info) } as unknown as Seat) : null)
  const seat = signal(onScreen(seats.value[0]))
  const switchTo = vi.fn(async (member: MemberId) => {
    seat.value = onScreen(seats.value.find((one) => one.member === member))
  })
  return {
    context: {
      device: { seats, seat, switchTo, failure: signal(null), preparing: signal(null), erasedBy: signal(null) },
      services: { lost: signal(false) },
    } as unknown as AppContext,
    switchTo,
  }
}

/** What a person sees at an address whose own screen would only say that it is there. */
function visit(path: string, { context }: ReturnType<typeof appOf>) {
  const address = appWide()[path]
  if (!address) throw new Error(`no address ${path}`)
  const Screen = screenOf({ ...address, screen: () => <p>the page itself</p> })
  render(
    <AppProvider value={context}>
      <Screen />
    </AppProvider>,
  )
}
const refusal = () => screen.findByRole('heading', { level: 2, name: /^This page is for / })

beforeAll(() => activate('en'))
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

describe('whose each page is', () => {
  it('S4 every address of the app is open to the roles that have something to do there, and to no other', () => {
    expect(Object.keys(appWide()).length).toBeGreaterThan(30)
    expect(differences(appWide())).toEqual([])
  })

  it('S4 the comparison finds a page left open, one closed, and one that nobody need sign in for', () => {
    const { '/office/team': team, '/today': today, '/me': me, ...rest } = appWide()
    if (!team || !today || !me) throw new Error('the app has other addresses')
    const holes: Addresses = {
      ...rest,
      '/office/team': { ...team, whose: ['coordinator', 'observer'] },
      '/today': { ...today, whose: ['coordinator'] },
      '/me': { ...me, whose: null },
    }
    expect(differences(holes)).toEqual(['/office/team for observer', '/today for trainer', '/me for whoever is here'])
  })

  it.each(ROLES)('S4 a %s sees the pages of that role, and of the others only whose they are', async (role) => {
    for (const path of Object.keys(appWide())) {
      visit(path, appOf(role))
      if (OPEN_TO_ALL.test(path) || opens(role, path)) {
        expect([path, screen.queryByText('the page itself') !== null]).toEqual([path, true])
      } else {
        await refusal()
        expect([path, screen.queryByText('the page itself')]).toEqual([path, null])
        expect(screen.getByRole('link', { name: 'Go to the first page' }).getAttribute('href')).toBe('/')
      }
      cleanup()
    }
  })

  it('S4 asks whoever is not signed in to sign in, wherever somebody must be', () => {
    for (const [path, { whose }] of Object.entries(appWide())) {
      visit(path, appOf())
      expect([path, screen.queryByText('the page itself') === null]).toEqual([path, whose !== null])
      cleanup()
    }
  })

  it('S4 says who else on the device may open the page, and opens it as them', async () => {
    const app = appOf('participant', 'observer', 'trainer', 'coordinator')
    visit('/office/sessions/:session', app)
    await refusal()
    expect(document.title).toBe('Not for your role · Teren')
    const buttons = screen.getAllByRole('button')
    expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual([
      'Switch to Somebody observer',
      'Switch to Somebody coordinator',
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Switch to Somebody observer' }))
    expect(await screen.findByText('the page itself')).toBeDefined()
    expect(app.switchTo).toHaveBeenCalledWith('member-of-observer')
    expect(document.title).toBe('Session · Teren')
  })

  it('S4 the router asks the same: a participant and a trainer are not let into the office by any address of it', async () => {
    for (const role of ['participant', 'trainer'] as const) {
      for (const path of ['/office', '/office/team', '/office/no-such-page']) {
        history.replaceState(null, '', path)
        render(
          <LocationProvider>
            <AppProvider value={appOf(role).context}>
              <Routes />
            </AppProvider>
          </LocationProvider>,
        )
        expect((await refusal()).textContent).toBe('This page is for coordinators and observers')
        cleanup()
      }
    }
  })
})
