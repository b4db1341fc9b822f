import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ProjectCopy } from './copy.ts'

/** Each gate of `npm run check` with a violation planted behind it. A gate that lets its violation pass is no gate. */

const BIOME = '@biomejs/biome/bin/biome'
const TSC = 'typescript/bin/tsc'
const KNIP = 'knip/bin/knip.js'
const LINGUI = '@lingui/cli/dist/lingui.js'

let copy: ProjectCopy
const planted: string[] = []
const plant = (file: string, text: string) => {
  copy.plant(file, text)
  planted.push(file)
}
beforeAll(() => {
  copy = new ProjectCopy()
})
afterEach(() => {
  for (const file of planted.splice(0)) copy.restore(file)
})
afterAll(() => copy.dispose())

describe('format and lint', { timeout: 60_000 }, () => {
  const biome = () => copy.run(BIOME, 'ci', '--error-on-warnings', '--max-diagnostics=none', '--reporter=github', '.')

  it('pass on the project as it is', () => {
    const { code, output } = copy.run(BIOME, 'ci', '--error-on-warnings', '.')
    expect(output).toMatch(/Checked \d+ files/)
    expect(code, output).toBe(0)
  })

  it('stop an unformatted file', () => {
    plant('src/domain/planted.ts', 'export const   planted = {a:1}\n')
    const { code, output } = biome()
    expect(code).not.toBe(0)
    expect(output).toContain('src/domain/planted.ts')
  })

  it.each([
    [
      'an empty catch',
      "export function planted() {\n  try {\n    JSON.parse('')\n  } catch {}\n}\n",
      'noEmptyBlockStatements',
    ],
    [
      'a promise let go',
      'const later = async () => 1\nexport function planted() {\n  later()\n}\n',
      'noFloatingPromises',
    ],
    ['any', 'export const planted = (x: any) => x\n', 'noExplicitAny'],
    ['a word to the console', "export const planted = () => console.log('x')\n", 'noConsole'],
    ['a default export', 'const planted = 1\nexport default planted\n', 'noDefaultExport'],
  ])('stop %s', (_, text, rule) => {
    plant('src/domain/planted.ts', text)
    const { code, output } = copy.run(BIOME, 'ci', 'src/domain/planted.ts')
    expect(code).not.toBe(0)
    expect(output).toContain(rule)
  })

  it.each([
    ['skipped', "import { it } from 'vitest'\nit.skip('x', () => {})\n", 'noSkippedTests'],
    ['exclusive', "import { it } from 'vitest'\nit.only('x', () => {})\n", 'noFocusedTests'],
  ])('stop a test that is %s', (_, text, rule) => {
    plant('src/domain/planted.test.ts', text)
    const { code, output } = copy.run(BIOME, 'ci', 'src/domain/planted.test.ts')
    expect(code).not.toBe(0)
    expect(output).toContain(rule)
  })

  /** What each room may not reach, by alias, by relative path and as a type. */
  const FORBIDDEN: [file: string, line: string][] = [
    ['src/domain/planted.ts', "import { makeFrame } from '#protocol/frames.ts'"],
    ['src/domain/planted.ts', "import { makeFrame } from '../store/api.ts'"],
    ['src/domain/planted.ts', "import type { Seat } from '#store/api.ts'"],
    ['src/domain/planted.ts', "import * as Y from 'yjs'"],
    ['src/protocol/planted.ts', "import { ROOT } from '#documents/change.ts'"],
    ['src/documents/planted.ts', "import type { Seat } from '#store/api.ts'"],
    ['src/documents/planted.ts', "import Dexie from 'dexie'"],
    ['src/store/planted.ts', "import { sync } from '#sync/syncDevice.ts'"],
    ['src/store/planted.ts', "import { sync } from '../sync/syncDevice.ts'"],
    ['src/store/planted.ts', "import { Today } from '#screens/field/today/Today.tsx'"],
    ['src/sync/planted.ts', "import { Today } from '#screens/field/today/Today.tsx'"],
    ['src/sync/planted.ts', "import { Button } from '#ui/Button.tsx'"],
    ['src/text/planted.ts', "import type { Seat } from '#store/api.ts'"],
    ['src/ui/planted.ts', "import type { Claim } from '#domain/claims.ts'"],
    ['src/screens/field/planted.ts', "import { sync } from '#sync/syncDevice.ts'"],
    ['src/screens/field/planted.ts', "import { Office } from '#screens/office/Office.tsx'"],
    ['src/screens/field/planted.ts', "import { Office } from '../office/Office.tsx'"],
    ['src/screens/office/planted.ts', "import { Today } from '#screens/field/today/Today.tsx'"],
    ['src/screens/shared/planted.ts', "import { Today } from '#screens/field/today/Today.tsx'"],
    ['src/screens/field/planted.ts', "import * as Y from 'yjs'"],
    ['src/screens/field/planted.ts', "import { planClaim } from '#documents/plan.ts'"],
    ['src/service-worker/planted.ts', "import { Today } from '#screens/field/today/Today.tsx'"],
    ['src/app/planted.ts', "import { log } from '../../sync-server/log/Log.ts'"],
    ['sync-server/log/planted.ts', "import { ROOT } from '#documents/change.ts'"],
    ['sync-server/http/planted.ts', "import type { Seat } from '#store/api.ts'"],
    ['sync-server/connections/planted.ts', "import { ROOT } from '../../src/documents/change.ts'"],
    ['sync-server/views/planted.ts', "import type { Seat } from '#store/api.ts'"],
    ['sync-server/commands/planted.ts', "import type { Seat } from '#store/api.ts'"],
  ]
  it.each(FORBIDDEN)('keep the border: %s: %s', (file, line) => {
    plant(file, `${line}\n`)
    const { code, output } = copy.run(BIOME, 'lint', '--only=style/noRestrictedImports', file)
    expect(code, output).not.toBe(0)
    expect(output).toContain('noRestrictedImports')
  })

  it('stop a cycle', () => {
    plant('src/domain/plantedA.ts', "import { b } from './plantedB.ts'\n\nexport const a = () => b\n")
    plant('src/domain/plantedB.ts', "import { a } from './plantedA.ts'\n\nexport const b = () => a\n")
    const { code, output } = copy.run(BIOME, 'ci', 'src/domain')
    expect(code).not.toBe(0)
    expect(output).toContain('noImportCycles')
  })
})

describe('types', { timeout: 60_000 }, () => {
  it('pass on the project as it is', () => {
    const app = copy.run(TSC, '-p', 'tsconfig.json')
    expect(app.code, app.output).toBe(0)
    const worker = copy.run(TSC, '-p', 'tsconfig.sw.json')
    expect(worker.code, worker.output).toBe(0)
  })

  it('stop a wrong type', () => {
    plant('src/domain/planted.ts', "export const planted: number = 'one'\n")
    const { code, output } = copy.run(TSC, '-p', 'tsconfig.json')
    expect(code).not.toBe(0)
    expect(output).toContain('planted.ts')
  })

  it('stop a wrong type in the service worker', () => {
    plant('src/service-worker/sw.ts', 'export const planted: Window = self\n')
    const { code, output } = copy.run(TSC, '-p', 'tsconfig.sw.json')
    expect(code).not.toBe(0)
    expect(output).toContain('sw.ts')
  })
})

describe('unused exports', { timeout: 60_000 }, () => {
  it('pass on the project as it is', () => {
    const { code, output } = copy.run(KNIP)
    expect(code, output).toBe(0)
  })

  it('stop an export that nobody uses, and a file that nobody imports', () => {
    plant('src/domain/planted.ts', 'export const planted = 1\n')
    const { code, output } = copy.run(KNIP)
    expect(code).not.toBe(0)
    expect(output).toContain('planted.ts')
  })
})

describe('messages', { timeout: 60_000 }, () => {
  it('pass on the project as it is', () => {
    for (const check of ['sync', 'missing']) {
      const { code, output } = copy.run(LINGUI, 'check', check)
      expect(code, output).toBe(0)
    }
  })

  it('stop a text that was not extracted', () => {
    plant(
      'src/screens/field/Planted.tsx',
      "import { Trans } from '@lingui/react/macro'\n\nexport const Planted = () => <Trans>A text nobody has extracted</Trans>\n",
    )
    expect(copy.run(LINGUI, 'check', 'sync').code).not.toBe(0)
  })

  it('stop a text that a complete language lacks', () => {
    plant(
      'src/screens/field/Planted.tsx',
      "import { Trans } from '@lingui/react/macro'\n\nexport const Planted = () => <Trans>A text nobody has translated</Trans>\n",
    )
    expect(copy.run(LINGUI, 'extract').code).toBe(0)
    expect(copy.run(LINGUI, 'check', 'missing').code).not.toBe(0)
  })
})
