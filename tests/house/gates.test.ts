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

/** What each room may not reach, by alias, by relative path and as a type. */
const FORBIDDEN: [room: string, line: string][] = [
  ['src/domain', "import { makeFrame } from '#protocol/frames.ts'"],
  ['src/domain', "import { makeFrame } from '../store/api.ts'"],
  ['src/domain', "import type { Seat } from '#store/api.ts'"],
  ['src/domain', "import * as Y from 'yjs'"],
  ['src/protocol', "import { ROOT } from '#documents/change.ts'"],
  ['src/documents', "import type { Seat } from '#store/api.ts'"],
  ['src/documents', "import Dexie from 'dexie'"],
  ['src/store', "import { sync } from '#sync/syncDevice.ts'"],
  ['src/store', "import { sync } from '../sync/syncDevice.ts'"],
  ['src/store', "import { Today } from '#screens/field/today/Today.tsx'"],
  ['src/sync', "import { Today } from '#screens/field/today/Today.tsx'"],
  ['src/sync', "import { Button } from '#ui/Button.tsx'"],
  ['src/text', "import type { Seat } from '#store/api.ts'"],
  ['src/ui', "import type { Claim } from '#domain/claims.ts'"],
  ['src/screens/field', "import { sync } from '#sync/syncDevice.ts'"],
  ['src/screens/field', "import { Office } from '#screens/office/Office.tsx'"],
  ['src/screens/field', "import { Office } from '../office/Office.tsx'"],
  ['src/screens/office', "import { Today } from '#screens/field/today/Today.tsx'"],
  ['src/screens/shared', "import { Today } from '#screens/field/today/Today.tsx'"],
  ['src/screens/field', "import * as Y from 'yjs'"],
  ['src/screens/field', "import { planClaim } from '#documents/plan.ts'"],
  ['src/service-worker', "import { Today } from '#screens/field/today/Today.tsx'"],
  ['src/app', "import { log } from '../../sync-server/log/Log.ts'"],
  ['sync-server/log', "import { ROOT } from '#documents/change.ts'"],
  ['sync-server/safekeeping', "import { ROOT } from '#documents/change.ts'"],
  ['sync-server/http', "import type { Seat } from '#store/api.ts'"],
  ['sync-server/connections', "import { ROOT } from '../../src/documents/change.ts'"],
  ['sync-server/views', "import type { Seat } from '#store/api.ts'"],
  ['sync-server/commands', "import type { Seat } from '#store/api.ts'"],
]

/** Violations by the rule that must stop them. Each lies in a file of its own, so that one run judges all. */
const VIOLATIONS: { what: string; rule: string; file: string; text: string }[] = [
  { what: 'an unformatted file', rule: 'format', file: 'unformatted.ts', text: 'export const   planted = {a:1}\n' },
  {
    what: 'an empty catch',
    rule: 'lint/suspicious/noEmptyBlockStatements',
    file: 'emptyCatch.ts',
    text: "export function planted() {\n  try {\n    JSON.parse('')\n  } catch {}\n}\n",
  },
  {
    what: 'a promise let go',
    rule: 'lint/nursery/noFloatingPromises',
    file: 'letGo.ts',
    text: 'const later = async () => 1\nexport function planted() {\n  later()\n}\n',
  },
  {
    what: 'any',
    rule: 'lint/suspicious/noExplicitAny',
    file: 'any.ts',
    text: 'export const planted = (x: any) => x\n',
  },
  {
    what: 'a word to the console',
    rule: 'lint/suspicious/noConsole',
    file: 'console.ts',
    text: "export const planted = () => console.log('x')\n",
  },
  {
    what: 'a default export',
    rule: 'lint/style/noDefaultExport',
    file: 'default.ts',
    text: 'const planted = 1\nexport default planted\n',
  },
  {
    what: 'a test that is skipped',
    rule: 'lint/suspicious/noSkippedTests',
    file: 'skipped.test.ts',
    text: "import { it } from 'vitest'\n\nit.skip('x', () => {})\n",
  },
  {
    what: 'a test that is exclusive',
    rule: 'lint/suspicious/noFocusedTests',
    file: 'exclusive.test.ts',
    text: "import { it } from 'vitest'\n\nit.only('x', () => {})\n",
  },
  {
    what: 'a cycle',
    rule: 'lint/suspicious/noImportCycles',
    file: 'cycleA.ts',
    text: "import { b } from './cycleB.ts'\n\nexport const a = () => b\n",
  },
].map((violation) => ({ ...violation, file: `src/domain/planted/${violation.file}` }))
VIOLATIONS.push(
  ...FORBIDDEN.map(([room, line], place) => ({
    what: `what crosses the border: ${room}: ${line}`,
    rule: 'lint/style/noRestrictedImports',
    file: `${room}/planted${place}.ts`,
    text: `${line}\n`,
  })),
)

describe('format and lint', { timeout: 60_000 }, () => {
  it('pass on the project as it is', () => {
    const { code, output } = copy.run(BIOME, 'ci', '--error-on-warnings', '.')
    expect(output).toMatch(/Checked \d+ files/)
    expect(code, output).toBe(0)
  })

  describe('with every violation planted', () => {
    let run: { code: number; output: string }
    beforeAll(() => {
      for (const { file, text } of VIOLATIONS) copy.plant(file, text)
      const other = 'src/domain/planted/cycleB.ts'
      copy.plant(other, "import { a } from './cycleA.ts'\n\nexport const b = () => a\n")
      run = copy.run(BIOME, 'ci', '--error-on-warnings', '--max-diagnostics=none', '--reporter=github', '.')
      for (const { file } of [...VIOLATIONS, { file: other }]) copy.restore(file)
    }, 60_000)

    it('fail', () => {
      expect(run.code).not.toBe(0)
    })

    it.each(VIOLATIONS)('stop $what', ({ rule, file }) => {
      const errors = run.output.split('\n').filter((line) => line.startsWith('::error'))
      // The file's whole path stands there.
      const named = errors.filter((line) => line.includes(`title=${rule},file=`) && line.includes(`/${file},line=`))
      expect(named).not.toEqual([])
    })
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
