import { ROLES, type Role } from '#domain/roles.ts'
import { loadRolePart } from '#store/rolePart.ts'
import type { WordsPart } from '#text/i18n.tsx'

/** The screens that somebody sees first, one chunk for each who. A phone fetches its own only, and asks for it as early
 *  as for the rest: whose it is is remembered where it can be read before any database is open. */
const ROOMS = {
  today: () => import('./today.ts'),
  register: () => import('./register.ts'),
  learning: () => import('./learning.ts'),
  reading: () => import('./reading.ts'),
}
type Room = keyof typeof ROOMS
type Opened = { [R in Room]: Awaited<ReturnType<(typeof ROOMS)[R]>> }

/** The words that each speaks besides the first. */
export const WORDS_OF: Record<Room, WordsPart> = {
  today: 'field',
  register: 'field',
  learning: 'learning',
  reading: 'learning',
}

const A_LESSON = /^\/learn\/[^/]+\/[^/]+$/
const A_REGISTER = /^\/sessions\/[^/]+$/

const FIRST_ROOM: Partial<Record<Role, Room>> = { trainer: 'today', participant: 'learning' }

const REMEMBERED = 'teren-role'
const opened: Partial<Opened> = {}

/** What a start at an address needs first: a lesson is a lesson, whoever reads it, and so is a register.
 *  null: unknown, or somebody whose first page is in none of them. */
export function firstRoom(path: string): Room | null {
  if (A_LESSON.test(path)) return 'reading'
  if (A_REGISTER.test(path)) return 'register'
  const role = rememberedRole()
  return (role && FIRST_ROOM[role]) ?? null
}

/** null: nobody was on screen here yet. */
function rememberedRole(): Role | null {
  const remembered = storage()?.getItem(REMEMBERED)
  return ROLES.find((role) => role === remembered) ?? null
}

/** For the next start. */
export function rememberRole(role: Role): void {
  if (rememberedRole() !== role) storage()?.setItem(REMEMBERED, role)
}

/** Opens a room, and the store's half for who is remembered, before the database can say who it is.
 *  Errors: rejects when a chunk cannot be had; a screen of it then asks again and says so. */
export async function openRoom<R extends Room>(room: R | null): Promise<void> {
  const role = rememberedRole()
  await Promise.all([room && open(room), role && loadRolePart(role)])
}

/** From the day a trainer goes on to a register: it is there before the tap. */
export async function openNext(): Promise<void> {
  if (opened.today) await open('register')
}

async function open<R extends Room>(room: R): Promise<void> {
  const load: () => Promise<Opened[R]> = ROOMS[room] as never
  opened[room] = await load()
}

/** undefined until it is there. */
export const openedRoom = <R extends Room>(room: R): Opened[R] | undefined => opened[room]

/** Browsers may refuse even to be asked for it. Then each start is a first one. */
function storage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
