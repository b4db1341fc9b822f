import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Versions under which a known hole or fault lies. Read from the lock file: what is installed, not what is asked for. */
const FLOORS: Record<string, string> = {
  ws: '8.23.0',
  'serialize-javascript': '7.0.5',
  dompurify: '3.4.18',
}

interface Lock {
  packages: Record<string, { version?: string }>
}

const parts = (version: string) => version.split('-')[0]?.split('.').map(Number) ?? []
const below = (version: string, floor: string): boolean => {
  const [a, b] = [parts(version), parts(floor)]
  for (let at = 0; at < 3; at++) if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) < (b[at] ?? 0)
  return false
}

/** `name@version` of every installed package that lies below its floor. */
function belowFloor(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    const floor = FLOORS[name]
    return floor && version && below(version, floor) ? [`${name}@${version}`] : []
  })
}

describe('floors', () => {
  it('no installed package lies below its floor', () => {
    const lock: Lock = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'))
    expect(Object.keys(lock.packages)).toContain('node_modules/ws')
    expect(belowFloor(lock)).toEqual([])
  })

  it('finds a planted old version, also a nested one', () => {
    const lock: Lock = {
      packages: {
        'node_modules/ws': { version: '8.22.9' },
        'node_modules/a/node_modules/serialize-javascript': { version: '6.0.2' },
        'node_modules/dompurify': { version: '3.4.18' },
      },
    }
    expect(belowFloor(lock)).toEqual(['ws@8.22.9', 'serialize-javascript@6.0.2'])
  })
})
