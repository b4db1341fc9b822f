import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Seat } from '#store/api.ts'
import { SavingLine } from '#ui/SavingLine.tsx'
import styles from './Desk.module.css'
import { OfficeNav, type OfficePlace } from './OfficeNav.tsx'
import { StateOfData } from './StateOfData.tsx'
import { useListKeys } from './useListKeys.ts'
import { useWide } from './useWide.ts'

export interface Pane {
  /** `PaneHead`. */
  head: ComponentChildren
  body: ComponentChildren
}

interface DeskProps {
  seat: Seat
  place: OfficePlace
  /** The list in the middle. On a narrow window it is shown only where it is the page itself. */
  list: Pane
  /** The chosen thing, at the right. */
  detail: Pane
  /** Which of the two the address means; the other one is company on a wide window. */
  page: 'list' | 'detail'
}

/** Where *skip to the content* leads. */
const MAIN = { id: 'main', tabIndex: -1 }

/** The office's desk: ways to go, the list, the chosen thing. In one column on a phone. */
export function Desk({ seat, place, list, detail, page }: DeskProps) {
  const wide = useWide()
  const column = useRef<HTMLDivElement>(null)
  useListKeys(column)

  // The list is made anew with each address: what is chosen is brought into sight again.
  useEffect(() => {
    if (wide) column.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [wide])

  const saving = <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
  const state = <StateOfData seat={seat} />

  if (!wide) {
    const pane = page === 'list' ? list : detail
    return (
      <div class={styles.narrow}>
        {page === 'list' && <OfficeNav seat={seat} place={place} />}
        <main {...MAIN}>
          {pane.head}
          {saving}
          {state}
          <div ref={column}>{pane.body}</div>
        </main>
      </div>
    )
  }
  const List = page === 'list' ? 'main' : 'aside'
  const Detail = page === 'list' ? 'aside' : 'main'
  return (
    <div class={styles.desk} data-page={page}>
      <div class={styles.side}>
        <OfficeNav seat={seat} place={place} />
        <footer class={styles.foot}>
          {saving}
          <p class={styles.hub}>{seat.info.value.hubName}</p>
        </footer>
      </div>
      <List class={styles.list} {...(page === 'list' ? MAIN : {})}>
        {list.head}
        {state}
        <div ref={column}>{list.body}</div>
      </List>
      <Detail class={styles.detail} {...(page === 'detail' ? MAIN : {})}>
        {detail.head}
        {detail.body}
      </Detail>
    </div>
  )
}
