import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

/** What commits of access rows do to a heap: much that lives until the next one. Prints how large it became, in MB. */
const FLOOD = `
  let last = []
  for (let at = 0; at < 200; at++) last = structuredClone(Array.from({ length: 4_000 }, (_, n) => ({ n, at, id: n + ' ' + at })))
  console.log((process.memoryUsage().heapTotal + last.length) / 2 ** 20)`

const heapAfter = (before: string): number =>
  Number(execFileSync(process.execPath, ['--input-type=module', '-e', before + FLOOD], { cwd: import.meta.dirname }))

describe('the server’s heap', () => {
  it('stays within what is in use, where it would grow for what is forgotten at once', () => {
    const small = heapAfter("import { keepHeapSmall } from './smallHeap.ts'; keepHeapSmall();")
    expect(small).toBeLessThan(25)
    expect(heapAfter('')).toBeGreaterThan(1.5 * small)
  })
})
