import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { BoardPart } from '#domain/boards/board.ts'
import type { PersonId } from '#domain/ids.ts'
import type { Board } from '#store/boardsApi.ts'
import type { BoardsScreen } from './boards.model.ts'

export const PART_WORDS: Record<BoardPart, MessageDescriptor> = {
  priorities: msg({ context: 'part of a group’s board', message: 'Priorities' }),
  options: msg({ context: 'part of a group’s board', message: 'Options' }),
  plan: msg({ context: 'part of a group’s board', message: 'Plan' }),
  cards: msg({ context: 'part of a group’s board', message: 'Cards' }),
}

/** What groups and people are called here. */
export function useGroupWords(model: BoardsScreen) {
  const { t } = useLingui()
  const nameOf = (person: PersonId): string => {
    const found = model.people.value.find((one) => one.person === person)
    if (found?.row) return found.row.displayName
    return found?.numberInRun ? t`Person ${found.numberInRun}` : t`Somebody`
  }
  const groupName = ({ name, number }: Pick<Board, 'name' | 'number'>) => name || t`Group ${number}`
  const names = (people: readonly PersonId[]) =>
    model.people.value
      .filter(({ person }) => people.includes(person))
      .map(({ person }) => nameOf(person))
      .join(', ')
  return { nameOf, groupName, names }
}
