import { describe, expect, it } from 'vitest'
import { createDrafts } from '#screens/shared/drafts.ts'
import type { PersonRow } from '#store/api.ts'
import { aPerson, aSession, COLLEAGUE, ME, type TestSeat, testSeat } from '../testSeat.ts'
import { MarkDraft } from './markDraft.model.ts'
import { recordsOf } from './records.ts'
import { RegisterModel, type RegisterScreen } from './register.model.ts'

const PEOPLE: [string, string, string][] = [
  ['Balode', 'Ilze', 'SIA Otrā elpa'],
  ['Černý', 'Petr', ''],
  ['Иванов', 'Георги', 'Читалище'],
  ['Ozoliņa', 'Marta', ''],
]

interface Opened {
  seat: TestSeat
  model: RegisterScreen
  session: ReturnType<typeof aSession>
  people: PersonRow[]
}

function open(change: Parameters<typeof aSession>[1] = {}): Opened {
  const session = aSession({}, change)
  const people = PEOPLE.map(([family, given, organisation]) => aPerson(family, given, organisation))
  const seat = testSeat({ sessions: [session], roster: people })
  return {
    seat,
    model: new RegisterModel(
      seat,
      session.session,
      createDrafts(null).open('register'),
      createDrafts(null).open('habit'),
    ),
    session,
    people,
  }
}

const chips = (model: RegisterScreen) => Object.fromEntries(model.rows.value.map(({ name, chip }) => [name, chip.kind]))

function rowOf(model: RegisterScreen, name: string) {
  const row = model.rows.value.find((one) => one.name === name)
  if (!row) throw new Error(`no row ${name}`)
  return row
}

describe('the register', () => {
  it('F4 marks everyone in one tap and an exception in one more', async () => {
    const { model } = open()
    expect(model.next.value).toEqual({ kind: 'everyone', count: 4 })
    await model.everyonePresent()
    await model.tap(rowOf(model, 'Petr Černý'))
    expect(chips(model)).toEqual({
      'Ilze Balode': 'present',
      'Petr Černý': 'absent',
      'Георги Иванов': 'present',
      'Marta Ozoliņa': 'present',
    })
    expect(model.next.value).toEqual({ kind: 'submit', again: false })
  })

  it('draws the row that was tapped and leaves the others as they are', async () => {
    const { model } = open()
    await model.everyonePresent()
    const before = model.rows.value
    const heading = model.heading.value
    await model.tap(rowOf(model, 'Petr Černý'))
    const drawn = model.rows.value.filter((row) => !before.includes(row)).map(({ name }) => name)
    expect(drawn).toEqual(['Petr Černý'])
    expect(model.heading.value).toBe(heading)
  })

  it('F4 offers the others when some are marked already, and leaves those as they are', async () => {
    const { model } = open()
    await model.mark(rowOf(model, 'Ilze Balode').person, { status: 'absent' })
    expect(model.next.value).toEqual({ kind: 'others', count: 3 })
    await model.everyonePresent()
    expect(model.register.value?.counts).toMatchObject({ present: 3, absent: 1, notRecorded: 0 })
  })

  it('F4 undoes one step after the other, back to nothing', async () => {
    const { model } = open()
    await model.everyonePresent()
    await model.tap(rowOf(model, 'Petr Černý'))
    await model.undo()
    expect(chips(model)['Petr Černý']).toBe('present')
    await model.undo()
    expect(model.register.value?.counts.notRecorded).toBe(4)
    expect(model.steps.value).toEqual([])
  })

  it('F6 never undoes what a colleague recorded', async () => {
    const { model, seat, session, people } = open()
    const person = people[0]?.person ?? null
    seat.receive(session.session, COLLEAGUE, person, { kind: 'mark', status: 'absent', at: 0, replaces: [] })
    expect(chips(model)['Ilze Balode']).toBe('absent')
    expect(model.steps.value).toEqual([])
  })

  it('F4 finds a name whatever the alphabet', () => {
    const { model } = open()
    model.toggleSearch()
    model.search('ivanov')
    expect(model.shownRows.value.map(({ name }) => name)).toEqual(['Георги Иванов'])
    model.search('otra elpa')
    expect(model.shownRows.value.map(({ name }) => name)).toEqual(['Ilze Balode'])
  })

  it('F6 shows a disagreement with who says what, and opens it instead of adding to it by a tap', async () => {
    const { model, seat, session } = open()
    const row = rowOf(model, 'Marta Ozoliņa')
    await model.tap(row)
    seat.receive(session.session, COLLEAGUE, row.person, { kind: 'mark', status: 'absent', at: 0, replaces: [] })
    const differing = rowOf(model, 'Marta Ozoliņa')
    expect(differing.chip).toEqual({ kind: 'records', count: 2 })
    expect(differing.quiet).toEqual({
      kind: 'records',
      records: [
        { recorder: null, status: 'present' },
        { recorder: 'Jānis Bērziņš', status: 'absent' },
      ],
    })
    const before = seat.claims.value.length
    await model.tap(differing)
    expect(seat.claims.value).toHaveLength(before)
    expect(model.sheet.value).toEqual({ kind: 'mark', person: row.person })
  })

  it('F8 shows when a late person came and how much that is', async () => {
    const { model } = open()
    const { person } = rowOf(model, 'Petr Černý')
    await model.mark(person, { status: 'present', spans: [{ from: '09:50' }] })
    expect(rowOf(model, 'Petr Černý')).toMatchObject({
      chip: { kind: 'from', time: '09:50' },
      quiet: { kind: 'late', minutes: 20 },
      tap: null,
    })
    await model.mark(person, { status: 'present', spans: [{ to: '10:30' }, { from: '11:00' }] })
    expect(rowOf(model, 'Petr Černý')).toMatchObject({
      chip: { kind: 'part', minutes: 150 },
      quiet: { kind: 'part', minutes: 150, ofMinutes: 180 },
    })
  })

  it('F7 makes a change after submission a correction and leaves what counts', async () => {
    const { model } = open()
    await model.everyonePresent()
    await model.submit()
    expect(model.next.value).toEqual({ kind: 'done' })
    const row = rowOf(model, 'Ilze Balode')
    await model.tap(row)
    expect(model.sheet.value).toEqual({ kind: 'mark', person: row.person })
    await model.mark(row.person, { status: 'absent' })
    expect(rowOf(model, 'Ilze Balode')).toMatchObject({
      chip: { kind: 'present' },
      quiet: { kind: 'correction', status: 'absent' },
    })
  })

  it('F7 asks for the reason of a correction, and does not take over what was noted before the submission', async () => {
    const { model } = open()
    const { person } = rowOf(model, 'Ilze Balode')
    await model.mark(person, { status: 'excused', note: 'At the doctor’s' })
    const draftOf = (isCorrection: boolean) => {
      const view = model.view.value
      if (!view) throw new Error('no register')
      const row = rowOf(model, 'Ilze Balode')
      return new MarkDraft(row, view, view.session.facts, 0, createDrafts(null).open('mark'), isCorrection)
    }
    expect(draftOf(false).note.value).toBe('At the doctor’s')
    await model.submit()
    const first = draftOf(true)
    expect([first.note.value, first.hasReason.value]).toEqual(['', false])
    first.setNote(' Came after all ')
    expect(first.hasReason.value).toBe(true)
    await model.mark(person, { ...first.input(), status: 'present' })
    expect(draftOf(true).note.value).toBe('Came after all')
  })

  it('F7 tells a correction as what it is, and begins the next one from it', async () => {
    const { model } = open()
    await model.everyonePresent()
    await model.submit()
    const { person } = rowOf(model, 'Ilze Balode')
    await model.mark(person, { status: 'present', spans: [{ from: '10:00' }] })
    const row = rowOf(model, 'Ilze Balode')
    const view = model.view.value
    if (!view) throw new Error('no register')
    expect(recordsOf(view, row.row, null).map(({ standing }) => standing)).toEqual(['counts', 'correction'])
    const draft = new MarkDraft(row, view, view.session.facts, 0, createDrafts(null).open('mark'), true)
    expect(draft.pairs.value).toEqual([{ from: '10:00', to: '' }])
    await model.mark(person, { status: 'excused' })
    const later = rowOf(model, 'Ilze Balode')
    const after = model.view.value
    if (!after) throw new Error('no register')
    expect(recordsOf(after, later.row, null).map(({ standing }) => standing)).toEqual([
      'counts',
      'correction',
      'replaced',
    ])
    expect(
      new MarkDraft(later, after, after.session.facts, 0, createDrafts(null).open('mark'), true).status.value,
    ).toBe('excused')
    draft[Symbol.dispose]()
  })

  it('F7 works on a returned register as before its submission, until it is submitted again', async () => {
    const { model, seat, session } = open()
    await model.mark(rowOf(model, 'Ilze Balode').person, { status: 'present' })
    await model.submit()
    const submission = model.register.value?.submissions[0]?.key
    if (!submission) throw new Error('not submitted')
    seat.reviews.value = [
      {
        key: `${session.session}:*:AAAAAAAAAAA`,
        session: session.session,
        person: null,
        review: { kind: 'returned', at: 1, submission, reason: 'Who else was there?' },
      },
    ]
    expect(model.next.value).toEqual({ kind: 'others', count: 3 })
    await model.everyonePresent()
    await model.tap(rowOf(model, 'Ilze Balode'))
    expect(chips(model)).toMatchObject({ 'Ilze Balode': 'absent', 'Petr Černý': 'present' })
    expect(rowOf(model, 'Ilze Balode').quiet).toEqual({ kind: 'text', text: 'SIA Otrā elpa' })
    expect(model.next.value).toEqual({ kind: 'submit', again: true })
    await model.submit()
    expect(model.register.value).toMatchObject({ state: 'submitted', counts: { present: 3, absent: 1 } })
  })

  it('F11 undoes what was made last, wherever the phone’s clock has jumped', async () => {
    const { seat, session, people } = open()
    const device = seat.info.value.device
    const made = (person: PersonRow | undefined, at: number, receivedAt?: number) => {
      seat.receive(session.session, ME, person?.person ?? null, { kind: 'mark', status: 'present', at, replaces: [] })
      seat.claims.value = seat.claims.value.map((one, index, all) => {
        if (index < all.length - 1) return one
        const { receivedAt: _, ...rest } = one
        return receivedAt === undefined ? { ...rest, device } : { ...rest, device, receivedAt }
      })
    }
    made(people[0], 9_000, 20)
    made(people[1], 5_000, 30)
    made(people[2], 1_000)
    const model = new RegisterModel(
      seat,
      session.session,
      createDrafts(null).open('register'),
      createDrafts(null).open('habit'),
    )
    for (const name of ['Георги Иванов', 'Petr Černý', 'Ilze Balode']) {
      expect(chips(model)[name]).toBe('present')
      await model.undo()
      expect(chips(model)[name]).toBe('unset')
    }
  })

  it('F7 lets a trainer take back a submission that nobody has accepted', async () => {
    const { model } = open()
    await model.everyonePresent()
    await model.submit()
    await model.takeBackSubmission()
    expect(model.register.value?.state).toBe('in-progress')
  })

  it('F5 tells did not take place from nobody came, and takes it back', async () => {
    const { model } = open()
    await model.didNotTakePlace('The hall was locked')
    expect(model.register.value?.state).toBe('did-not-take-place')
    expect(model.next.value).toEqual({ kind: 'none' })
    await model.tookPlace()
    expect(model.register.value?.state).toBe('not-started')
  })

  it('F2 says that a mark is saved only when it is, and keeps it on screen as not saved', async () => {
    const { model, seat } = open()
    seat.failing.value = { kind: 'storage-full' }
    await model.tap(rowOf(model, 'Ilze Balode'))
    expect(model.said.value).toMatchObject({ kind: 'marked', ok: false })
    expect(rowOf(model, 'Ilze Balode')).toMatchObject({ chip: { kind: 'present' }, quiet: { kind: 'unsaved' } })
    seat.failing.value = null
    await model.retry()
    expect(rowOf(model, 'Ilze Balode').saving).toBe('waiting')
  })

  it('F4 adds somebody who walked in, present at once', async () => {
    const { model } = open()
    await model.addNew({ givenName: 'Ēriks', familyName: 'Zariņš', organisation: '' })
    expect(chips(model)['Ēriks Zariņš']).toBe('present')
    expect(model.said.value).toEqual({ kind: 'added', name: 'Ēriks Zariņš', ok: true })
  })

  it('S7 records nothing more once the sign-in was ended', () => {
    const { model, seat } = open()
    seat.info.value = { ...seat.info.value, state: 'ended' }
    expect(model.canRecord.value).toBe(false)
    expect(model.next.value).toEqual({ kind: 'none' })
  })

  it('explains the tap until the first exception is made', async () => {
    const { model } = open()
    expect(model.hint.value).toBe(false)
    await model.everyonePresent()
    expect(model.hint.value).toBe(true)
    await model.tap(rowOf(model, 'Ilze Balode'))
    expect(model.hint.value).toBe(false)
  })
})
