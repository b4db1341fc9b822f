// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { createDrafts } from './drafts.ts'

/** The page is loaded anew: what was in memory is gone, the tab's storage is not. */
const loadAnew = () => createDrafts(sessionStorage)

const readPair = (kept: unknown) => {
  const { from, to } = (kept ?? {}) as Record<string, unknown>
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null
}

beforeEach(() => sessionStorage.clear())

describe('drafts', () => {
  it('U4 keep every field of a form over loading the page anew', () => {
    const form = loadAnew().open('anna walk-in')
    form.text('name', '').value = 'Jānis Bērz'
    form.text('organisation', '')
    form.value('times', { from: '', to: '' }, readPair).value = { from: '10:15', to: '' }

    // The first field that is read must not push the others out.
    expect(loadAnew().open('anna walk-in').text('name', '').value).toBe('Jānis Bērz')
    const third = loadAnew().open('anna walk-in')
    expect(third.text('organisation', 'none').value).toBe('none')
    expect(third.value('times', { from: '', to: '' }, readPair).value).toEqual({ from: '10:15', to: '' })
    expect(third.text('name', '').value).toBe('Jānis Bērz')
  })

  it('are one form each, and one field each', () => {
    const drafts = loadAnew()
    const anna = drafts.open('anna note 1')
    anna.text('note', '').value = 'came late'
    expect(anna.text('note', '')).toBe(anna.text('note', ''))
    expect(loadAnew().open('anna note 2').text('note', '').value).toBe('')
    expect(loadAnew().open('boris note 1').text('note', '').value).toBe('')
  })

  it('are dropped with their form', () => {
    const form = loadAnew().open('anna walk-in')
    const name = form.text('name', '')
    name.value = 'Jānis'
    form.drop()
    name.value = 'Jānis Bērziņš'
    expect(loadAnew().open('anna walk-in').text('name', '').value).toBe('')
    expect(sessionStorage.length).toBe(0)
  })

  it('that are left are there when the form is opened again', () => {
    const form = loadAnew().open('eva programme')
    const title = form.text('title', '')
    title.value = 'Klastr'
    form.leave()
    title.value = 'Something else'
    expect(loadAnew().open('eva programme').text('title', '').value).toBe('Klastr')
    form.drop()
    expect(loadAnew().open('eva programme').text('title', '').value).toBe('')
  })

  it('keep nothing of a field that is again as it began', () => {
    const form = loadAnew().open('anna note')
    const note = form.text('note', 'came late')
    note.value = ''
    expect(loadAnew().open('anna note').text('note', 'came late').value).toBe('')
    note.value = 'came late'
    expect(sessionStorage.length).toBe(0)
  })

  it('S4 are forgotten with the person who signs out, and only theirs', () => {
    const drafts = loadAnew()
    drafts.open('anna note').text('note', '').value = 'x'
    drafts.open('anna walk-in').text('name', '').value = 'x'
    drafts.open('boris note').text('note', '').value = 'y'
    drafts.forget('anna ')
    expect(loadAnew().open('anna note').text('note', '').value).toBe('')
    expect(loadAnew().open('boris note').text('note', '').value).toBe('y')
  })

  it('S6 begin anew where an older version kept something else, or somebody else wrote garbage', () => {
    sessionStorage.setItem('teren-draft anna note', '{"note":7,"times":"soon"}')
    const form = loadAnew().open('anna note')
    expect(form.text('note', '').value).toBe('')
    expect(form.value('times', null, readPair).value).toBeNull()
    for (const garbage of ['{"note":', 'null', '3', '[]', '""']) {
      sessionStorage.setItem('teren-draft anna note', garbage)
      expect(loadAnew().open('anna note').text('note', 'first').value, garbage).toBe('first')
    }
  })
})

describe('what an update may rely on', () => {
  it('U4 is every text in an open form, typed or not', () => {
    const drafts = loadAnew()
    const form = drafts.open('anna mark')
    form.text('note', 'from before')
    form.value('times', [{ from: '', to: '' }], () => null).value = [{ from: '10:15', to: '' }]
    expect([drafts.hold('from before'), drafts.hold('10:15'), drafts.hold('10:1')]).toEqual([true, true, false])
    form.drop()
    expect(drafts.hold('10:15')).toBe(false)
  })

  it('U4 is nothing where the tab cannot keep it', () => {
    const none = createDrafts(null)
    none.open('anna note').text('note', '').value = 'long'
    expect(none.hold('long')).toBe(false)

    let room = 20
    const full = createDrafts({
      length: 0,
      key: () => null,
      getItem: () => null,
      removeItem: () => undefined,
      setItem(_, text) {
        if (text.length > room) throw new DOMException('full', 'QuotaExceededError')
      },
    })
    const note = full.open('anna note').text('note', '')
    note.value = 'short'
    expect(full.hold('short')).toBe(true)
    note.value = 'a long story of the day'
    expect(full.hold('a long story of the day')).toBe(false)
    room = 200
    note.value = 'a long story of the day.'
    expect(full.hold('a long story of the day.')).toBe(true)
  })
})
