import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import { BOARD_PARTS, type BoardPart, dealAtRandom } from '#domain/boards/board.ts'
import type { PersonId, Random, RunId, SessionId } from '#domain/ids.ts'
import { resolveRegister } from '#domain/register.ts'
import { byName } from '#screens/shared/byName.ts'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, PersonRow, Saved, Seat } from '#store/api.ts'
import type { Board, BoardItem, BoardItemId, BoardPlace, BoardRow, Boards, GroupId } from '#store/boardsApi.ts'

/** What is open over the page. */
export type BoardSheet =
  | { kind: 'make' }
  | { kind: 'people'; group: GroupId }
  | { kind: 'add'; place: BoardPlace }
  | { kind: 'item' | 'votes'; item: BoardItemId }

export interface GroupPerson {
  person: PersonId
  row: PersonRow | null
  numberInRun: number | null
  isPresent: boolean
}

const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))

/** The groups of a session, and one of their boards. */
export const BoardsModel = createModel((seat: Seat, run: RunId, session: SessionId, group: GroupId | null) => {
  const register = follow(() => seat.register(session))
  const programmes = follow(() => seat.programmes())
  const boards = followBoards(seat, run, session)
  const sheet = signal<BoardSheet | null>(null)
  const part = signal<BoardPart>(BOARD_PARTS[0])

  const view = computed(() =>
    register.value.state === 'ready' && register.value.value.run.run === run ? register.value.value : null,
  )
  const groups = computed((): BoardRow[] => (boards.value.state === 'ready' ? boards.value.value : []))
  const board = computed((): BoardRow | null => groups.value.find((one) => one.group === group) ?? null)

  /** Who is expected and who came; by name. */
  const people = computed((): GroupPerson[] => {
    const known = view.value
    if (known === null) return []
    const { roster, claims, reviews, numbers } = known
    const all = roster.toSorted(byName)
    const { rows } = resolveRegister({
      ...{ session, facts: known.session.facts, claims, reviews },
      roster: all.map(({ person }) => person),
    })
    const rowOf = new Map([...known.people, ...all.map((row) => [row.person, row] as const)])
    return rows.map(({ person, outcome }) => ({
      person,
      row: rowOf.get(person) ?? null,
      numberInRun: numbers.get(person) ?? null,
      isPresent: outcome?.status === 'present',
    }))
  })
  const groupOf = computed(
    () => new Map(groups.value.flatMap((one) => one.members.map((person) => [person, one] as const))),
  )
  /** Those present; everybody while nobody is marked. */
  const here = computed(() => {
    const present = people.value.filter(({ isPresent }) => isPresent)
    return present.length > 0 ? present : people.value
  })
  const free = computed(() => here.value.filter(({ person }) => !groupOf.value.has(person)))

  const act = async (what: (boards: Boards) => Saved) => {
    sheet.value = null
    await what(await seat.boards())
  }
  /** On the board on screen. */
  const onBoard = async (what: (boards: Boards, board: Board) => Saved) => {
    const shown = board.peek()
    if (shown) await what(await seat.boards(), shown)
  }

  return {
    hrefOf: (of: Board) => `/runs/${run}/boards/${session}/${of.group}`,
    view,
    programme: computed(() => {
      const all = programmes.value.state === 'ready' ? programmes.value.value : []
      return all.find(({ programme }) => programme === view.value?.run.programme) ?? null
    }),
    groups,
    board,
    people,
    groupOf,
    isMarked: computed(() => people.value.some(({ isPresent }) => isPresent)),
    free,
    sheet,
    part,
    openedAt: signal(seat.now().at),
    standing: computed(() => {
      if (register.value.state !== 'ready') return register.value.state
      if (view.value === null) return 'missing' as const
      return boards.value.state === 'missing' ? ('not-loaded' as const) : boards.value.state
    }),
    canWrite: computed(() => seat.info.value.state === 'active' && seat.info.value.role !== 'observer'),
    /** The item that is open in a sheet, as long as it stands. */
    opened: computed((): BoardItem | null => {
      const now = sheet.value
      return (now && 'item' in now && board.value?.items.find(({ id }) => id === now.item)) || null
    }),
    open(next: BoardSheet | null) {
      sheet.value = next
    },
    makeGroups(count: number, atRandom: boolean) {
      const dealt = atRandom
        ? dealAtRandom(
            free.peek().map(({ person }) => person),
            count,
            random,
          )
        : Array.from({ length: count }, (): PersonId[] => [])
      const last = Math.max(0, ...groups.peek().map(({ number }) => number))
      return act((all) => all.makeGroups({ run, session }, last + 1, dealt))
    },
    change: (of: Board, name: string, members: readonly PersonId[]) =>
      act(async (all) => {
        const named = name.trim() === of.name ? null : await all.name(of, name)
        const set = await all.setMembers(of, members, groups.peek())
        return named?.ok === false ? named : set
      }),
    remove: (of: Board) => act((all) => all.remove(of)),
    write(item: BoardItem | null, place: BoardPlace, text: string) {
      sheet.value = null
      return onBoard(async (all, of) => {
        if (item === null) return all.add(of, place, text)
        const isSame = item.texts.length === 1 && item.texts[0] === text.trim()
        const written = isSame ? null : await all.rewrite(of, item, text)
        if (placeKey(place) === placeKey(item.place)) return written ?? { ok: true, value: undefined }
        return all.move(of, item, place)
      })
    },
    takeAway(item: BoardItem) {
      sheet.value = null
      return onBoard((all, of) => all.takeAway(of, [item, ...of.items.filter((one) => isUnder(one, item))]))
    },
    step: (item: BoardItem, by: -1 | 1) => onBoard((all, of) => all.step(of, item, by)),
    vote: (item: BoardItem, person: PersonId) =>
      onBoard((all, of) => all.vote(of, item.id, person, !item.votes.includes(person))),
  }
})
export type BoardsScreen = InstanceType<typeof BoardsModel>

const isUnder = ({ place }: BoardItem, option: BoardItem) => 'option' in place && place.option === option.id

/** A place as one word, for a list to choose from. */
export function placeKey(place: BoardPlace): string {
  if ('option' in place) return `${place.list} ${place.option}`
  return 'year' in place ? `year ${place.year}` : place.list
}

/** How many people so many groups would have: `4`, or `4–5`. */
export function sizeOf(people: number, groups: number): string {
  const [least, most] = [Math.floor(people / groups), Math.ceil(people / groups)]
  return least === most ? String(least) : `${least}–${most}`
}

/** Missing also where what reads them could not be loaded. */
function followBoards(seat: Seat, run: RunId, session: SessionId): ReadonlySignal<Loadable<BoardRow[]>> {
  const answer = signal<Loadable<BoardRow[]>>({ state: 'loading' })
  effect(() => {
    let stop: (() => void) | null = null
    let ended = false
    seat.boards().then(
      (boards) => {
        if (ended) return
        const live = boards.ofSession(run, session)
        const unsubscribe = live.value.subscribe((value) => {
          answer.value = value
        })
        stop = () => {
          unsubscribe()
          live.dispose()
        }
      },
      () => {
        if (!ended) answer.value = { state: 'missing' }
      },
    )
    return () => {
      ended = true
      stop?.()
    }
  })
  return answer
}
