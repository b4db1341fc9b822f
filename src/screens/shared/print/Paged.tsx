import type { ComponentChildren, VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import styles from './Paper.module.css'
import { type PagePart, paginate } from './paginate.ts'

interface PagedProps {
  /** Above the rows of the first page, and of each further one. */
  firstHead: ComponentChildren
  head: ComponentChildren
  /** `tr` of `th`; none: what has no table. */
  columns: VNode
  /** Of the columns, in mm. */
  widths: readonly number[]
  /** `tr`, with keys. */
  rows: readonly VNode[]
  /** What follows the rows, with keys; each stays whole. */
  tail: readonly VNode[]
  foot: (page: number, of: number) => ComponentChildren
  /** Says what was measured: the letters may have come meanwhile. */
  measuredWith: string
  onPages?: (count: number) => void
}

/** Pages of A4 that we lay out ourselves, so that they are the same in every browser: all is drawn once unseen, measured,
 *  and put onto pages. Nothing on them is cut; a row with a long name is a taller row. */
export function Paged(props: PagedProps) {
  const { firstHead, head, columns, widths, rows, tail, foot, measuredWith, onPages } = props
  const unseen = useRef<HTMLDivElement>(null)
  const [pages, setPages] = useState<PagePart[]>([])
  useLayoutEffect(() => {
    if (!unseen.current) return
    const next = paginate(measure(unseen.current))
    if (JSON.stringify(next) !== JSON.stringify(pages)) setPages(next)
  })
  const count = pages.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when there are more or fewer pages
  useLayoutEffect(() => onPages?.(count), [count])

  const table = (part: readonly VNode[]) => (
    <table class={styles.table}>
      <colgroup>
        {widths.map((width, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
          <col key={at} style={{ inlineSize: `${width}mm` }} />
        ))}
      </colgroup>
      <thead>{columns}</thead>
      <tbody>{part}</tbody>
    </table>
  )
  return (
    <>
      <div class={styles.unseen} aria-hidden="true" inert data-measured={measuredWith}>
        <div class={styles.page} ref={unseen}>
          <div data-part="first-head">{firstHead}</div>
          <div data-part="head">{head}</div>
          <div data-part="table">{table(rows)}</div>
          <div data-part="tail">{tail}</div>
          <div class={styles.foot} data-part="foot">
            {foot(1, 1)}
          </div>
        </div>
      </div>
      {pages.map(({ rows: [from, to], tail: [first, last] }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its number
        <Sheetlet key={at}>
          <section class={styles.page} data-page={at + 1}>
            {at === 0 ? firstHead : head}
            {(to > from || at === 0) && table(rows.slice(from, to))}
            {tail.slice(first, last)}
            <div class={styles.foot}>{foot(at + 1, count)}</div>
          </section>
        </Sheetlet>
      ))}
    </>
  )
}

/** A page on screen: as wide as there is room, or in its own size. */
export function Sheetlet({ children }: { children: ComponentChildren }) {
  return (
    <div class={styles.sheet}>
      <div class={styles.paper}>{children}</div>
    </div>
  )
}

/** Heights of the parts of the unseen page, px. */
function measure(page: HTMLElement) {
  const part = (name: string) => page.querySelector(`:scope > [data-part="${name}"]`)
  const heightOf = (element: Element | null | undefined) => element?.getBoundingClientRect().height ?? 0
  const style = getComputedStyle(page)
  const table = part('table')
  const columns = heightOf(table?.querySelector('thead'))
  return {
    page:
      Number.parseFloat(style.blockSize) -
      Number.parseFloat(style.paddingBlockStart) -
      Number.parseFloat(style.paddingBlockEnd) -
      heightOf(part('foot')),
    firstHead: heightOf(part('first-head')) + columns,
    head: heightOf(part('head')) + columns,
    rows: [...(table?.querySelectorAll('tbody > tr') ?? [])].map(heightOf),
    tail: [...(part('tail')?.children ?? [])].map(heightOf),
  }
}
