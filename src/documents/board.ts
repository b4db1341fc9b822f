import {
  type BoardItemId,
  type BoardPlace,
  type GroupId,
  LONGEST_TEXT,
  MOST_YEARS,
  type Wording,
  type WrittenBoard,
} from '#domain/boards/board.ts'
import { isRank } from '#domain/boards/rank.ts'
import { isId, type MemberId, type PersonId, type RunId, type SessionId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asCount, asList, asName, asNumber, asObject, asText } from './json.ts'

/** `class/{r}/board/{g}`: a group of one session and what it works out. One fact a key, so that several phones write
 *  different things at once:
 *    group · name · gone
 *    member/{p} · true or false
 *    text/{item}/{version} · only ever more of them, each naming those it replaces: an edit is never lost to a deletion
 *      or to another edit that had not seen it
 *    place/{item} · the last writer's
 *    vote/{item}/{p} · true or false: one of each person, wherever it was tapped */

export interface BoardOf {
  run: RunId
  group: GroupId
}

const LONGEST_NAME = 100

/** null: no group was made here. */
export function readBoard(entries: ReadonlyMap<string, Json>, { run, group }: BoardOf): WrittenBoard | null {
  const made = asObject(entries.get('group'))
  const session = asName<SessionId>(made?.session)
  if (!made || session === null) return null
  const members: PersonId[] = []
  const wordings = new Map<string, Wording[]>()
  const votes = new Map<string, PersonId[]>()
  for (const [key, value] of entries) {
    const [kind, id = '', name, ...more] = key.split('/')
    if (!isId(id) || more.length > 0) continue
    if (kind === 'member' && name === undefined && value === true) members.push(id as PersonId)
    else if (kind === 'vote' && name !== undefined && isId(name) && value === true) put(votes, id, name as PersonId)
    else if (kind === 'text' && name !== undefined && isId(name)) {
      const wording = readWording(name, value)
      if (wording) put(wordings, id, wording)
    }
  }
  return {
    run,
    group,
    session,
    number: asCount(made.number) ?? 0,
    name: (asText(entries.get('name')) ?? '').slice(0, LONGEST_NAME),
    members: members.sort(),
    isGone: entries.get('gone') === true,
    items: [...wordings].map(([id, all]) => ({
      id: id as BoardItemId,
      ...readPlace(entries.get(`place/${id}`)),
      wordings: all,
      votes: (votes.get(id) ?? []).sort(),
    })),
  }
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function readWording(version: string, value: Json): Wording | null {
  const json = asObject(value)
  if (!json) return null
  const text = json.text === null ? null : asText(json.text)?.trim().slice(0, LONGEST_TEXT)
  if (text === undefined || text === '') return null
  return { version, text, replaces: asList(json.replaces).flatMap((seen) => asName(seen) ?? []) }
}

/** What cannot be read stands among the cards, at their end. */
function readPlace(value: Json | undefined): { place: BoardPlace; rank: string } {
  const json = asObject(value)
  const rank = asText(json?.rank)
  return { place: (json && placeOf(json)) ?? { list: 'cards' }, rank: rank !== null && isRank(rank) ? rank : 'z' }
}

function placeOf({ list, option, year }: { [key: string]: Json }): BoardPlace | null {
  const named = asName<BoardItemId>(option)
  const counted = asNumber(year)
  if (list === 'priorities' || list === 'options' || list === 'cards') return { list }
  if ((list === 'pro' || list === 'con') && named !== null) return { list, option: named }
  const isYear = counted !== null && Number.isInteger(counted) && counted >= 1 && counted <= MOST_YEARS
  return list === 'year' && isYear ? { list, year: counted } : null
}

const change = ({ run, group }: BoardOf, entries: DocumentChange['entries']): DocumentChange => ({
  document: documentId.board(run, group),
  entries,
})

export const makeGroup = (
  of: BoardOf,
  {
    session,
    number,
    members,
    at,
    by,
  }: { session: SessionId; number: number; members: readonly PersonId[]; at: number; by: MemberId },
): DocumentChange =>
  change(of, [
    ['group', { session, number, at, by }],
    ...members.map((person): [string, Json] => [`member/${person}`, true]),
  ])

export const nameGroup = (of: BoardOf, name: string): DocumentChange =>
  change(of, [['name', name.trim().slice(0, LONGEST_NAME)]])

export const removeGroup = (of: BoardOf): DocumentChange => change(of, [['gone', true]])

export const setMember = (of: BoardOf, person: PersonId, isIn: boolean): DocumentChange =>
  change(of, [[`member/${person}`, isIn]])

export const placeItem = (of: BoardOf, item: BoardItemId, place: BoardPlace, rank: string): DocumentChange =>
  change(of, [[`place/${item}`, { ...place, rank }]])

export const wordItem = (
  of: BoardOf,
  item: BoardItemId,
  { version, text, replaces }: Wording,
  placed?: { place: BoardPlace; rank: string },
): DocumentChange =>
  change(of, [
    [`text/${item}/${version}`, { text: text?.trim().slice(0, LONGEST_TEXT) ?? null, replaces: [...replaces] }],
    ...(placed ? placeItem(of, item, placed.place, placed.rank).entries : []),
  ])

export const voteFor = (of: BoardOf, item: BoardItemId, person: PersonId, isFor: boolean): DocumentChange =>
  change(of, [[`vote/${item}/${person}`, isFor]])
