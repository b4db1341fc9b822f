import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Presentation } from 'lucide'
import type { VNode } from 'preact'
import { itemsAt, yearsOf } from '#domain/boards/board.ts'
import type { RunId, SessionId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { Paged } from '#screens/shared/print/Paged.tsx'
import { PaperFoot } from '#screens/shared/print/PaperFoot.tsx'
import { PrintPage } from '#screens/shared/print/PrintPage.tsx'
import { Publicity } from '#screens/shared/print/Publicity.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import type { BoardItem, BoardPlace, BoardRow } from '#store/boardsApi.ts'
import { formatDay, formatNumber } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { BoardsInstead } from './BoardFrame.tsx'
import styles from './Boards.module.css'
import { BoardsModel, type BoardsScreen } from './boards.model.ts'
import { PART_WORDS, useGroupWords } from './boardWords.tsx'
import { hasVotes } from './ItemLines.tsx'

interface BoardsPrintProps {
  run: RunId
  session: SessionId
}

/** What all groups of a session worked out, as it will be on paper. */
export function BoardsPrint(props: BoardsPrintProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatPrint key={seat.info.value.member} seat={seat} {...props} />
}

function SeatPrint({ seat, run, session }: BoardsPrintProps & { seat: Seat }) {
  const model = useModel(() => new BoardsModel(seat, run, session, null))
  const isReady = model.standing.value === 'ready'
  const groups = model.groups.value
  return (
    <PrintPage
      backHref={`/runs/${run}/boards/${session}`}
      title={<Trans>Report of the group work</Trans>}
      subtitle={model.view.value && localText(model.view.value.session.title)}
      choices={null}
      instead={
        !isReady ? (
          <BoardsInstead model={model} />
        ) : (
          groups.length === 0 && (
            <EmptyState icon={Presentation} title={<Trans>Nothing to print</Trans>}>
              <Trans>This session has no groups yet.</Trans>
            </EmptyState>
          )
        )
      }
    >
      {isReady && groups.length > 0
        ? ({ letters, count }) => (
            <BoardsPaper seat={seat} model={model} letters={letters} onPages={(pages) => count('boards', pages)} />
          )
        : null}
    </PrintPage>
  )
}

interface BoardsPaperProps {
  seat: Seat
  model: BoardsScreen
  letters: string
  onPages: (count: number) => void
}

/** In mm, together as wide as a page. */
const WIDTHS = [44, 10, 112, 20]

function BoardsPaper({ seat, model, letters, onPages }: BoardsPaperProps) {
  const { t } = useLingui()
  const rowsOf = useRows(model)
  const view = model.view.value
  const { session, run } = view ?? {}
  const head = (
    <header class={styles.paperHead}>
      <Publicity programme={model.programme.value} hubName={seat.info.value.hubName} />
      <h2 class={styles.paperTitle}>
        <Trans>Report of the group work</Trans>
      </h2>
      <p>
        <b>{session && localText(session.title)}</b>
        {session && ` · ${formatDay(session.facts.date)} · ${session.place}`}
      </p>
    </header>
  )
  return (
    <Paged
      measuredWith={letters}
      onPages={onPages}
      firstHead={head}
      head={head}
      widths={WIDTHS}
      columns={
        <tr>
          <th scope="col">
            <Trans>Part of the board</Trans>
          </th>
          <th scope="col">{t({ context: 'column of a printed list: number', message: 'No.' })}</th>
          <th scope="col">
            <Trans>What the group wrote</Trans>
          </th>
          <th scope="col">
            <Trans>Votes</Trans>
          </th>
        </tr>
      }
      rows={model.groups.value.flatMap(rowsOf)}
      tail={[]}
      foot={(page, of) => (
        <PaperFoot now={model.openedAt.value} demonstration={run?.demonstration} page={page} of={of} />
      )}
    />
  )
}

/** The lines of one board: the group, then its parts one after another. */
function useRows(model: BoardsScreen): (board: BoardRow) => VNode[] {
  const { t, i18n } = useLingui()
  const { groupName, names } = useGroupWords(model)
  const forWords = (option: string) => t`For: ${option}`
  const againstWords = (option: string) => t`Against: ${option}`
  return (board) => {
    const rows: VNode[] = []
    const put = (items: readonly BoardItem[], part: string) => {
      for (const [at, item] of items.entries())
        rows.push(
          <tr key={item.id}>
            <td>{part}</td>
            <td class={styles.paperNumber}>{formatNumber(at + 1)}</td>
            <td class={styles.paperText} dir="auto">
              {item.texts.join('\n')}
            </td>
            <td class={styles.paperNumber}>{hasVotes(item) && formatNumber(item.votes.length)}</td>
          </tr>,
        )
    }
    const at = (place: BoardPlace) => itemsAt(board, place)
    put(at({ list: 'priorities' }), i18n._(PART_WORDS.priorities))
    for (const option of at({ list: 'options' })) {
      const words = option.texts[0] ?? ''
      put([option], i18n._(PART_WORDS.options))
      put(at({ list: 'pro', option: option.id }), forWords(words))
      put(at({ list: 'con', option: option.id }), againstWords(words))
    }
    for (const year of yearsOf(board)) put(at({ list: 'year', year }), t`Plan, year ${year}`)
    put(at({ list: 'cards' }), i18n._(PART_WORDS.cards))
    return [
      <tr key={board.group}>
        <td colSpan={4}>
          <span class={styles.divide} dir="auto">
            {groupName(board)}
          </span>
          {board.members.length > 0 && (
            <>
              {' · '}
              <Plural value={board.members.length} one="# person" other="# people" />: {names(board.members)}
            </>
          )}
          {rows.length === 0 && (
            <>
              {' · '}
              <Trans>Nothing on the board yet</Trans>
            </>
          )}
        </td>
      </tr>,
      ...rows,
    ]
  }
}
