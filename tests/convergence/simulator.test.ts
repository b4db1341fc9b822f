import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const run = (script: string, ...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'simulator', script), ...args],
    {
      encoding: 'utf8',
    },
  )
  return { stdout, stderr, status }
}

/** `npm run test:long` goes on where `npm test` ends, which has eight minutes for everything. */
const [FROM, COUNT] = process.env.TEREN_SEEDS_FROM ? [process.env.TEREN_SEEDS_FROM, '1000'] : ['0', '600']

/** Seeds that were red once, each with what it showed. Whatever changes the worlds makes others of them: what they showed
 *  has a test of its own. */
const PINNED: readonly [number, string][] = [
  [311, 'a row came back from the storage as another one, and who asked without a connection was never answered'],
  [49, 'phones that waited for a comparison asked at the same moments, and one of them was never answered'],
  [1791, 'what a hub with a full disk could not take back was not given again on the same connection'],
  [2009, 'a frozen tab took an answer of a hub that had been put back since, and nobody gave the mark back'],
  [2999, 'a mark that waited on a phone for what somebody else gave back had no device any more'],
  [2849, 'phones of an epoch between shared less with a backup from before it than they were told'],
  [528, 'a disk too full to open kept everything from starting that comes after the first paint'],
]

describe('the simulator', () => {
  it('finds each fault that is planted, nothing where none is, and tells the same story twice', () => {
    const { stdout, stderr } = run('planted.ts')
    expect(stderr).toBe('')
    const found = JSON.parse(stdout) as Record<string, { trace: number; faults: string[]; finds: string | null }>
    const { nothing, 'the same again': again, ...planted } = found
    expect(nothing?.faults).toEqual([])
    expect(again).toEqual(nothing)
    expect(Object.keys(planted)).toHaveLength(27)
    for (const [name, { faults, finds }] of Object.entries(planted)) expect(faults, name).toContain(finds)
  }, 120_000)

  it.each(PINNED)(
    'F2 FE11 S3 seed %i: %s',
    (seed) => {
      const { stdout, status } = run('main.ts', '--from', String(seed), '--count', '1', '--again')
      expect(status, stdout).toBe(0)
    },
    60_000,
  )

  it('S1 S5 loses, doubles and forges nothing in many worlds', () => {
    const { stdout, status } = run('main.ts', '--from', FROM, '--count', COUNT, '--again')
    expect(status, stdout).toBe(0)
    expect(stdout).toContain(`simulate: ${COUNT} seeds from ${FROM}, 0 red`)
  }, 400_000)
})
