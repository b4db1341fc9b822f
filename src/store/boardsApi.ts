import type { Board, BoardItem, BoardItemId, BoardPlace, GroupId } from '#domain/boards/board.ts'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import type { Live, Saved } from './api.ts'

/** Group work: the groups of a session, and what each works out on its board. Loaded when first asked for. */

export interface BoardRow extends Board {
  /** What was written here is on screen and not on disk. */
  isUnsaved: boolean
}

export interface Boards {
  /** By number. Empty where nobody made groups. */
  ofSession(run: RunId, session: SessionId): Live<BoardRow[]>
  /** One group for each of the lists of people. */
  makeGroups(of: Pick<Board, 'run' | 'session'>, from: number, groups: readonly (readonly PersonId[])[]): Saved
  name(board: Board, name: string): Saved
  /** Of its members, no more than these. A person who stood in another group of `others` leaves it. */
  setMembers(board: Board, members: readonly PersonId[], others: readonly Board[]): Saved
  /** For a group with nothing on its board: what somebody else wrote there meanwhile brings it back. */
  remove(board: Board): Saved
  add(board: Board, place: BoardPlace, text: string): Saved
  /** Takes the place of all that stands of it. */
  rewrite(board: Board, item: BoardItem, text: string): Saved
  /** With what stands under it. */
  takeAway(board: Board, items: readonly BoardItem[]): Saved
  step(board: Board, item: BoardItem, by: -1 | 1): Saved
  /** To the end of another place. */
  move(board: Board, item: BoardItem, place: BoardPlace): Saved
  vote(board: Board, item: BoardItemId, person: PersonId, isFor: boolean): Saved
}

export type { Board, BoardItem, BoardItemId, BoardPlace, GroupId }
