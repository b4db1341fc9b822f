import { describe, expect, it } from 'vitest'
import { followInstall } from './install.ts'

function aWorld({ isBrowser = true, navigator = {} }: { isBrowser?: boolean; navigator?: object } = {}) {
  const world = Object.assign(new EventTarget(), {
    navigator,
    matchMedia: (query: string) => ({ matches: query === '(display-mode: browser)' && isBrowser }),
  })
  const prompts: string[] = []
  const offer = (outcome: 'accepted' | 'dismissed') => {
    const event = new Event('beforeinstallprompt', { cancelable: true })
    const prompt = async () => {
      prompts.push(outcome)
      return { outcome }
    }
    world.dispatchEvent(Object.assign(event, { prompt }))
    return event
  }
  return { world, prompts, offer }
}

describe('installing', () => {
  it('U3 keeps the browser’s offer until somebody wants it, once', async () => {
    const { world, prompts, offer } = aWorld()
    const install = followInstall(world)
    expect(install.state.value).toBe('not-offered')
    expect(offer('accepted').defaultPrevented).toBe(true)
    expect([install.state.value, prompts]).toEqual(['offered', []])
    await install.ask()
    await install.ask()
    expect(prompts).toEqual(['accepted'])
    world.dispatchEvent(new Event('appinstalled'))
    expect(install.state.value).toBe('installed')
  })

  it('is offered no more once somebody said no', async () => {
    const { world, offer } = aWorld()
    const install = followInstall(world)
    offer('dismissed')
    await install.ask()
    expect(install.state.value).toBe('not-offered')
  })

  it('is done where the app has a window of its own, on an iPhone too', () => {
    expect(followInstall(aWorld({ isBrowser: false }).world).state.value).toBe('installed')
    expect(followInstall(aWorld({ navigator: { standalone: true } }).world).state.value).toBe('installed')
    expect(followInstall(aWorld({ navigator: { standalone: false } }).world).state.value).toBe('not-offered')
  })
})
