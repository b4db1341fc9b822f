import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '#domain/result.ts'
import type { SeatInfo } from '#store/api.ts'
import { afterLoss } from './afterLoss.ts'

const EVA = { member: 'eva', displayName: 'Eva' } as unknown as SeatInfo

let kept: Map<string, string>
let here: SeatInfo[]
let answers: Result<SeatInfo[], 'unreachable'>[]
let asked: number
let sent: number
let later: (() => void)[]

beforeEach(() => {
  kept = new Map()
  here = []
  answers = []
  asked = 0
  sent = 0
  later = []
})

/** The app is started on what is here, and looks. */
async function start({ erasedBy = null as string | null, isBroken = false, hasMarks = true } = {}) {
  const seats = signal(here)
  const lost = signal(false)
  const storeLost = signal(false)
  afterLoss({
    device: {
      seats,
      failure: signal(isBroken ? { kind: 'failed' as const, detail: '' } : null),
      erasedBy: signal(erasedBy),
      storeLost,
      addSeat: async (info) => {
        seats.value = [...seats.value, info]
        return ok(undefined)
      },
    },
    sync: async () => ({
      comeBack: async () => {
        asked++
        return answers.shift() ?? ok([])
      },
      sendNow: () => sent++,
    }),
    marks: hasMarks
      ? {
          getItem: (key) => kept.get(key) ?? null,
          setItem: (key, value) => void kept.set(key, value),
          removeItem: (key) => void kept.delete(key),
        }
      : null,
    lost,
    schedule: (run) => void later.push(run),
  })
  const told = lost.value
  await settle()
  return { seats, lost, told, storeLost }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('a phone whose browser threw everything away', () => {
  it('S1 says so at once, without a network, and comes back when the hub is reached', async () => {
    here = [EVA]
    await start()
    expect(asked).toBe(0)
    here = []
    answers = [fail('unreachable'), ok([EVA])]
    const { seats, lost, told } = await start()
    expect([told, seats.value]).toEqual([true, []])
    later.shift()?.()
    await settle()
    expect([seats.value, lost.value, sent, later.length]).toEqual([[EVA], true, 1, 0])
  })

  it('S1 says so until it was read, over starts', async () => {
    here = [EVA]
    await start()
    here = []
    await start()
    expect((await start()).told).toBe(true)
    here = [EVA]
    const { lost, told } = await start()
    expect(told).toBe(true)
    lost.value = false
    expect((await start()).told).toBe(false)
  })

  it('S1 says so where a member’s own store alone is gone, until it was read', async () => {
    here = [EVA]
    const { lost, storeLost } = await start()
    expect(lost.value).toBe(false)
    storeLost.value = true
    expect(lost.value).toBe(true)
    expect((await start()).told).toBe(true)
    lost.value = false
    expect((await start()).told).toBe(false)
    expect(asked).toBe(0)
  })

  it('S1 is told by its cookie alone where all marks went too', async () => {
    answers = [fail('unreachable'), ok([EVA])]
    const { seats, lost, told } = await start({ hasMarks: false })
    expect([told, lost.value]).toEqual([false, false])
    later.shift()?.()
    await settle()
    expect([seats.value, lost.value]).toEqual([[EVA], true])
  })

  it('says nothing where nobody was: new, signed out, erased, or not to be read', async () => {
    answers = [fail('unreachable')]
    expect((await start()).lost.value).toBe(false)
    here = [EVA]
    const { seats } = await start()
    seats.value = []
    here = []
    expect((await start()).lost.value).toBe(false)
    kept.set('teren-here', 'yes')
    asked = 0
    expect((await start({ erasedBy: 'SINEC' })).lost.value).toBe(false)
    expect((await start({ isBroken: true })).lost.value).toBe(false)
    expect(asked).toBe(0)
  })
})
