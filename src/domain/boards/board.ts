import type { PersonId, Random, RunId, SessionId } from '../ids.ts'
import { makeId } from '../ids.ts'
import { rankBetween } from './rank.ts'

/** What a group works out together, on several phones at once. Whatever anybody wrote stays until somebody who has seen
 *  it replaces it. */

declare const brand: unique symbol
export type GroupId = string & { readonly [brand]: 'group' }
export type BoardItemId = string & { readonly [brand]: 'board-item' }

export const BOARD_PARTS = ['priorities', 'options', 'plan', 'cards'] as const
export type BoardPart = (typeof BOARD_PARTS)[number]

/** Where an item stands. What speaks for an option, or against it, stands under it. */
export type BoardPlace =
  | { list: 'priorities' | 'options' | 'cards' }
  | { list: 'pro' | 'con'; option: BoardItemId }
  | { list: 'year'; year: number }

export const MOST_YEARS = 10
export const LONGEST_TEXT = 1_000

/** A text as one phone wrote it, having seen others; null: taken away. */
export interface Wording {
  version: string
  text: string | null
  replaces: readonly string[]
}

export interface WrittenItem {
  id: BoardItemId
  place: BoardPlace
  rank: string
  wordings: readonly Wording[]
  /** Persons whose vote it has. */
  votes: readonly PersonId[]
}

export interface WrittenBoard {
  group: GroupId
  run: RunId
  session: SessionId
  /** In the order in which the session's groups were made: 1, 2 … */
  number: number
  /** Its own name; empty: it goes by its number. */
  name: string
  members: readonly PersonId[]
  /** Somebody took the group away. */
  isGone: boolean
  items: readonly WrittenItem[]
}

export interface BoardItem extends Omit<WrittenItem, 'wordings'> {
  /** Usually one. Several: they were written at the same time, and nobody has chosen yet. */
  texts: readonly string[]
  /** What is seen of it, and replaced by whoever writes next. */
  open: readonly string[]
}

export interface Board extends Omit<WrittenBoard, 'items' | 'isGone'> {
  items: readonly BoardItem[]
}

/** Wordings that nobody replaced, who had seen them. */
function openWordings(wordings: readonly Wording[]): Wording[] {
  const replaced = new Set(wordings.flatMap(({ version, replaces }) => replaces.filter((seen) => seen !== version)))
  return wordings.filter(({ version }) => !replaced.has(version)).sort((a, b) => (a.version < b.version ? -1 : 1))
}

/** null: it was taken away, and by everybody who wrote last. */
function itemOf({ wordings, ...rest }: WrittenItem): BoardItem | null {
  const open = openWordings(wordings)
  const texts = [...new Set(open.flatMap(({ text }) => text ?? []))]
  return texts.length === 0 ? null : { ...rest, texts, open: open.map(({ version }) => version) }
}

/** A board as it is to be shown; null: its group was taken away, and nothing stands on it. What was written under an
 *  option that is gone is not lost: it stands among the cards. */
export function resolveBoard({ items: written, isGone, ...rest }: WrittenBoard): Board | null {
  const items = written.flatMap((item) => itemOf(item) ?? [])
  if (isGone && items.length === 0) return null
  const options = new Set(items.flatMap(({ id, place }) => (place.list === 'options' ? id : [])))
  const standing = items.map((item) =>
    'option' in item.place && !options.has(item.place.option) ? { ...item, place: { list: 'cards' as const } } : item,
  )
  return { ...rest, items: standing.sort(byRank) }
}

const byRank = (a: BoardItem, b: BoardItem) => compare(a.rank, b.rank) || compare(a.id, b.id)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const samePlace = (a: BoardPlace, b: BoardPlace): boolean =>
  a.list === b.list &&
  ('option' in a ? 'option' in b && a.option === b.option : true) &&
  ('year' in a ? 'year' in b && a.year === b.year : true)

/** What stands in one place, in its order. */
export const itemsAt = (board: Pick<Board, 'items'>, place: BoardPlace): BoardItem[] =>
  board.items.filter((item) => samePlace(item.place, place))

/** Years of the plan: at least three, and one more than is filled. */
export function yearsOf({ items }: Pick<Board, 'items'>): number[] {
  const last = Math.max(0, ...items.map(({ place }) => ('year' in place ? place.year : 0)))
  return Array.from({ length: Math.min(MOST_YEARS, Math.max(3, last + 1)) }, (_, at) => at + 1)
}

/** Behind everything else in a place. */
export const rankAtEnd = (board: Pick<Board, 'items'>, place: BoardPlace, random: Random): string =>
  rankBetween(itemsAt(board, place).at(-1)?.rank ?? null, null, random)

/** Where an item stands after one step up (-1) or down (1); null: there is no further. */
export function rankAfterStep(board: Pick<Board, 'items'>, item: BoardItem, by: -1 | 1, random: Random): string | null {
  const beside = itemsAt(board, item.place).filter(({ id }) => id !== item.id)
  const at = itemsAt(board, item.place).findIndex(({ id }) => id === item.id) + by
  if (at < 0 || at > beside.length) return null
  return rankBetween(beside[at - 1]?.rank ?? null, beside[at]?.rank ?? null, random)
}

/** Deals people into so many groups at random; sizes differ by one at most. */
export function dealAtRandom<T>(people: readonly T[], groups: number, random: Random): T[][] {
  const shuffled = [...people]
  for (let at = shuffled.length - 1; at > 0; at--) {
    const bytes = random(4)
    const drawn = (((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) >>> 0
    const other = drawn % (at + 1)
    const [a, b] = [shuffled[at], shuffled[other]]
    if (a !== undefined && b !== undefined) [shuffled[at], shuffled[other]] = [b, a]
  }
  const count = Math.max(1, Math.min(groups, shuffled.length))
  const dealt = Array.from({ length: count }, (): T[] => [])
  shuffled.forEach((one, at) => void dealt[at % count]?.push(one))
  return dealt
}

export const makeVersion = (random: Random): string => makeId(random)
