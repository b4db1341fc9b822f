import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { makeId, type PersonId } from '#domain/ids.ts'
import type { NameParts } from '#domain/personName.ts'
import type { AlikePerson } from '#store/officeApi.ts'
import { createDrafts } from '../drafts.ts'
import { PastedModel } from './pasted.model.ts'

let drawn = 0
const newId = <T extends string>() => makeId<T>(() => Uint8Array.from({ length: 12 }, () => drawn++ % 251))

const known = (displayName: string, likeness: AlikePerson['likeness'] = 'same'): AlikePerson => ({
  person: newId<PersonId>(),
  displayName,
  familyName: displayName.split(' ').at(-1) ?? '',
  givenName: '',
  organisation: null,
  organisationName: '',
  role: '',
  demonstration: false,
  likeness,
})

async function review(text: string, directory: AlikePerson[] = [], onList: PersonId[] = []) {
  const findAlike = async (names: readonly NameParts[]) =>
    names.map(({ familyName }) => directory.filter((row) => familyName !== '' && row.familyName === familyName))
  const model = new PastedModel({
    office: { findAlike, newId },
    draft: createDrafts(null).open('test'),
    onList: signal(new Set(onList)),
  })
  model.write(text)
  model.review()
  await expect.poll(() => model.looking.value).toBe(false)
  return model
}
const outcomes = (model: Awaited<ReturnType<typeof review>>) => model.rows.value.map(({ becomes }) => becomes)

describe('a pasted list', () => {
  it('F4 takes nobody known by itself: each is decided by a person', async () => {
    const novak = known('Jan Novák')
    const model = await review('Jan Novák\nEva Malá', [novak])
    expect(outcomes(model)).toEqual(['undecided', 'new'])
    const [row] = model.rows.value
    if (row) model.decide(row, { known: novak.person })
    expect(outcomes(model)).toEqual(['known', 'new'])
    expect(model.people()).toMatchObject([
      { person: novak.person, isNew: false },
      { isNew: true, familyName: 'Malá' },
    ])
  })

  it('gives the same people however often it is asked', async () => {
    const model = await review('Jan Novák\nEva Malá')
    expect(model.people()).toEqual(model.people())
  })

  it('leaves alone who is on the list already, and takes somebody else for new', async () => {
    const novak = known('Jan Novák')
    const model = await review('Jan Novák', [novak], [novak.person])
    const [row] = model.rows.value
    if (row) model.decide(row, { known: novak.person })
    expect(outcomes(model)).toEqual(['on-list'])
    expect(model.people()).toEqual([])
    if (row) model.decide(row, 'new')
    expect(model.people()).toHaveLength(1)
  })

  it('takes together only those whose name is exactly that of one known person', async () => {
    const directory = [
      known('Jan Novák'),
      known('Eva Malá'),
      known('Petr Malý', 'alike'),
      known('Ivo Dub'),
      known('I Dub'),
    ]
    const model = await review('Jan Novák\nEva Malá\nP. Malý\nIvo Dub', directory)
    expect(model.sure.value.map(({ line }) => line.number)).toEqual([1, 2])
    model.takeSure()
    expect(outcomes(model)).toEqual(['known', 'known', 'undecided', 'undecided'])
  })

  it('makes one person of two lines only when somebody says so', async () => {
    const model = await review('Jan Novák\nNovák, Jan')
    expect(outcomes(model)).toEqual(['new', 'undecided'])
    const row = model.rows.value[1]
    if (row) model.decide(row, 'repeats')
    expect(model.people()).toHaveLength(1)
    if (row) model.decide(row, 'new')
    expect(model.people()).toHaveLength(2)
  })

  it('asks anew about a line that is read otherwise', async () => {
    const model = await review('Karel Svoboda', [known('Karel Svoboda'), known('Svoboda Karel')])
    const [row] = model.rows.value
    if (row) model.decide(row, 'new')
    model.chooseOrder('family-first')
    await expect.poll(() => outcomes(model)).toEqual(['undecided'])
  })
})
