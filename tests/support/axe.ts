import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { engineCan } from './phone.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface AxeFault {
  rule: string
  help: string
  where: string[]
}

/** Accessibility faults by axe-core: WCAG 2.0 to 2.2, A and AA, and its best practices. */
export async function findAxeFaults(page: Page): Promise<AxeFault[]> {
  if (!engineCan('axe')) return []
  // Evaluated by the debugger, so the page's own content policy stays as it is.
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
      // Only rules on trial read the style sheets themselves.
      preload: false,
      // Sizes are measured by geometry.ts, with larger limits. This rule takes rows that are just scrolling under the
      // bottom bar for small ones.
      rules: { 'target-size': { enabled: false } },
    })
    return violations.map((violation) => ({
      rule: violation.id,
      help: violation.help,
      where: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`.slice(0, 300)),
    }))
  })
}
