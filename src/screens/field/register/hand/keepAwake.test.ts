import { describe, expect, it } from 'vitest'
import { type AwakePage, keepAwake } from './keepAwake.ts'

class Page extends EventTarget implements AwakePage {
  visibilityState: DocumentVisibilityState = 'visible'
  show(state: DocumentVisibilityState) {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

function aPhone() {
  const page = new Page()
  const phone = { locks: 0, asked: 0, refuses: false }
  const kept = keepAwake(async () => {
    phone.asked++
    if (phone.refuses) throw new DOMException('low battery', 'NotAllowedError')
    phone.locks++
    return {
      release: async () => {
        phone.locks--
      },
    }
  }, page)
  return { page, phone, kept }
}

describe('a screen kept on', () => {
  it('F4 is asked for, let go of, and let go of again without harm', async () => {
    const { kept, phone } = aPhone()
    await kept.toggle()
    expect([kept.state.value, phone.locks]).toEqual(['on', 1])
    await kept.toggle()
    expect([kept.state.value, phone.locks]).toEqual(['off', 0])
    kept.release()
    expect(phone.locks).toBe(0)
  })

  it('F4 is asked for again when the page comes back, and not after it was left', async () => {
    const { kept, phone, page } = aPhone()
    await kept.toggle()
    page.show('hidden')
    expect(phone.asked).toBe(1)
    page.show('visible')
    expect(phone.asked).toBe(2)
    kept.release()
    page.show('visible')
    expect(phone.asked).toBe(2)
  })

  it('F1 says that the phone refuses, and tries again when asked to', async () => {
    const { kept, phone } = aPhone()
    phone.refuses = true
    await kept.toggle()
    expect(kept.state.value).toBe('refused')
    phone.refuses = false
    await kept.toggle()
    expect(kept.state.value).toBe('on')
  })

  it('F4 holds nothing that came after it was switched off', async () => {
    const { kept, phone } = aPhone()
    const asking = kept.toggle()
    kept.release()
    await asking
    expect([kept.state.value, phone.locks]).toEqual(['off', 0])
  })
})
