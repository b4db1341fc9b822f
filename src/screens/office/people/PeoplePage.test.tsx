// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Role } from '#domain/roles.ts'
import { type AppContext, AppProvider } from '#screens/shared/services.ts'
import type { PersonRow, Seat } from '#store/api.ts'
import type { Office, RunPlan } from '#store/officeApi.ts'
import { activate } from '#text/i18n.tsx'
import { aPerson, aRun, aSession, testOffice } from '../testSeat.ts'
import { PeoplePage } from './PeoplePage.tsx'

const run = aRun()
const nameless = (): PersonRow => aPerson('')

function show(role: Role, people: PersonRow[], numbers: number[]) {
  const seat = testOffice({ now: Date.UTC(2026, 10, 23), runs: [run], sessions: [aSession(run)] })
  const plan = {
    people,
    numbers: new Map(people.map(({ person }, at) => [person, numbers[at] ?? 0])),
  } as unknown as RunPlan
  const office = {
    plan: () => ({ value: signal({ state: 'ready', value: plan }), dispose: () => undefined }),
    newcomers: () => ({ value: signal({ state: 'ready', value: [] }), dispose: () => undefined }),
    rescued: () => ({ value: signal({ state: 'ready', value: [] }), dispose: () => undefined }),
  } as unknown as Office
  const info = signal({ ...seat.info.value, role })
  const context = {
    device: {
      seat: signal<Seat>({ ...seat, info, office: async () => office }),
      failure: signal(null),
      erasedBy: signal(null),
    },
    services: { update: signal({ waiting: false, postponed: false }), lost: signal(false) },
  }
  render(
    <AppProvider value={context as unknown as AppContext}>
      <PeoplePage run={run.run} what="list" />
    </AppProvider>,
  )
}
const rows = async () => {
  await screen.findByText('Person 1')
  return screen.getAllByRole('listitem').filter((row) => /Person|Nov/.test(row.textContent))
}

beforeAll(async () => {
  await activate('en')
  // As on a phone: the list alone.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }))
})
afterEach(cleanup)

describe('the people of a run', () => {
  it('S4 go by their number in the run where their names may not be seen, also after somebody left', async () => {
    show('observer', [nameless(), nameless(), nameless()], [4, 1, 2])
    expect((await rows()).map((row) => row.textContent)).toEqual(['Person 1', 'Person 2', 'Person 4'])
  })

  it('S4 are looked at by an observer: no way to add or to change anybody', async () => {
    show('observer', [nameless(), aPerson('Nováková')], [1, 2])
    expect((await rows()).map((row) => row.textContent)).toEqual(['1Nováková', 'Person 1'])
    expect(screen.queryAllByRole('link').filter((link) => /people/.test(link.getAttribute('href') ?? ''))).toEqual([])
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  it('U6 are added and corrected by a coordinator, who sees a number until a name has arrived', async () => {
    show('coordinator', [nameless(), aPerson('Nováková')], [1, 2])
    expect((await rows()).map((row) => row.textContent)).toEqual(['1Nováková', 'Person 1'])
    expect(screen.getByRole('link', { name: 'Add people' })).toBeDefined()
    expect(screen.getByRole('link', { name: /Nováková/ }).getAttribute('href')).toMatch(/\/people\/.+/)
  })
})
