import type { Page } from 'playwright-core'

export interface GeometryFault {
  kind: 'overflow' | 'outside' | 'clipped' | 'overlap' | 'small-target'
  /** Which element, as a person would look for it. */
  where: string
  detail: string
}

/** Smallest side of a target, CSS px. Field: product.md U2. Desk: WCAG 2.2, 2.5.8. */
export const TARGET = { field: 44, desk: 24 } as const

/** Measures what a glance would see: a page wider than the screen, things outside it, text cut off, things on top of
 *  each other, targets too small for a thumb. Looks at the topmost open dialog if there is one, else at the page. */
export function findGeometryFaults(page: Page, target: keyof typeof TARGET): Promise<GeometryFault[]> {
  return page.evaluate((smallest: number) => {
    const faults: { kind: string; where: string; detail: string }[] = []
    // What browsers leave out until it is scrolled to has the place of a guess, and overflows it when asked.
    const whole = new CSSStyleSheet()
    whole.replaceSync('* { content-visibility: visible !important }')
    document.adoptedStyleSheets.push(whole)
    const dialogs = [...document.querySelectorAll('dialog[open], [role=dialog]')]
    const top = dialogs.at(-1) ?? document.body
    const width = document.documentElement.clientWidth

    const name = (element: Element) => {
      const text = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)
      const label = element.getAttribute('aria-label')
      return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}.${String(element.className).slice(0, 40)} "${label ?? text}"`
    }
    /** Meant for ears only: 1 px boxes, cut away on purpose. */
    const forEars = (element: Element): boolean => {
      for (let at: Element | null = element; at && at !== top.parentElement; at = at.parentElement) {
        const box = at.getBoundingClientRect()
        if (box.width <= 1 && box.height <= 1) return true
        if (getComputedStyle(at).clipPath === 'inset(50%)') return true
      }
      return false
    }
    const visible = (element: Element) => {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
      const box = element.getBoundingClientRect()
      return box.width > 0 && box.height > 0 && !forEars(element)
    }
    /** Scrolls sideways on purpose. */
    const inScroller = (element: Element): boolean => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        const overflow = getComputedStyle(at).overflowX
        if ((overflow === 'auto' || overflow === 'scroll') && at.scrollWidth > at.clientWidth) return true
      }
      return false
    }
    /** The fixed or sticky box that an element rides on: it may lie over what scrolls beneath. */
    const layer = (element: Element): Element | null => {
      for (let at: Element | null = element; at && at !== top; at = at.parentElement) {
        const { position } = getComputedStyle(at)
        if (position === 'fixed' || position === 'sticky') return at
      }
      return null
    }
    /** What is left of boxes inside the scrolling boxes around an element. */
    const unscrolled = (element: Element, boxes: DOMRect[]): DOMRect[] => {
      let left = boxes
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowY === 'visible') continue
        const edge = at.getBoundingClientRect()
        left = left.flatMap((box) => {
          const [x, y] = [Math.max(box.left, edge.left), Math.max(box.top, edge.top)]
          const [right, bottom] = [Math.min(box.right, edge.right), Math.min(box.bottom, edge.bottom)]
          return right > x && bottom > y ? [new DOMRect(x, y, right - x, bottom - y)] : []
        })
      }
      return left
    }
    const elements = [...top.querySelectorAll('*')].filter(
      (element) => !element.closest('svg') || element.tagName.toLowerCase() === 'svg',
    )

    const root = document.scrollingElement ?? document.documentElement
    if (root.scrollWidth > width + 1)
      faults.push({ kind: 'overflow', where: 'page', detail: `${root.scrollWidth} px wide on a screen of ${width} px` })

    const texts: { element: Element; boxes: DOMRect[] }[] = []
    for (const element of elements) {
      if (!visible(element)) continue
      const box = element.getBoundingClientRect()
      if ((box.right > width + 1 || box.left < -1) && !inScroller(element))
        faults.push({ kind: 'outside', where: name(element), detail: `from ${box.left} to ${box.right} of ${width}` })

      const own = [...element.childNodes].filter((node) => node.nodeType === 3 && (node.textContent ?? '').trim())
      if (own.length > 0) {
        const range = document.createRange()
        const boxes = own.flatMap((node) => {
          range.selectNodeContents(node)
          return [...range.getClientRects()]
        })
        texts.push({ element, boxes })
        for (let at: Element | null = element; at && at !== top.parentElement; at = at.parentElement) {
          const style = getComputedStyle(at)
          const cuts = style.overflowX !== 'visible' || style.overflowY !== 'visible'
          if (!cuts) continue
          const edge = at.getBoundingClientRect()
          const scrollsX = style.overflowX === 'auto' || style.overflowX === 'scroll'
          const scrollsY = style.overflowY === 'auto' || style.overflowY === 'scroll'
          const cut = boxes.find(
            (text) =>
              (!scrollsX && (text.right > edge.right + 2 || text.left < edge.left - 2)) ||
              (!scrollsY && (text.bottom > edge.bottom + 3 || text.top < edge.top - 3)),
          )
          if (cut) {
            faults.push({ kind: 'clipped', where: name(element), detail: `cut by ${name(at)}` })
            break
          }
          if (scrollsX || scrollsY) break
        }
      }
      if (element instanceof HTMLInputElement && ['text', 'search', 'tel', ''].includes(element.type)) {
        if (!element.value && element.placeholder) {
          const measure = document.createElement('canvas').getContext('2d')
          const style = getComputedStyle(element)
          if (measure) {
            measure.font = style.font
            const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
            if (measure.measureText(element.placeholder).width > room + 1)
              faults.push({ kind: 'clipped', where: name(element), detail: `placeholder "${element.placeholder}"` })
          }
        }
      }
    }

    const interactive = elements.filter(
      (element) =>
        element.matches(
          'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex="0"]',
        ) && visible(element),
    )
    for (const element of interactive) {
      const label = element.closest('label')
      const box = (label && visible(label) ? label : element).getBoundingClientRect()
      const inText = element.tagName === 'A' && getComputedStyle(element).display === 'inline'
      if (!inText && (box.width < smallest - 0.5 || box.height < smallest - 0.5))
        faults.push({
          kind: 'small-target',
          where: name(element),
          detail: `${Math.round(box.width)} × ${Math.round(box.height)} px, less than ${smallest}`,
        })
    }

    const things = [
      ...texts.map(({ element, boxes }) => ({ element, boxes: unscrolled(element, boxes) })),
      ...interactive.map((element) => ({ element, boxes: unscrolled(element, [element.getBoundingClientRect()]) })),
    ]
    for (let i = 0; i < things.length; i++) {
      for (let j = i + 1; j < things.length; j++) {
        const a = things[i]
        const b = things[j]
        if (!a || !b || a.element.contains(b.element) || b.element.contains(a.element)) continue
        const hit = a.boxes.some((one) =>
          b.boxes.some(
            (two) =>
              Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2 &&
              Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 3,
          ),
        )
        if (!hit || layer(a.element) !== layer(b.element)) continue
        faults.push({ kind: 'overlap', where: name(a.element), detail: `lies over ${name(b.element)}` })
      }
    }
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== whole)
    return faults
  }, TARGET[target]) as Promise<GeometryFault[]>
}
