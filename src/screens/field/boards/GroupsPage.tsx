import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Plus, Printer, TriangleAlert, UserRoundPen, Users } from 'lucide'
import type { RunId, SessionId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import type { BoardRow } from '#store/boardsApi.ts'
import { langOf, localText } from '#text/localText.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Icon } from '#ui/Icon.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { BoardFrame } from './BoardFrame.tsx'
import styles from './Boards.module.css'
import { BoardsModel, type BoardsScreen } from './boards.model.ts'
import { useGroupWords } from './boardWords.tsx'
import { GroupSheet, MakeGroupsSheet } from './GroupSheets.tsx'

interface GroupsPageProps {
  run: RunId
  session: SessionId
}

/** The groups of a session: who is in which, and the way to their boards. */
export function GroupsPage(props: GroupsPageProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatGroups key={seat.info.value.member} seat={seat} {...props} />
}

function SeatGroups({ seat, run, session }: GroupsPageProps & { seat: Seat }) {
  const { t } = useLingui()
  const model = useModel(() => new BoardsModel(seat, run, session, null))
  const title = model.view.value?.session.title
  const sheet = model.sheet.value
  const edited = sheet?.kind === 'people' && model.groups.value.find(({ group }) => group === sheet.group)
  return (
    <>
      <BoardFrame
        seat={seat}
        model={model}
        backHref={`/sessions/${session}`}
        title={<Trans>Group work</Trans>}
        subtitle={title && <span lang={langOf(title)}>{localText(title)}</span>}
        actions={
          model.groups.value.length > 0 && (
            <IconButton icon={Printer} label={t`Print the report`} href={`/print/boards/${run}/${session}`} />
          )
        }
        bottom={
          model.canWrite.value && (
            <BottomBar>
              <Button variant="primary" icon={Plus} onClick={() => model.open({ kind: 'make' })}>
                <Trans>Make groups</Trans>
              </Button>
            </BottomBar>
          )
        }
      >
        <Groups model={model} />
      </BoardFrame>
      {sheet?.kind === 'make' && <MakeGroupsSheet model={model} />}
      {edited && <GroupSheet key={edited.group} model={model} board={edited} />}
    </>
  )
}

function Groups({ model }: { model: BoardsScreen }) {
  const { names } = useGroupWords(model)
  const [groups, free] = [model.groups.value, model.free.value]
  if (groups.length === 0) {
    return (
      <EmptyState icon={Users} title={<Trans>No groups yet</Trans>}>
        <Trans>
          Teren deals those present at random, or you put people into groups yourself. Each group gets a board.
        </Trans>
      </EmptyState>
    )
  }
  return (
    <>
      <ul class={styles.list}>
        {groups.map((board) => (
          <GroupLine key={board.group} model={model} board={board} />
        ))}
      </ul>
      {free.length > 0 && (
        <section>
          <h2 class={styles.head}>
            <Plural value={free.length} one="# person is in no group" other="# people are in no group" />
          </h2>
          <p class={styles.quiet} dir="auto">
            {names(free.map(({ person }) => person))}
          </p>
        </section>
      )}
    </>
  )
}

function GroupLine({ model, board }: { model: BoardsScreen; board: BoardRow }) {
  const { t } = useLingui()
  const { groupName, names } = useGroupWords(model)
  const name = groupName(board)
  const filled = board.items.length
  return (
    <li class={styles.group}>
      <a class={styles.link} href={model.hrefOf(board)}>
        <h2 class={styles.name} dir="auto">
          {name}
        </h2>
        <span class={styles.quiet} dir="auto">
          {names(board.members) || <Trans>Nobody is in it yet</Trans>}
        </span>
        <span class={styles.quiet}>
          {filled === 0 ? (
            <Trans>Nothing on the board yet</Trans>
          ) : (
            <Plural value={filled} one="# entry on the board" other="# entries on the board" />
          )}
        </span>
        {board.isUnsaved && <NotSaved />}
      </a>
      {model.canWrite.value && (
        <IconButton
          icon={UserRoundPen}
          label={t`Name and people: ${name}`}
          onClick={() => model.open({ kind: 'people', group: board.group })}
        />
      )}
    </li>
  )
}

export function NotSaved() {
  return (
    <span class={styles.quiet} data-tone="absent">
      <Icon icon={TriangleAlert} size={16} /> <Trans>Not saved</Trans>
    </span>
  )
}
