import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, ThumbsDown, ThumbsUp } from 'lucide'
import { itemsAt } from '#domain/boards/board.ts'
import type { BoardItem, BoardRow } from '#store/boardsApi.ts'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import styles from './Boards.module.css'
import type { BoardsScreen } from './boards.model.ts'
import { ItemLine, ItemLines } from './ItemLines.tsx'

interface OptionBlockProps {
  model: BoardsScreen
  board: BoardRow
  option: BoardItem
}

/** One option with what speaks for it and against it. */
export function OptionBlock({ model, board, option }: OptionBlockProps) {
  const { t } = useLingui()
  const options = itemsAt(board, { list: 'options' })
  const said = option.texts[0] ?? ''
  const sides = [
    { list: 'pro', words: <Trans>Speaks for it</Trans>, icon: ThumbsUp, add: t`Add what speaks for it: ${said}` },
    {
      list: 'con',
      words: <Trans>Speaks against it</Trans>,
      icon: ThumbsDown,
      add: t`Add what speaks against it: ${said}`,
    },
  ] as const
  return (
    <section class={styles.option}>
      <div class={styles.item}>
        <ItemLine model={model} item={option} at={options.indexOf(option)} of={options.length} />
      </div>
      <div class={styles.sides}>
        {sides.map(({ list, words, icon, add }) => {
          const place = { list, option: option.id }
          return (
            <div key={list} class={styles.side}>
              <h2 class={styles.sideHead}>
                <span>
                  <Icon icon={icon} size={16} /> {words}
                </span>
                {model.canWrite.value && (
                  <Button variant="square" icon={Plus} label={add} onClick={() => model.open({ kind: 'add', place })} />
                )}
              </h2>
              {itemsAt(board, place).length > 0 && <ItemLines model={model} board={board} place={place} />}
            </div>
          )
        })}
      </div>
    </section>
  )
}
