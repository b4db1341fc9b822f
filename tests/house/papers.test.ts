import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Every path that a paper names in backquotes or in its map: something with a slash or a file's ending. */
function pathsNamed(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path ?? '')
  return quoted
    .filter(
      (path) =>
        /^(src|sync-server|tests|public|locales|\.ci)\/[\w./-]*$/.test(path) ||
        /^[\w.-]+\.(md|json|ts|html)$/.test(path),
    )
    .map((path) => path.replace(/\/$/, ''))
}

const missing = (text: string) => pathsNamed(text).filter((path) => !existsSync(join(root, path)))

describe('papers', () => {
  it('every path that ARCHITECTURE.md names exists', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    expect(pathsNamed(text).length).toBeGreaterThan(15)
    expect(missing(text)).toEqual([])
  })

  it.each(['README.md', 'SAFEKEEPING.md', 'CONTRIBUTING.md', 'DECISIONS.md'])(
    'every path that %s names exists',
    (paper) => {
      expect(missing(readFileSync(join(root, paper), 'utf8'))).toEqual([])
    },
  )

  it('finds a planted path that does not exist', () => {
    expect(missing('Rules live in `src/domain/claims.ts` and `src/domain/nowhere.ts`, see `NOPE.md`.')).toEqual([
      'src/domain/nowhere.ts',
      'NOPE.md',
    ])
  })

  it('every direct dependency has its line in DECISIONS.md', () => {
    const decisions = readFileSync(join(root, 'DECISIONS.md'), 'utf8')
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const silent = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !decisions.includes(`\`${name}\``),
    )
    expect(silent).toEqual([])
  })
})
