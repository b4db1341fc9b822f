// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import type { Module } from '#domain/learning.ts'
import { NO_PROGRESS, type Progress } from '#domain/progress.ts'
import { fail } from '#domain/result.ts'
import { AppProvider, type Services } from '#screens/shared/services.ts'
import { testLearning } from '#screens/shared/testLearning.ts'
import type { Device, Loadable, Seat } from '#store/api.ts'
import type { Learning, ModuleView } from '#store/learningApi.ts'
import { activate, needWords } from '#text/i18n.tsx'
import { aModule, SAMPLE_MODULE } from '../../../../tests/support/aModule.ts'
import { LessonPage } from './LessonPage.tsx'

const here: ModuleView = { module: aModule(), contentVersion: 1, textSize: null, language: null }

function open(
  given: { view?: Loadable<ModuleView>; progress?: Progress; lesson?: string; learning?: Partial<Learning> } = {},
) {
  const { view = { state: 'ready', value: here }, progress = NO_PROGRESS, lesson = 'start' } = given
  const learning = { ...testLearning({ views: new Map([[SAMPLE_MODULE, view]]), progress }), ...given.learning }
  const info = signal({ member: 'member' as MemberId, role: 'participant' })
  const seat = { info, learning } as unknown as Seat
  const device = { seat: signal(seat) } as unknown as Device
  render(
    <LocationProvider>
      <AppProvider value={{ device, services: {} as Services }}>
        <LessonPage module={SAMPLE_MODULE} lesson={lesson} />
      </AppProvider>
    </LocationProvider>,
  )
  return learning
}

const question = () => screen.getByRole('region', { name: 'Which one is a sign?' })

beforeEach(async () => {
  await activate('en')
  await needWords('learning')
  history.replaceState(null, '', '/learn/m/start')
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('a lesson', () => {
  it('L1 shows every kind of block, and drawings are described', () => {
    open()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Start')
    expect(screen.getByText('stays').tagName).toBe('STRONG')
    expect(screen.getByRole('img', { name: 'A field' })).toBeTruthy()
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toContain('Two')
    expect(screen.getByText('1 of 2')).toBeTruthy()
  })

  it('U1 is in the language chosen for the module, and says so to screen readers', () => {
    open({ view: { state: 'ready', value: { ...here, language: 'cs' } } })
    const article = screen.getByRole('article')
    expect(article.getAttribute('lang')).toBe('cs')
    expect(within(article).getByRole('heading', { level: 1 }).textContent).toBe('Začátek')
    expect(screen.getByRole('button', { name: 'Continue' })).toBeTruthy()
  })

  it('L2 F2 keeps an answer at once; its explanation stands below', async () => {
    const learning = open({
      progress: { ...NO_PROGRESS, answers: [{ block: 'question', id: 'x', choices: ['hunger'], at: 1 }] },
    })
    expect(within(question()).getByRole('status').textContent).toBe('Not quite. Distance grows slowly.')
    fireEvent.click(within(question()).getByRole('button', { name: /Indifference/ }))
    await waitFor(() =>
      expect((learning as ReturnType<typeof testLearning>).did).toContainEqual([
        'answer',
        SAMPLE_MODULE,
        expect.objectContaining({ id: 'question', style: 'one' }),
        ['distance'],
      ]),
    )
  })

  it('L4 says of a question without right or wrong that its answer is nobody else’s', () => {
    const [start, ...others] = aModule().lessons
    const blocks = start?.blocks.map((block) => (block.kind === 'question' ? { ...block, style: 'reflect' } : block))
    const lessons = [{ ...start, blocks }, ...others] as Module['lessons']
    open({ view: { state: 'ready', value: { ...here, module: aModule({ lessons }) } } })
    expect(within(question()).getByText('Only you see what you answer here.')).toBeTruthy()
  })

  it('F2 says why something is not saved', async () => {
    const failing = testLearning()
    const progress = signal({
      state: 'ready' as const,
      value: { progress: NO_PROGRESS, keptBy: 'hub' as const, unsaved: true },
    })
    open({
      learning: {
        ...failing,
        module: () => ({ value: signal({ state: 'ready', value: here }), dispose: () => undefined }),
        progress: () => ({ value: progress, dispose: () => undefined }),
        answer: async () => fail({ kind: 'storage-full' }),
      },
    })
    fireEvent.click(within(question()).getByRole('button', { name: /Hunger/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('There is no room left on this phone.')
  })

  it.each(['by a link', 'by the browser'])('L2 left %s right after scrolling, remembers what was seen last', (how) => {
    // Ten lines a block; the fourth has come up to the window's top.
    let scrolled = 0
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
      const at = [...document.querySelectorAll('[data-block]')].indexOf(this)
      return new DOMRect(0, 200 * at - scrolled, 360, 200)
    })
    const learning = open() as ReturnType<typeof testLearning>
    scrolled = 600
    fireEvent.scroll(window)
    if (how === 'by the browser') fireEvent(window, new Event('pagehide'))
    else cleanup()
    expect(learning.did).toEqual([['readTo', SAMPLE_MODULE, 'start', 'note']])
  })

  it('finishes a lesson and goes to the next', async () => {
    const learning = open()
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }))
    await waitFor(() =>
      expect((learning as ReturnType<typeof testLearning>).did).toContainEqual([
        'finishLesson',
        SAMPLE_MODULE,
        'start',
      ]),
    )
    expect(location.pathname).toBe(`/learn/${SAMPLE_MODULE}/end`)
  })

  it.each<[string, Loadable<ModuleView>, string, string]>([
    ['that is not here offers to get it', { state: 'missing' }, 'start', 'This module is not on this phone'],
    [
      'that a version lacks leads to the module',
      { state: 'ready', value: here },
      'gone',
      'This module has no such lesson',
    ],
    [
      'that the browser does not open says so',
      { state: 'ready', value: { ...here, module: null } },
      'start',
      'The browser does not open this module now.',
    ],
  ])('L1 %s', (_, view, lesson, words) => {
    open({ view, lesson })
    expect(screen.getByText(words)).toBeTruthy()
  })
})
