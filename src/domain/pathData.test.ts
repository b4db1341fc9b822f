import { expect, it } from 'vitest'
import { pathPoints } from './pathData.ts'

it('gives the points of lines, curves and arcs, relative ones from where they start', () => {
  expect(pathPoints('M10 20 L30,40 50 60 h5 v-5 z l1 1')).toEqual([
    [10, 20],
    [30, 40],
    [50, 60],
    [55, 60],
    [55, 55],
    [11, 21],
  ])
  expect(pathPoints('m1 1 c1 2 3 4 5 6 a9 9 0 0 1 2 2 s1,1 2,2')).toEqual([
    [1, 1],
    [2, 3],
    [4, 5],
    [6, 7],
    [8, 9],
    [9, 10],
    [10, 11],
  ])
  expect(pathPoints('M.5-1.5e1 Q 1 2 3 4 T 5 6')).toEqual([
    [0.5, -15],
    [1, 2],
    [3, 4],
    [5, 6],
  ])
})

it.each(['', ' ', 'L1 1', 'M1', 'M1 1 L2', 'M1 1 Z 3 3', 'M1 1 <b>', 'M1 1;', 'M 1 1 L a b', 'url(#x)'])(
  'takes %j for no path data',
  (d) => expect(pathPoints(d)).toBeNull(),
)
