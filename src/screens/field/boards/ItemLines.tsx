import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, ThumbsUp, TriangleAlert } from 'lucide'
import { itemsAt } from '#domain/boards/board.ts'
import type { BoardItem, BoardPlace, BoardRow } from '#store/boardsApi.ts'
import { formatNumber } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import styles from './Boards.module.css'
import type { BoardsScreen } from './boards.model.ts'

interface ItemLinesProps {
  model: BoardsScreen
  board: BoardRow
  place: BoardPlace
}

/** What stands in one place of a board, in its order. */
export function ItemLines({ model, board, place }: ItemLinesProps) {
  const items = itemsAt(board, place)
  return (
    <ol class={styles.list}>
      {items.map((item, at) => (
        <li key={item.id} class={styles.item}>
          <ItemLine model={model} item={item} at={at} of={items.length} />
        </li>
      ))}
    </ol>
  )
}

interface ItemLineProps {
  model: BoardsScreen
  item: BoardItem
  /** Its place among so many. */
  at: number
  of: number
}

/** Its words, to be opened; its votes; and the way up and down, without dragging. */
export function ItemLine({ model, item, at, of }: ItemLineProps) {
  const { t } = useLingui()
  const canWrite = model.canWrite.value
  const said = item.texts[0] ?? ''
  const votes = item.votes.length
  return (
    <>
      <button
        type="button"
        class={styles.words}
        disabled={!canWrite}
        onClick={() => model.open({ kind: 'item', item: item.id })}
      >
        {item.place.list === 'priorities' && <span class={styles.number}>{formatNumber(at + 1)}</span>}
        <span class={styles.said} dir="auto">
          {item.texts.map((text) => (
            <span key={text}>{text}</span>
          ))}
          {item.texts.length > 1 && (
            <span class={styles.quiet} data-tone="late">
              <Icon icon={TriangleAlert} size={16} /> <Trans>Written at the same time: choose</Trans>
            </span>
          )}
        </span>
      </button>
      <div class={styles.tools}>
        {hasVotes(item) && (
          <button
            type="button"
            class={styles.votes}
            disabled={!canWrite}
            onClick={() => model.open({ kind: 'votes', item: item.id })}
          >
            <Icon icon={ThumbsUp} size={20} />
            <span aria-hidden="true">{formatNumber(votes)}</span>
            <VisuallyHidden>
              <Plural value={votes} one="# vote" other="# votes" />: {said}
            </VisuallyHidden>
          </button>
        )}
        {canWrite && of > 1 && (
          <>
            <IconButton
              icon={ArrowUp}
              label={t`Move up: ${said}`}
              disabled={at === 0}
              onClick={() => void model.step(item, -1)}
            />
            <IconButton
              icon={ArrowDown}
              label={t`Move down: ${said}`}
              disabled={at === of - 1}
              onClick={() => void model.step(item, 1)}
            />
          </>
        )}
      </div>
    </>
  )
}

/** Votes are for what is to be ordered, or chosen. */
export const hasVotes = ({ place }: BoardItem): boolean => place.list === 'priorities' || place.list === 'options'
