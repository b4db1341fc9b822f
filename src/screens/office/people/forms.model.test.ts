import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import type { PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { EnrolledPerson } from '#store/officeApi.ts'
import { OwnStatusesModel } from '../statuses/ownStatuses.model.ts'
import { NewMemberModel } from '../team/newMember.model.ts'
import { aDraft, anOffice, newId } from '../testForms.ts'
import { aPerson, aProgramme } from '../testSeat.ts'
import { AddPeopleModel } from './addPeople.model.ts'
import { PersonFormModel } from './personForm.model.ts'

const run = newId<RunId>()

describe('a person that is corrected', () => {
  const person = { ...aPerson('Novák'), givenName: 'Jan', organisationName: 'Dílna' }
  const form = (office = anOffice()) => ({
    office,
    model: new PersonFormModel({ office, run, person, draft: aDraft() }),
  })

  it.each(['', '   ', '\u200b'])('must have a name: %j is none', async (name) => {
    const { office, model } = form()
    model.givenName.value = name
    model.familyName.value = ' '
    expect(model.isNameMissing.value).toBe(false)
    expect(await model.save()).toBe(false)
    expect([model.isNameMissing.value, office.savePerson.mock.calls.length]).toEqual([true, 0])
  })

  it('is kept as people write names: one space between words, letters with their accents, one name enough', async () => {
    const { office, model } = form()
    model.givenName.value = ' Jana\u00a0  Marie '
    model.familyName.value = 'Nova\u0301kova\u0301'
    model.organisation.value = ' '
    expect(await model.save()).toBe(true)
    const kept = { givenName: 'Jana Marie', familyName: 'Nováková', organisation: '', role: '' }
    expect(office.savePerson.mock.calls).toEqual([[person.person, kept]])
    model.givenName.value = ''
    expect(await model.save()).toBe(true)
  })
})

describe('somebody who was made in the field', () => {
  it('F4 is right once the coordinator saved their record, and stays new where that failed', async () => {
    const person = { ...aPerson('Novák'), givenName: 'Jan' }
    const office = anOffice()
    const model = new PersonFormModel({ office, run, person, draft: aDraft() })
    model.familyName.value = 'Nováček'
    office.checkNewcomer.mockResolvedValueOnce(fail({ kind: 'storage-full' }))
    expect(await model.save(true)).toBe(false)
    expect(await model.save(true)).toBe(true)
    const kept = { givenName: 'Jan', familyName: 'Nováček', organisation: '', role: '' }
    expect(office.checkNewcomer.mock.calls).toEqual([
      [run, person.person, kept],
      [run, person.person, kept],
    ])
    expect(office.savePerson.mock.calls).toEqual([])
  })
})

describe('a status of the hub’s own', () => {
  const ill = { id: 'ill0000000000000', name: 'Nemoc', counts: 'excused' as const, isRemoved: false }
  const editing = () => {
    const ownStatuses = () => ({ value: signal({ state: 'ready' as const, value: [ill] }), dispose: () => undefined })
    const office = anOffice({ ownStatuses })
    return { office, model: new OwnStatusesModel(office, aDraft()) }
  }

  it('must be called something, and otherwise than those on offer', async () => {
    const { office, model } = editing()
    await model.add()
    expect(model.fault.value).toBe('missing')
    model.name.value = ' NÉMOC '
    await model.add()
    expect([model.fault.value, office.saveOwnStatus.mock.calls.length]).toEqual(['taken', 0])
    model.name.value = '  Dovolená  '
    await model.add()
    expect(office.saveOwnStatus.mock.calls).toMatchObject([[{ name: 'Dovolená', counts: 'excused', isRemoved: false }]])
    expect([model.name.value, model.fault.value]).toEqual(['', null])
  })

  it('is taken off the offer and never changed otherwise', async () => {
    const { office, model } = editing()
    await model.offer(ill, true)
    expect(office.saveOwnStatus.mock.calls).toEqual([[{ ...ill, isRemoved: true }]])
  })
})

describe('people that are added', () => {
  const onList: PersonId[] = []
  function adding(over: Parameters<typeof anOffice>[0] = {}) {
    const plan = { people: onList.map((person) => ({ person })) }
    const office = anOffice({
      plan: (() => ({ value: signal({ state: 'ready', value: plan }), dispose: () => undefined })) as never,
      ...over,
    })
    return { office, model: new AddPeopleModel({ office, run, draft: aDraft() }) }
  }
  const list = (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        `Jana ${'Nováková'.slice(0, 5)}${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`,
    ).join('\n')

  it('says that nobody is named before it looks at anything, and adds nobody', async () => {
    const { office, model } = adding()
    model.pasted.write(' \n ')
    await model.add()
    await model.add()
    expect([model.isMissing.value, office.enrol.mock.calls.length]).toEqual([true, 0])
  })

  it('F4 leaves out who stands twice until a person says that they are two', async () => {
    const { office, model } = adding()
    model.pasted.write('Jan Novák\nEva Malá\nNovák Jan')
    await model.add()
    await expect.poll(() => model.pasted.looking.value).toBe(false)
    expect(model.pasted.counts.value.undecided).toBe(1)
    await model.add()
    expect(office.enrol).not.toHaveBeenCalled()
    const double = model.pasted.rows.value.find(({ becomes }) => becomes === 'undecided')
    if (double) model.pasted.decide(double, 'repeats')
    await model.add()
    expect(office.enrol.mock.calls[0]?.[1]).toHaveLength(2)
  })

  it('U5 adds a long list in parts, stops at what cannot be saved, and goes on with the same people', async () => {
    let isFull = false
    const parts: EnrolledPerson[][] = []
    const enrol = vi.fn(async (_run: RunId, people: EnrolledPerson[]) => {
      if (isFull) return fail({ kind: 'storage-full' as const })
      parts.push(people)
      isFull = parts.length === 2
      return ok(undefined)
    })
    const { model } = adding({ enrol })
    model.pasted.write(list(100))
    await model.add()
    await expect.poll(() => model.pasted.looking.value).toBe(false)
    await model.add()
    expect([model.step.value.step, model.saving.failure.value?.kind]).toEqual(['edit', 'storage-full'])
    expect(parts.map((part) => part.length)).toEqual([40, 40])
    isFull = false
    await model.add()
    expect(model.step.value.step).toBe('done')
    const ids = parts.flat().map(({ person }) => person)
    expect([ids.length, new Set(ids).size]).toEqual([180, 100])
  })
})

describe('somebody who joins the team', () => {
  it('holds programmes only as a trainer, and must have a name', async () => {
    const office = anOffice()
    const programmes = [aProgramme(), aProgramme({ programme: newId<ProgrammeId>() })]
    const model = new NewMemberModel({ office, draft: aDraft(), programmes })
    model.name.text.value = ' \u200f '
    expect(await model.save()).toBe(false)
    model.name.text.value = ' Jana Nová '
    model.role.value = 'observer'
    expect(await model.save()).toBe(true)
    expect(office.addMember.mock.calls[0]?.[0]).toMatchObject({
      displayName: 'Jana Nová',
      role: 'observer',
      programmes: [],
    })
    model.role.value = 'trainer'
    model.toggle(programmes[0]?.programme as ProgrammeId)
    expect(await model.save()).toBe(true)
    expect(office.addMember.mock.calls[1]?.[0]).toMatchObject({
      member: model.id(),
      programmes: [programmes[1]?.programme],
    })
  })
})
