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

describe('the simulator', () => {
  it('finds each fault that is planted, nothing where none is, and tells the same story twice', () => {
    const { stdout, stderr } = run('planted.ts')
    expect(stderr).toBe('')
    const found = JSON.parse(stdout) as Record<string, { trace: number; faults: string[]; finds: string | null }>
    const { nothing, 'the same again': again, ...planted } = found
    expect(nothing?.faults).toEqual([])
    expect(again).toEqual(nothing)
    expect(Object.keys(planted)).toHaveLength(15)
    for (const [name, { faults, finds }] of Object.entries(planted)) expect(faults, name).toContain(finds)
  }, 120_000)

  it('S1 S5 loses, doubles and forges nothing in many worlds', () => {
    const { stdout, status } = run('main.ts', '--from', '0', '--count', '1000', '--again')
    expect(status, stdout).toBe(0)
    expect(stdout).toMatch(/simulate: 1000 seeds from 0, 0 red/)
  }, 400_000)
})
