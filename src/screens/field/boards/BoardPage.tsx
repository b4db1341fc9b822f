import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Plus, Presentation } from 'lucide'
import type { ComponentChildren } from 'preact'
import { BOARD_PARTS, type BoardPart, itemsAt, yearsOf } from '#domain/boards/board.ts'
import type { RunId, SessionId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import type { BoardPlace, BoardRow, GroupId } from '#store/boardsApi.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { BoardFrame } from './BoardFrame.tsx'
import styles from './Boards.module.css'
import { BoardsModel, type BoardsScreen } from './boards.model.ts'
import { PART_WORDS, useGroupWords } from './boardWords.tsx'
import { NotSaved } from './GroupsPage.tsx'
import { ItemLines } from './ItemLines.tsx'
import { ItemSheet, VotesSheet } from './ItemSheets.tsx'
import { OptionBlock } from './OptionBlock.tsx'

interface BoardPageProps {
  run: RunId
  session: SessionId
  group: GroupId
}

/** What one group works out; several phones write on it at once. */
export function BoardPage(props: BoardPageProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatBoard key={seat.info.value.member} seat={seat} {...props} />
}

/** Where what is added by the button at the bottom goes. */
const FIRST_PLACE: Record<BoardPart, BoardPlace> = {
  priorities: { list: 'priorities' },
  options: { list: 'options' },
  plan: { list: 'year', year: 1 },
  cards: { list: 'cards' },
}

function SeatBoard({ seat, run, session, group }: BoardPageProps & { seat: Seat }) {
  const model = useModel(() => new BoardsModel(seat, run, session, group))
  const { groupName, names } = useGroupWords(model)
  const [board, sheet, opened] = [model.board.value, model.sheet.value, model.opened.value]
  const add = FIRST_PLACE[model.part.value]
  return (
    <>
      <BoardFrame
        seat={seat}
        model={model}
        backHref={`/runs/${run}/boards/${session}`}
        title={board ? <span dir="auto">{groupName(board)}</span> : <Trans>Group work</Trans>}
        subtitle={board && <span dir="auto">{names(board.members)}</span>}
        bottom={
          board &&
          model.canWrite.value && (
            <BottomBar>
              <Button variant="primary" icon={Plus} onClick={() => model.open({ kind: 'add', place: add })}>
                <AddWords part={model.part.value} />
              </Button>
            </BottomBar>
          )
        }
      >
        {board ? (
          <BoardParts model={model} board={board} />
        ) : (
          <EmptyState icon={Presentation} title={<Trans>This group is no more</Trans>}>
            <Trans>Somebody removed it, or it was never received here. Go back to the groups.</Trans>
          </EmptyState>
        )}
      </BoardFrame>
      {board && sheet?.kind === 'add' && <ItemSheet model={model} board={board} item={null} place={sheet.place} />}
      {board && opened && sheet?.kind === 'item' && (
        <ItemSheet key={opened.id} model={model} board={board} item={opened} place={opened.place} />
      )}
      {board && opened && sheet?.kind === 'votes' && <VotesSheet model={model} board={board} item={opened} />}
    </>
  )
}

function AddWords({ part }: { part: BoardPart }) {
  switch (part) {
    case 'priorities':
      return <Trans>Add a priority</Trans>
    case 'options':
      return <Trans>Add an option</Trans>
    case 'plan':
      return <Trans>Add to the plan</Trans>
    case 'cards':
      return <Trans>Add a card</Trans>
  }
}

interface BoardPartsProps {
  model: BoardsScreen
  board: BoardRow
}

function BoardParts({ model, board }: BoardPartsProps) {
  const { i18n, t } = useLingui()
  const part = model.part.value
  return (
    <>
      <Segmented
        label={t`Part of the board`}
        hideLabel
        value={part}
        onChange={(chosen) => {
          model.part.value = chosen
        }}
        options={BOARD_PARTS.map((value) => ({ value, text: i18n._(PART_WORDS[value]) }))}
      />
      {board.isUnsaved && <NotSaved />}
      {part === 'priorities' && (
        <Listed
          model={model}
          board={board}
          place={{ list: 'priorities' }}
          empty={<Trans>What is most urgent, in order. Each person of the group can vote.</Trans>}
        />
      )}
      {part === 'cards' && (
        <Listed
          model={model}
          board={board}
          place={{ list: 'cards' }}
          empty={<Trans>Whatever else the group wants to keep.</Trans>}
        />
      )}
      {part === 'options' && <Options model={model} board={board} />}
      {part === 'plan' && <Years model={model} board={board} />}
    </>
  )
}

function Listed({ empty, ...of }: BoardPartsProps & { place: BoardPlace; empty: ComponentChildren }) {
  return itemsAt(of.board, of.place).length === 0 ? <p class={styles.quiet}>{empty}</p> : <ItemLines {...of} />
}

function Options({ model, board }: BoardPartsProps) {
  const options = itemsAt(board, { list: 'options' })
  if (options.length === 0)
    return (
      <p class={styles.quiet}>
        <Trans>What could be chosen, with what speaks for and against each.</Trans>
      </p>
    )
  return (
    <div class={styles.list}>
      {options.map((option) => (
        <OptionBlock key={option.id} model={model} board={board} option={option} />
      ))}
    </div>
  )
}

function Years({ model, board }: BoardPartsProps) {
  const { t } = useLingui()
  return (
    <>
      {yearsOf(board).map((year) => {
        const place: BoardPlace = { list: 'year', year }
        return (
          <section key={year}>
            <h2 class={styles.head}>
              <Trans>Year {year}</Trans>
              {model.canWrite.value && (
                <Button
                  variant="square"
                  icon={Plus}
                  label={t`Add to year ${year}`}
                  onClick={() => model.open({ kind: 'add', place })}
                />
              )}
            </h2>
            <Listed model={model} board={board} place={place} empty={<Trans>Nothing planned yet</Trans>} />
          </section>
        )
      })}
    </>
  )
}
