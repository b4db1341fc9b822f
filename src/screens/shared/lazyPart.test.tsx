// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { lazyPart } from './lazyPart.tsx'

afterEach(cleanup)

const meanwhile = { waiting: () => 'waiting', failed: () => 'failed' }
const Part = ({ name }: { name: string }) => <p>part of {name}</p>

describe('a part that is loaded when first shown', () => {
  it('shows something at once, and itself when it is there', async () => {
    const Lazy = lazyPart(async () => Part, meanwhile)
    const { container } = render(<Lazy name="Ilze" />)
    expect(container.textContent).toBe('waiting')
    expect(await screen.findByText('part of Ilze')).toBeDefined()
  })

  it('is there at once from then on', async () => {
    const Lazy = lazyPart(async () => Part, meanwhile)
    render(<Lazy name="Ilze" />)
    await screen.findByText('part of Ilze')
    cleanup()
    render(<Lazy name="Petr" />)
    expect(screen.getByText('part of Petr')).toBeDefined()
  })

  it('says that it cannot be had, and is asked for again when shown again', async () => {
    let network = false
    const Lazy = lazyPart(async () => {
      if (!network) throw new TypeError('no network')
      return Part
    }, meanwhile)
    render(<Lazy name="Ilze" />)
    expect(await screen.findByText('failed')).toBeDefined()
    cleanup()
    network = true
    render(<Lazy name="Ilze" />)
    expect(await screen.findByText('part of Ilze')).toBeDefined()
  })
})
