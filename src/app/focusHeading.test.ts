// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { focusHeading } from './focusHeading.ts'

const root = document.createElement('div')

beforeEach(() => {
  document.body.replaceChildren(root)
  root.innerHTML = '<button>first</button>'
  document.body.focus()
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
})

const heading = () => root.querySelector('h1')

it('U2 moves the focus to the heading of the new screen', () => {
  root.innerHTML = '<h1>Today</h1>'
  focusHeading(root)()
  expect(document.activeElement).toBe(heading())
})

it('U2 waits for a heading that comes later', async () => {
  const stop = focusHeading(root)
  root.insertAdjacentHTML('beforeend', '<h1>Register</h1>')
  await expect.poll(() => document.activeElement).toBe(heading())
  stop()
})

it('U2 follows a heading that is replaced when the screen has loaded', async () => {
  root.innerHTML = '<h1>Loading</h1>'
  const stop = focusHeading(root)
  root.innerHTML = '<h1>Register</h1>'
  await expect.poll(() => document.activeElement).toBe(heading())
  stop()
})

it('leaves the focus with a person who was quicker', async () => {
  const stop = focusHeading(root)
  root.querySelector('button')?.focus()
  // Observers are told in the order in which they began: once this one is, ours has been.
  const told = new Promise((resolve) => new MutationObserver(resolve).observe(root, { childList: true }))
  root.insertAdjacentHTML('beforeend', '<h1>Register</h1>')
  await told
  expect(document.activeElement).toBe(root.querySelector('button'))
  stop()
})
