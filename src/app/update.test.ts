// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { createUpdate, isHalfTyped, type Registered } from './update.ts'

let reloads: number
let hidden: boolean
let holdsWork: boolean
let skips: number
let fire: Record<string, (event: { isUpdate?: boolean; isExternal?: boolean }) => void>
let hide: () => void

function follow() {
  const update = createUpdate({
    reload: () => {
      reloads += 1
    },
    holdsWork: () => holdsWork,
    isHidden: () => hidden,
    onHidden: (listener) => {
      hide = listener
    },
  })
  const worker: Registered = {
    addEventListener: (type, listener) => {
      fire[type] = listener
    },
    messageSkipWaiting: () => {
      skips += 1
    },
  }
  update.follow(worker)
  return update
}

beforeEach(() => {
  reloads = 0
  skips = 0
  hidden = false
  holdsWork = false
  fire = {}
})

describe('a new version', () => {
  it('U4 is offered, and nothing happens until somebody takes it', () => {
    const update = follow()
    fire.waiting?.({})
    expect([update.state.value.waiting, skips, reloads]).toEqual([true, 0, 0])
    update.postpone()
    expect([update.state.value.postponed, skips, reloads]).toEqual([true, 0, 0])
    fire.waiting?.({})
    expect(update.state.value.postponed).toBe(false)
  })

  it('U4 is taken by loading the page once it is in control', () => {
    const update = follow()
    fire.waiting?.({})
    expect(update.take()).toBe(true)
    expect([skips, reloads]).toEqual([1, 0])
    fire.controlling?.({ isUpdate: true })
    expect(reloads).toBe(1)
  })

  it('U4 taken in another tab, waits here until nothing typed is lost', () => {
    const update = follow()
    fire.controlling?.({ isUpdate: true })
    expect(reloads).toBe(0)
    update.movedOn()
    update.movedOn()
    expect(reloads).toBe(1)
  })

  it('U4 taken in another tab, never loads one that holds something half typed or not saved', () => {
    const update = follow()
    ;[hidden, holdsWork] = [true, true]
    fire.controlling?.({ isUpdate: true })
    hide()
    update.movedOn()
    expect(reloads).toBe(0)
    holdsWork = false
    hide()
    expect(reloads).toBe(1)
  })

  it('U4 S1 is not taken while something here is not saved', () => {
    const update = follow()
    fire.waiting?.({})
    holdsWork = true
    expect(update.take()).toBe(false)
    expect([skips, update.state.value.waiting]).toEqual([0, true])
  })

  it('U4 knows a field whose text is held nowhere else from choices, empty ones and drafts', () => {
    const page = document.createElement('div')
    page.innerHTML = '<input type="radio" value="present" checked><input value=" "><textarea></textarea>'
    const held: string[] = []
    const isHeld = (text: string) => held.includes(text)
    expect(isHalfTyped(page, isHeld)).toBe(false)
    const note = page.querySelector('textarea')
    if (note) note.value = 'came wi'
    expect(isHalfTyped(page, isHeld)).toBe(true)
    held.push('came wi')
    expect(isHalfTyped(page, isHeld)).toBe(false)
  })

  it('is taken by a tab that goes out of view', () => {
    follow()
    fire.controlling?.({ isUpdate: true })
    hide()
    expect(reloads).toBe(1)
  })

  it('is taken by a page, too, that saw the first install', () => {
    const update = follow()
    fire.controlling?.({ isUpdate: false, isExternal: false })
    fire.controlling?.({ isUpdate: false, isExternal: true })
    update.movedOn()
    expect(reloads).toBe(1)
  })

  it('is none when the first service worker takes control', () => {
    const update = follow()
    fire.controlling?.({ isUpdate: false })
    update.movedOn()
    expect(reloads).toBe(0)
  })

  it('is none when the first takes control that an earlier page began to install', () => {
    const update = follow()
    fire.controlling?.({ isUpdate: false, isExternal: true })
    update.movedOn()
    hide()
    expect(reloads).toBe(0)
  })
})
