import { computed, signal } from '@preact/signals'
import type { Table } from 'dexie'
import {
  makeGroup,
  nameGroup,
  placeItem,
  readBoard,
  removeGroup,
  setMember,
  voteFor,
  wordItem,
} from '#documents/board.ts'
import type { DocumentChange, Json } from '#documents/change.ts'
import {
  type BoardItemId,
  type GroupId,
  makeVersion,
  rankAfterStep,
  rankAtEnd,
  resolveBoard,
} from '#domain/boards/board.ts'
import { makeId, type RunId, type SessionId } from '#domain/ids.ts'
import { ok } from '#domain/result.ts'
import { sameJson } from '#domain/sameJson.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { Loadable, Saved } from '../api.ts'
import type { BoardRow, Boards } from '../boardsApi.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import { type Followed, liveLater, liveOf } from '../live.ts'
import { saveAction } from '../saveAction.ts'
import type { Unsaved } from '../unsaved.ts'

/** Boards are read from the documents of the run that is on screen: no table for what few sessions have. */

interface BoardsSource {
  core: SeatCore
  unsaved: Unsaved
  followed: Followed
}

type Entries = ReadonlyMap<string, Json>
/** Entries of each board of a run, by the document's id. */
type Stored = ReadonlyMap<string, Entries>

/** Written here, and on screen until the disk is read again. */
interface Writing {
  changes: readonly DocumentChange[]
  isSaved: boolean
  /** How often the disk was read since then. */
  reads: number
}

const NONE: Entries = new Map()

export function createBoards(source: BoardsSource): Boards {
  const { core, followed } = source
  const { db, member, random } = core
  const writing = signal<Writing[]>([])
  const tables: Table[] = [db.heads, db.rows]

  async function read(room: DocumentRoom, run: RunId): Promise<Stored> {
    const heads = await db.heads.where('document').startsWith(documentId.board(run, '')).toArray()
    const docs = await core.documents.takeAll(room, heads)
    return new Map(docs.map((doc, at) => [heads[at]?.document ?? '', room.entriesOf(doc)]))
  }

  /** What the disk has is not laid over it a second time: then others may have changed it since. */
  function forget(stored: Stored): void {
    const isThere = ({ document, entries }: DocumentChange) =>
      entries.every(([key, value]) => sameJson(stored.get(document)?.get(key) ?? null, value))
    const left = writing
      .peek()
      .filter(({ changes, isSaved, reads }) => !(isSaved && reads > 0) && !changes.every(isThere))
      .map((each) => (each.isSaved ? { ...each, reads: each.reads + 1 } : each))
    if (left.length > 0 || writing.peek().length > 0) writing.value = left
  }

  function shown(run: RunId, session: SessionId, stored: Stored): BoardRow[] {
    const entries = new Map(stored)
    const unsaved = new Set<string>()
    for (const { changes, isSaved } of writing.value) {
      for (const change of changes) {
        entries.set(change.document, new Map([...(entries.get(change.document) ?? NONE), ...change.entries]))
        if (!isSaved) unsaved.add(change.document)
      }
    }
    return [...entries]
      .flatMap(([document, all]): BoardRow[] => {
        const info = parseDocumentId(document)
        const group = info?.subject as GroupId | undefined
        const written = group !== undefined && info?.run === run ? readBoard(all, { run, group }) : null
        const board = written?.session === session ? resolveBoard(written) : null
        return board ? [{ ...board, isUnsaved: unsaved.has(document) }] : []
      })
      .sort((a, b) => a.number - b.number || (a.group < b.group ? -1 : 1))
  }

  async function save(changes: DocumentChange[]): Saved {
    if (changes.length === 0) return ok(undefined)
    const written: Writing = { changes, isSaved: false, reads: 0 }
    writing.value = [...writing.peek(), written]
    const saved = await saveAction(source, { changes })
    if (saved.ok)
      writing.value = writing.peek().map((each) => (each.changes === changes ? { ...each, isSaved: true } : each))
    return saved
  }

  return {
    ofSession(run, session) {
      const stored = liveLater<Stored>(async () => {
        const room = await core.yjs()
        return liveOf(followed, { tables, read: () => read(room, run) })
      })
      const stop = stored.value.subscribe((found) => {
        if (found.state === 'ready') forget(found.value)
      })
      return {
        value: computed((): Loadable<BoardRow[]> => {
          const found = stored.value.value
          return found.state === 'ready' ? { state: 'ready', value: shown(run, session, found.value) } : found
        }),
        dispose() {
          stop()
          stored.dispose()
        },
      }
    },

    makeGroups: ({ run, session }, from, groups) =>
      save(
        groups.map((members, at) => {
          const of = { run, group: makeId<GroupId>(random) }
          return makeGroup(of, { session, members, number: from + at, at: core.clock(), by: member })
        }),
      ),
    name: (board, name) => save([nameGroup(board, name)]),
    setMembers: (board, members, others) =>
      save([
        ...members.filter((person) => !board.members.includes(person)).map((person) => setMember(board, person, true)),
        ...board.members.filter((person) => !members.includes(person)).map((person) => setMember(board, person, false)),
        ...others
          .filter(({ group }) => group !== board.group)
          .flatMap((other) =>
            other.members.filter((person) => members.includes(person)).map((person) => setMember(other, person, false)),
          ),
      ]),
    remove: (board) => save([removeGroup(board)]),
    add: (board, place, text) =>
      save([
        wordItem(
          board,
          makeId<BoardItemId>(random),
          { version: makeVersion(random), text, replaces: [] },
          { place, rank: rankAtEnd(board, place, random) },
        ),
      ]),
    rewrite: (board, { id, open }, text) =>
      save([wordItem(board, id, { version: makeVersion(random), text, replaces: open })]),
    takeAway: (board, items) =>
      save(
        items.map(({ id, open }) => wordItem(board, id, { version: makeVersion(random), text: null, replaces: open })),
      ),
    step(board, item, by) {
      const rank = rankAfterStep(board, item, by, random)
      return save(rank === null ? [] : [placeItem(board, item.id, item.place, rank)])
    },
    move: (board, { id }, place) => save([placeItem(board, id, place, rankAtEnd(board, place, random))]),
    vote: (board, item, person, isFor) => save([voteFor(board, item, person, isFor)]),
  }
}
