import { describe, expect, it } from 'vitest'
import { makeId } from '#domain/ids.ts'
import { createDrafts } from '#screens/shared/drafts.ts'
import { SessionFieldsModel } from './sessionFields.model.ts'

let drawn = 0
const newId = <T extends string>() => makeId<T>(() => Uint8Array.from({ length: 12 }, () => drawn++ % 251))
const facts = {
  ...{ date: '2026-11-24', start: '09:00', end: '12:00', zone: 'Europe/Prague' },
  ...{ breaks: [], mode: 'on-site' as const, agenda: [] },
}
const fields = () =>
  new SessionFieldsModel({
    draft: createDrafts(null).open('test'),
    first: { facts, place: 'Opava', trainers: [], title: null },
    newId,
  })

describe('sessions that are planned', () => {
  it('U6 repeat over the turn of a month, each with an id that stays', () => {
    const model = fields()
    model.repeat.value = 'weekly'
    model.times.value = '3'
    expect(model.dates.value).toEqual(['2026-11-24', '2026-12-01', '2026-12-08'])
    expect(model.planning()).toEqual(model.planning())
    expect(new Set(model.planning().map(({ session }) => session)).size).toBe(3)
  })

  it.each(['0', '61', '2.5', 'x', ''])('say that %j is no number of sessions, once somebody goes on', (times) => {
    const model = fields()
    model.repeat.value = 'daily'
    model.times.value = times
    expect(model.isCountWrong.value).toBe(false)
    expect(model.judge()).toBe(false)
    expect(model.isCountWrong.value).toBe(true)
  })

  it('F8 let no agenda item lie outside, and propose a break inside', () => {
    const model = fields()
    model.addBreak()
    expect(model.breaks.value).toEqual([{ start: '10:30', end: '10:45' }])
    expect(model.judge()).toBe(true)
    model.addItem()
    expect(model.judge()).toBe(false)
    const [item] = model.agenda.value
    model.changeItem(item?.id ?? '', { title: 'Panel', end: '13:00' })
    expect(model.judge()).toBe(false)
    expect(model.shown.value.map(({ kind }) => kind)).toContain('agenda-outside')
    model.changeItem(item?.id ?? '', { end: '10:00' })
    expect(model.judge()).toBe(true)
  })
})
