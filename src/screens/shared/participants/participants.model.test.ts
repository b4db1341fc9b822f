import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { InvitationRow, Loadable, ParticipantRow, Seat } from '#store/api.ts'
import { codeStateOf, ParticipantsModel } from './participants.model.ts'

const RUN = 'run-0000000000000' as RunId
const NOW = 600_000

const idOf = (name: string) => `person-${name}-0000000` as PersonId
const person = (name: string) => ({
  ...{ person: idOf(name), displayName: name, familyName: name, givenName: '' },
  ...{ organisation: null, organisationName: '', role: '', demonstration: true },
})
const invitation = (over: Partial<InvitationRow>): InvitationRow => ({
  ...{ member: 'member-000000000' as MemberId, person: null, run: RUN, displayName: '', madeAt: 0, refusal: null },
  ...{ state: 'given', code: 'K7QM2PXR', expiresAt: NOW + 1, ...over },
})
const row = (name: string, over: Partial<ParticipantRow> = {}): ParticipantRow => ({
  ...{ person: person(name), member: null, signedIn: 0, invitation: null },
  ...over,
})

function screen(rows: ParticipantRow[]) {
  const live = <T>(value: T) => ({ value: signal<Loadable<T>>({ state: 'ready', value }), dispose: () => undefined })
  const inviteParticipant = vi.fn<Seat['inviteParticipant']>(async () => ok(undefined))
  const command = vi.fn<Seat['command']>(async () => ok(undefined))
  const seat = {
    now: () => ({ at: NOW, trusted: true }),
    participants: () => live(rows),
    runs: () => live([]),
    inviteParticipant,
    command,
  }
  return { model: new ParticipantsModel(seat as unknown as Seat, RUN), inviteParticipant, command }
}

const namesOf = (rows: ParticipantRow[]) => rows.map(({ person: { displayName } }) => displayName)

describe('codes for participants', () => {
  it('L3 a code that is used or too old is none', () => {
    const state = (over: Partial<InvitationRow>) => codeStateOf(row('Ada', { invitation: invitation(over) }), NOW)
    expect(codeStateOf(row('Ada'), NOW)).toBe('none')
    expect(state({})).toBe('given')
    expect(state({ expiresAt: NOW })).toBe('none')
    expect(state({ state: 'used', code: null })).toBe('none')
    expect(state({ state: 'asked', code: null, expiresAt: null })).toBe('asked')
    expect(state({ state: 'refused', code: null, expiresAt: null })).toBe('refused')
  })

  it('L3 makes codes for everybody who has none, by name, and for nobody else', async () => {
    const { model, inviteParticipant } = screen([
      row('Zoe'),
      row('Ada', { signedIn: 1 }),
      row('Ben', { invitation: invitation({}) }),
      row('Cyril', { invitation: invitation({ state: 'refused', code: null }) }),
      row('Dora', { invitation: invitation({ state: 'asked', code: null }) }),
    ])
    expect(namesOf(model.without.value)).toEqual(['Cyril', 'Zoe'])
    await model.makeAll()
    expect(inviteParticipant.mock.calls).toEqual([
      [RUN, idOf('Cyril')],
      [RUN, idOf('Zoe')],
    ])
  })

  it('C7 prints what can be handed over; with one person open, theirs alone', () => {
    const { model } = screen([
      row('Ben', { invitation: invitation({}) }),
      row('Eva', { invitation: invitation({}), signedIn: 1 }),
      row('Ada'),
    ])
    expect(namesOf(model.printed.value)).toEqual(['Ben', 'Eva'])
    model.open(idOf('Eva'))
    expect(namesOf(model.printed.value)).toEqual(['Eva'])
    model.open(idOf('Ada'))
    expect(model.printed.value).toEqual([])
  })

  it('S7 withdraws the code of the one who is open', async () => {
    const { model, command } = screen([row('Ben', { invitation: invitation({}) })])
    model.open(idOf('Ben'))
    if (model.shown.value) await model.withdraw(model.shown.value)
    expect(command).toHaveBeenCalledExactlyOnceWith({ name: 'withdraw-codes', member: 'member-000000000' })
  })

  it('F2 says why one code could not be asked for, and goes on with the others', async () => {
    const { model, inviteParticipant } = screen([row('Ada'), row('Ben')])
    inviteParticipant.mockResolvedValueOnce(fail({ kind: 'storage-full' }))
    await model.makeAll()
    expect(inviteParticipant).toHaveBeenCalledTimes(2)
    expect(model.failure.value).toEqual({ kind: 'storage-full' })
    expect(model.making.value).toBe(false)
    await model.make(idOf('Ada'))
    expect(model.failure.value).toBeNull()
  })
})
