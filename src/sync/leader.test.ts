import { beforeEach, describe, expect, it } from 'vitest'
import { ANSWER_WITHIN_MS, createLeader, type LeaderLocks } from './leader.ts'
import { handClock, handOrigin, settle } from './testing.ts'

let time: ReturnType<typeof handClock>
let site: ReturnType<typeof handOrigin>

beforeEach(() => {
  time = handClock()
  site = handOrigin()
})

function tab(more: { locks?: LeaderLocks } = {}) {
  const it = {
    leads: false,
    visible: true,
    heard: [] as unknown[],
    told: [] as unknown[],
    sendNow: 0,
    asked: 0,
    led: 0,
  }
  const leader = createLeader({
    locks: more.locks ?? site.locks,
    channel: site.channelOf(it),
    schedule: time.schedule,
    clock: time.clock,
    isVisible: () => it.visible,
    lead: () => {
      it.leads = true
    },
    follow: () => {
      it.leads = false
    },
    heard: (what) => it.heard.push(what),
    asked: () => {
      it.asked += 1
    },
    sendNow: () => {
      it.sendNow += 1
    },
    led: () => {
      it.led += 1
    },
    told: (what) => it.told.push(what),
  })
  return Object.assign(it, { leader })
}

async function opened() {
  const one = tab()
  one.leader.start()
  await settle()
  return one
}

describe('the tab that owns the socket', () => {
  it('is the first one, as long as it answers', async () => {
    const first = await opened()
    const second = await opened()
    await time.advance(60_000)
    expect([first.leads, second.leads]).toEqual([true, false])
  })

  it('TA1 is the next one when the first is closed', async () => {
    const first = await opened()
    const second = await opened()
    first.leader.stop()
    await settle()
    expect([first.leads, second.leads]).toEqual([false, true])
  })

  it('TA1 is a tab in view when the owner does not answer in time', async () => {
    const first = await opened()
    site.freeze(first)
    const second = await opened()
    await time.advance(ANSWER_WITHIN_MS - 1)
    expect(second.leads).toBe(false)
    await time.advance(1)
    expect(second.leads).toBe(true)
    await settle()
    expect(first.leads).toBe(false)
  })

  it('TA1 is replaced within three seconds of a wish to send, however lately it had answered', async () => {
    const first = await opened()
    const second = await opened()
    await time.advance(100)
    expect([first.leads, second.leads]).toEqual([true, false])
    site.freeze(first)
    second.leader.look()
    // Asked again meanwhile, as after each tap, it is given no more time.
    await time.advance(1_500)
    second.leader.look()
    await time.advance(1_500)
    expect(second.leads).toBe(true)
  })

  it('stays the same while the tab that misses it is not in view', async () => {
    const first = await opened()
    site.freeze(first)
    const second = tab()
    second.visible = false
    second.leader.start()
    await time.advance(60_000)
    expect([first.leads, second.leads]).toEqual([true, false])
    second.visible = true
    second.leader.look()
    await time.advance(ANSWER_WITHIN_MS)
    expect(second.leads).toBe(true)
  })

  it('PR6 is told what others tell, who hear when it is another one and when it gives a sign of life', async () => {
    const first = await opened()
    const [second, third] = [await opened(), await opened()]
    const before = second.led
    second.leader.tell('open')
    first.leader.tell('its own')
    expect([first.told, second.told, third.told]).toEqual([['open'], [], []])
    await time.advance(20_000)
    expect(second.led).toBeGreaterThan(before)
    const known = third.led
    first.leader.stop()
    await settle()
    expect([second.leads, third.led]).toEqual([true, known + 1])
    third.leader.tell('open')
    expect(second.told).toEqual(['open'])
  })

  it('gets its turn again after it was robbed and the robber was closed', async () => {
    const first = await opened()
    site.freeze(first)
    const second = await opened()
    await time.advance(ANSWER_WITHIN_MS)
    site.thaw(first)
    second.leader.stop()
    await settle()
    expect([first.leads, second.leads]).toEqual([true, false])
  })

  it('TA2 is fenced by a later generation even where the lock told it nothing', async () => {
    const noLocks: LeaderLocks = { request: (_, held) => held() }
    const one = tab({ locks: noLocks })
    one.leader.start()
    await settle()
    site.channelOf({}).post({ kind: 'leading', generation: time.clock() + 1 })
    expect(one.leads).toBe(false)
  })

  it('is every tab where locks are refused', async () => {
    const refused: LeaderLocks = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }
    const one = tab({ locks: refused })
    one.leader.start()
    await settle()
    expect(one.leads).toBe(true)
  })

  it('alone is listened to, and passes on what others wish', async () => {
    const first = await opened()
    const second = await opened()
    expect(first.asked).toBe(1)
    first.leader.say('connected')
    second.leader.say('nonsense')
    expect([first.heard, second.heard]).toEqual([[], ['connected']])
    second.leader.askSendNow()
    first.leader.askSendNow()
    expect([first.sendNow, second.sendNow]).toEqual([2, 0])
  })
})
