// @vitest-environment happy-dom
import { i18n, type Messages } from '@lingui/core'
import { act, render, screen } from '@testing-library/preact'
import { beforeEach, describe, expect, it } from 'vitest'
import { activate, language, needWords, Trans, useLingui } from './i18n.tsx'
import { chooseLanguage } from './languages.ts'
import { makePseudo } from './pseudo.ts'

const PEOPLE = '{count, plural, one {# osoba} few {# osoby} many {# osoby} other {# osob}}'

function Title() {
  const { _ } = useLingui()
  return <p title={_('title')}>{language.value}</p>
}

beforeEach(async () => {
  await activate('en')
})

describe('the words of the app', () => {
  it('U1 follows the plurals of Czech', async () => {
    await activate('cs')
    i18n.load('cs', { people: PEOPLE })
    expect([1, 3, 5].map((count) => i18n._('people', { count }))).toEqual(['1 osoba', '3 osoby', '5 osob'])
  })

  it('U1 follows the plurals of Bulgarian: 21 is not one', async () => {
    await activate('bg')
    i18n.load('bg', { people: '{count, plural, one {# човек} other {# души}}' })
    expect([1, 2, 21].map((count) => i18n._('people', { count }))).toEqual(['1 човек', '2 души', '21 души'])
  })

  it('U1 changes every word on screen when the language changes, and the language of the page', async () => {
    i18n.load({ en: { title: 'Register' }, cs: { title: 'Prezenční listina' } })
    render(
      <>
        <Title />
        <Trans id="title" />
      </>,
    )
    expect(screen.getByTitle('Register')).toBeDefined()
    await act(async () => {
      await activate('cs')
      i18n.load('cs', { title: 'Prezenční listina' })
    })
    expect(document.documentElement.lang).toBe('cs')
    expect(screen.getByText('cs')).toBeDefined()
  })

  it('puts elements back where the text has tags, also nested', () => {
    i18n.load('en', { rich: 'Saved · <0>12 <1>changes</1></0> wait' })
    const { container } = render(<Trans id="rich" components={{ 0: <b />, 1: <i /> }} />)
    expect(container.innerHTML).toBe('Saved · <b>12 <i>changes</i></b> wait')
  })

  it('shows the language asked for last when two are loading', async () => {
    await Promise.all([activate('cs'), activate('en')])
    expect(language.value).toBe('en')
  })

  it('U1 have the parts of other screens once these are opened, also after a change of language', async () => {
    const words = () => Object.keys(i18n.messages).length
    const first = words()
    await needWords('office')
    const both = words()
    expect(both).toBeGreaterThan(first)
    await activate('cs')
    expect(words()).toBe(both)
  })
})

describe('the pseudo-locale', () => {
  it('keeps arguments, plurals and tags, and makes the words longer', () => {
    const messages = makePseudo({
      waiting: [['count', 'plural', { one: ['#', ' change'], other: ['#', ' changes'] }], ' of <0>', ['name'], '</0>'],
      short: 'Back',
    } as unknown as Messages)
    i18n.loadAndActivate({ locale: 'pseudo', locales: 'en', messages })
    expect(i18n._('waiting', { count: 2, name: 'Anna' })).toBe('[2 čhááňgěěš őőf <0>Anna</0>]')
    expect(i18n._('waiting', { count: 1, name: 'Anna' })).toContain('1 čhááňgěě őőf <0>Anna</0>')
    expect(i18n._('short')).toBe('[Bááčk]')
  })

  it('is a third longer than English over a sentence', () => {
    const [text] = ['Saved on this phone and waiting to be sent to the hub']
    const made = makePseudo({ one: text ?? '' }).one as unknown as string[]
    expect(made.join('').length).toBeGreaterThan((text ?? '').length * 1.3)
  })
})

describe('the choice of language', () => {
  it('takes the first wanted language that exists, by its base', () => {
    expect(chooseLanguage(['de-AT', 'cs-CZ', 'en'])).toBe('cs')
    expect(chooseLanguage(['bg-BG', 'en'])).toBe('bg')
    expect(chooseLanguage(['lv-LV', 'en'])).toBe('lv')
    expect(chooseLanguage(['pl-PL', 'en'])).toBe('pl')
    expect(chooseLanguage(['uk', 'it'])).toBe('en')
    expect(chooseLanguage(['pseudo'])).toBe('pseudo')
    expect(chooseLanguage([])).toBe('en')
  })
})
