// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { aPerson } from '../../office/testSeat.ts'
import { CardsPaper } from './CardsPaper.tsx'

afterEach(cleanup)

it('F9 a badge carries the code that was made for that person, and none where none was', () => {
  const [alena, boris] = [aPerson('Alena A'), aPerson('Boris B')]
  let pages = 0
  const { container } = render(
    <CardsPaper
      kind="badges"
      people={[alena, boris]}
      texts={new Map([[alena.person, 'TEREN/1/MADEUP00/MADEUP']])}
      programme={null}
      hubName="Hub"
      title="Run"
      onPages={(count) => {
        pages = count
      }}
    />,
  )
  const codes = [...container.querySelectorAll('li')].map((card) => card.querySelectorAll('svg[role=img]').length)
  expect([pages, codes]).toEqual([1, [1, 0]])
})
