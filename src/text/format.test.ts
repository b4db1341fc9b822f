import { beforeEach, describe, expect, it } from 'vitest'
import { compareText } from './collate.ts'
import {
  dayIn,
  formatBytes,
  formatDay,
  formatFromNow,
  formatList,
  formatMinutes,
  formatMoment,
  formatNearDay,
  formatNearDayInline,
  formatNumber,
  formatSpan,
  formatWallTimes,
  formatWeekday,
} from './format.ts'
import { activate } from './i18n.tsx'
import { localText } from './localText.ts'

const TODAY = '2026-11-23'

beforeEach(async () => {
  await activate('en')
})

it('U1 says sizes in the unit that fits', async () => {
  expect([82_400, 1_440_000, 39_960_000, 10_737_418_240].map(formatBytes)).toEqual([
    '82 kB',
    '1.4 MB',
    '40 MB',
    '10.7 GB',
  ])
  await activate('cs')
  expect(formatBytes(1_440_000)).toMatch(/^1,4\sMB$/)
})

describe('dates', () => {
  it('are relative when near, and have a year only when it is another', () => {
    expect(formatNearDay('2026-11-22', TODAY)).toBe('Yesterday')
    expect(formatNearDay(TODAY, TODAY)).toBe('Today')
    expect(formatNearDay('2026-11-26', TODAY)).toBe('Thursday 26 November')
    expect(formatNearDay('2027-01-04', TODAY)).toBe('Monday, 4 January 2027')
    expect(formatNearDayInline('2026-11-24', TODAY)).toBe('tomorrow')
    expect(formatNearDayInline('2026-11-02', TODAY)).toBe('2 Nov')
  })

  it('U1 follow the language', async () => {
    await activate('cs')
    expect(formatDay('2026-11-22', TODAY)).toBe('neděle 22. listopadu')
    expect(formatWeekday('2026-11-24')).toBe('út 24.')
    expect(formatNearDay('2026-11-24', TODAY)).toBe('Zítra')
    await activate('lv')
    expect(formatDay('2026-11-22', TODAY)).toBe('svētdiena, 22. novembris')
    expect(formatWeekday('2026-11-24')).toBe('otrd. 24.')
    expect(formatNearDay('2026-11-24', TODAY)).toBe('Rīt')
    expect(formatNearDayInline('2026-11-02', TODAY)).toBe('2. nov.')
    await activate('pl')
    expect(formatDay('2026-11-22', TODAY)).toBe('niedziela, 22 listopada')
    expect(formatNearDay('2026-11-24', TODAY)).toBe('Jutro')
    await activate('bg')
    expect(formatDay('2026-11-25', TODAY)).toBe('сряда, 25 ноември')
    expect(formatDay('2027-01-04', TODAY)).toBe('понеделник, 4 януари 2027 г.')
    expect(formatNearDay('2026-11-26', TODAY)).toBe('Четвъртък, 26 ноември')
    expect(formatWeekday('2026-11-24')).toBe('вт 24')
    expect(['2026-11-22', TODAY, '2026-11-24'].map((day) => formatNearDay(day, TODAY))).toEqual([
      'Вчера',
      'Днес',
      'Утре',
    ])
    expect(formatNearDayInline('2026-11-02', TODAY)).toBe('2 ноември')
    expect(formatNearDayInline('2025-11-02', TODAY)).toBe('2 ноември 2025 г.')
  })

  it('F11 belong to the zone they are asked in', () => {
    const lateEvening = Date.UTC(2026, 10, 22, 22, 30)
    expect(dayIn(lateEvening, 'Europe/Riga')).toBe('2026-11-23')
    expect(dayIn(lateEvening, 'Europe/London')).toBe('2026-11-22')
  })
})

describe('times', () => {
  it('run by 24 hours', () => {
    expect(formatWallTimes('09:30', '17:00')).toBe('09:30–17:00')
  })

  it('name the day only when it is not today', () => {
    const now = Date.UTC(2026, 10, 23, 17, 42)
    expect(formatMoment(now, now, 'Europe/Prague')).toBe('18:42')
    expect(formatMoment(now - 86_400_000, now, 'Europe/Prague')).toBe('yesterday 18:42')
  })

  it('are told from now in the largest unit that fits', () => {
    expect(formatFromNow(14 * 60_000, 0)).toBe('in 14 min')
    expect(formatFromNow(0, 3 * 3_600_000)).toBe('3 hr ago')
  })

  it('U1 follow the language', async () => {
    await activate('bg')
    expect(formatWallTimes('09:30', '12:30')).toBe('09:30–12:30')
    const now = Date.UTC(2026, 10, 23, 17, 42)
    expect(formatMoment(now - 86_400_000, now, 'Europe/Sofia')).toBe('вчера 19:42')
    expect(formatFromNow(14 * 60_000, 0)).toBe('след 14 мин')
    expect(formatFromNow(0, 3 * 3_600_000)).toBe('преди 3 ч')
    expect([25, 60, 135].map(formatMinutes)).toEqual(['25 мин', '1 ч', '2 ч 15 мин'])
    expect([1, 2].map((days) => formatSpan(days * 48 * 60))).toEqual(['2 дни', '4 дни'])
    await activate('lv')
    expect(formatWallTimes('09:30', '12:30')).toBe('09:30–12:30')
    expect(formatMoment(now - 86_400_000, now, 'Europe/Riga')).toBe('vakar 19:42')
    expect(formatMinutes(135)).toBe('2 h 15 min')
  })

  it('of a stay are hours and minutes', async () => {
    expect([25, 60, 135].map(formatMinutes)).toEqual(['25 min', '1 h', '2 h 15 min'])
    await activate('cs')
    expect(formatMinutes(135)).toBe('2 h 15 min')
  })
})

describe('lists and order', () => {
  it('U1 follow the language', async () => {
    await activate('cs')
    expect(formatList(['Ilze', 'Jānis', 'Zane']).replace(/\s/gu, ' ')).toBe('Ilze, Jānis a Zane')
    expect(['Chalupa', 'Čermák', 'Cibulka', 'Hora'].toSorted(compareText)).toEqual([
      'Cibulka',
      'Čermák',
      'Hora',
      'Chalupa',
    ])
    await activate('lv')
    expect(formatList(['Ilze', 'Jānis', 'Zane'])).toBe('Ilze, Jānis un Zane')
    expect(['Ķepa', 'Lūsis', 'Kūla', 'Čakste', 'Ļaudis', 'Cers', 'Kalns'].toSorted(compareText)).toEqual([
      'Cers',
      'Čakste',
      'Kalns',
      'Kūla',
      'Ķepa',
      'Lūsis',
      'Ļaudis',
    ])
    await activate('pl')
    expect(formatList(['Ilze', 'Jan', 'Zofia'])).toBe('Ilze, Jan i Zofia')
    expect(['Łoś', 'Żak', 'Źrebak', 'Lis', 'Zając', 'Lwowska', 'Ćma', 'Cis'].toSorted(compareText)).toEqual([
      'Cis',
      'Ćma',
      'Lis',
      'Lwowska',
      'Łoś',
      'Zając',
      'Źrebak',
      'Żak',
    ])
    await activate('bg')
    expect(formatList(['Илзе', 'Янис', 'Зане'])).toBe('Илзе, Янис и Зане')
    expect(
      ['Юлия', 'Kalniņa', 'Ъглев', 'Йордан', 'Щерев', 'ан', 'Ана', 'Иван', 'Zane', 'Яна'].toSorted(compareText),
    ).toEqual(['ан', 'Ана', 'Иван', 'Йордан', 'Щерев', 'Ъглев', 'Юлия', 'Яна', 'Kalniņa', 'Zane'])
    expect([1234, 12_345, 0.5].map(formatNumber)).toEqual(['1234', '12\u00a0345', '0,5'])
  })

  it('picks a text in the language on screen, then English, then any', () => {
    expect(localText({ cs: 'Vyhoření', en: 'Burn-out' })).toBe('Burn-out')
    expect(localText({ cs: 'Vyhoření' })).toBe('Vyhoření')
    expect(localText({ cs: 'Vyhoření', en: 'Burn-out' }, 'cs')).toBe('Vyhoření')
    expect(localText({ cs: 'Vyhoření', en: 'Burn-out' }, 'bg')).toBe('Burn-out')
    expect(localText({})).toBe('')
  })

  it('F11 says how far a clock is off in a unit that tells enough', async () => {
    await activate('en')
    expect([3, 119, 180, 185, 47 * 60].map(formatSpan)).toEqual(['3 min', '1 h 59 min', '3 h', '3 h', '47 h'])
    expect(formatSpan(5_259_600)).toBe('3,653 days')
    await activate('cs')
    expect(formatSpan(48 * 60)).toBe('2 dny')
  })
})
