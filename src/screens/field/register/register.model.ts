import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import { isMark, type RecordedClaim, type Status } from '#domain/claims.ts'
import type { ClaimKey, MemberId, PersonId, SessionId } from '#domain/ids.ts'
import { isByItem, itemRegister } from '#domain/itemRegister.ts'
import { resolveRegister } from '#domain/register.ts'
import { sameJson } from '#domain/sameJson.ts'
import { matcher, searchKeys } from '#domain/searchKeys.ts'
import type { AgendaItem } from '#domain/session.ts'
import { dayOf, wallTimeOf } from '#domain/sessionTime.ts'
import { byGivenName, byName } from '#screens/shared/byName.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { follow } from '#screens/shared/follow.ts'
import { movingClock } from '#screens/shared/movingClock.ts'
import type { ItemId, MarkInput, NewPerson, PersonRow, RegisterView, Saved, Seat, SessionRow } from '#store/api.ts'
import { isOwnMark, ownSteps, type Step, withdrawnKeys } from './records.ts'
import { type RowView, rowView, signsOf } from './rowView.ts'
import { steady } from './steady.ts'

export type Heading = Pick<SessionRow, 'title' | 'facts' | 'index' | 'ofSessions' | 'place'>

/** What lies over the list. */
export type OpenSheet =
  | { kind: 'mark'; person: PersonId }
  | { kind: 'walk-in' }
  | { kind: 'scan' }
  | { kind: 'more' }
  | { kind: 'several'; first: 'none' | 'shown' | 'last-time' }
  | { kind: 'steps' }
  | { kind: 'submit' }
  | { kind: 'not-held' }
  | { kind: 'class-book' }

/** What the list is sorted by. */
export type Order = 'family' | 'given'

/** Something that is on as long as this register is on screen. */
export interface WhileOpen {
  isOn: ReadonlySignal<boolean>
  release(): void
}

/** The one next thing to do. */
export type NextStep =
  | { kind: 'everyone'; count: number }
  | { kind: 'others'; count: number }
  /** This item is done, another one is not. */
  | { kind: 'item'; item: string; start: string }
  | { kind: 'submit'; again: boolean }
  | { kind: 'add' }
  | { kind: 'done' }
  /** Nothing can be recorded: the sign-in was ended, or the session was cancelled or did not take place. */
  | { kind: 'none' }

/** The last thing that was done here, for a screen reader. `ok` only when it is on disk (F2). */
export type Said =
  | { kind: 'marked'; name: string; status: Status; ok: boolean }
  | { kind: 'everyone'; count: number; ok: boolean }
  | { kind: 'several'; count: number; status: Status; ok: boolean }
  | { kind: 'undone' | 'submitted' | 'withdrawn' | 'not-held'; ok: boolean }
  | { kind: 'added'; name: string; ok: boolean }

export const RegisterModel = createModel((seat: Seat, session: SessionId, draft: Draft, habit: Draft) => {
  const answer = follow(() => seat.register(session))
  const now = movingClock(() => seat.now())
  const query = draft.text('query', '')
  const searching = signal(query.value !== '')
  const order = habit.value<Order>('order', 'family', readOrder)
  /** Whom the list is narrowed to, as they were when it was: a row that is marked does not slip away under the thumb. */
  const only = signal<ReadonlySet<PersonId> | null>(null)
  const sheet = draft.value<OpenSheet | null>('sheet', null, readSheet)
  /** '' is the whole session; undefined until there is something to choose from. */
  const item = draft.value<string | undefined>('item', undefined, (kept) => (typeof kept === 'string' ? kept : null))
  const said = signal<Said | null>(null)
  const seen = signal<ClaimKey[]>([])
  const awake = signal<WhileOpen | null>(null)
  effect(() => () => awake.peek()?.release())

  const view = computed((): RegisterView | null => (answer.value.state === 'ready' ? answer.value.value : null))
  const me = computed(() => seat.info.value.member)
  /** loading, missing or ready: what is drawn changes as a whole. */
  const standing = computed(() => answer.value.state)
  const planned = computed(() => view.value?.roster)
  const roster = computed(() => (planned.value ?? []).toSorted(order.value === 'given' ? byGivenName : byName))

  /** What the title says. */
  const heading = steady((): Heading | null => {
    if (view.value === null) return null
    const { title, facts, index, ofSessions, place } = view.value.session
    return { title, facts, index, ofSessions, place }
  })

  /** With the session, what is open here. */
  const run = steady(() => view.value?.session.run ?? null)
  /** Names of who may record here. */
  const members = computed((): ReadonlyMap<MemberId, string> => view.value?.members ?? new Map())

  const register = computed(() => {
    if (view.value === null) return null
    const { session: row, claims, reviews } = view.value
    const persons = roster.value.map(({ person }) => person)
    return resolveRegister({ session, facts: row.facts, roster: persons, claims, reviews })
  })

  const agenda = steady(() => register.value?.facts.agenda ?? [])
  /** The item of the agenda that is listed and marked; null: the whole session. */
  const chosen = computed(() => agenda.value.find(({ id }) => id === item.value) ?? null)
  const shown = computed(() =>
    register.value && chosen.value ? itemRegister(register.value, chosen.value) : register.value,
  )
  const itemNow = (): ItemId => chosen.peek()?.id ?? null
  effect(() => {
    if (register.value !== null && item.peek() === undefined) item.value = itemToBegin()
  })

  /** Where the session is marked by item, the one under way, or the first that is not done. */
  function itemToBegin(): string {
    const { facts, rows } = register.peek() ?? { rows: [] }
    if (!facts || !rows.some(isByItem)) return ''
    const { at } = now.peek()
    const wall = dayOf(at, facts.zone) === facts.date ? wallTimeOf(at, facts.zone) : ''
    const running = agenda.peek().find(({ start, end }) => start <= wall && wall < end)
    return (running ?? nextOpenItem())?.id ?? ''
  }

  let drawn = new Map<PersonId, RowView>()
  /** A row in which nothing has changed stays the same object: a tap draws one row anew, not all. */
  const rows = computed((): RowView[] => {
    const [current, resolved, whole] = [view.value, shown.value, register.value]
    if (current === null || resolved === null || whole === null) return []
    const people = new Map(roster.value.map((person) => [person.person, person]))
    const now = resolved.rows.map((row, at): RowView => {
      const person = people.get(row.person) ?? current.people.get(row.person)
      const signs = signsOf(whole.rows[at] ?? row, agenda.value)
      const next = rowView(row, person, at + 1, resolved, current, me.value, signs)
      const before = drawn.get(row.person)
      return before && sameJson(before, next) ? before : next
    })
    drawn = new Map(now.map((row) => [row.person, row]))
    return now
  })

  /** Made once of each name: a keystroke asks all of them. */
  const keys = new Map<string, string[]>()
  const keysOf = (text: string): string[] => {
    const found = keys.get(text) ?? searchKeys(text)
    keys.set(text, found)
    return found
  }

  const shownRows = computed((): RowView[] => {
    const text = query.value.trim()
    const [narrowed, all] = [only.value, rows.value]
    const among = narrowed === null ? all : all.filter(({ person }) => narrowed.has(person))
    if (!searching.value || text === '') return among
    const people = view.value?.people
    const isMeant = matcher(text)
    return among.filter(({ name, person }) => isMeant(keysOf(`${name} ${people?.get(person)?.organisationName ?? ''}`)))
  })

  const canRecord = computed(
    () => seat.info.value.state === 'active' && view.value !== null && !view.value.session.cancelled,
  )

  /** Whether marks go into the register itself and need nobody's decision. */
  const isOpen = computed((): boolean => {
    const state = register.value?.state
    return canRecord.value && (state === 'not-started' || state === 'in-progress' || state === 'returned')
  })

  /** What can be taken back, latest first. */
  const steps = computed((): Step[] =>
    view.value === null || !canRecord.value
      ? []
      : ownSteps(view.value.claims, me.value, seat.info.value.device, seen.value),
  )

  /** This member's submission, while it can be taken back. */
  const ownSubmission = computed((): ClaimKey | null => {
    if (register.value?.state !== 'submitted') return null
    return register.value.submissions.find(({ recorder }) => recorder === me.value)?.key ?? null
  })

  const ownNotHeld = computed(
    (): ClaimKey[] =>
      register.value?.notHeld.filter(({ recorder }) => recorder === me.value).map(({ key }) => key) ?? [],
  )

  const next = steady((): NextStep => {
    const resolved = shown.value
    if (resolved === null || !canRecord.value || resolved.state === 'did-not-take-place') return { kind: 'none' }
    if (resolved.state === 'submitted' || resolved.state === 'accepted') return { kind: 'done' }
    const { notRecorded } = resolved.counts
    if (resolved.rows.length === 0) return { kind: 'add' }
    if (notRecorded === resolved.rows.length) return { kind: 'everyone', count: notRecorded }
    if (notRecorded > 0) return { kind: 'others', count: notRecorded }
    const open = chosen.value && nextOpenItem()
    if (open) return { kind: 'item', item: open.id, start: open.start }
    return { kind: 'submit', again: resolved.state === 'returned' }
  })

  /** After the chosen item, and round its end, the first at which somebody is not marked. */
  function nextOpenItem(): AgendaItem | undefined {
    const at = agenda.value.findIndex(({ id }) => id === chosen.value?.id)
    const others = [...agenda.value.slice(at + 1), ...agenda.value.slice(0, Math.max(at, 0))]
    const isOpen = ({ id }: AgendaItem) =>
      register.value?.rows.some(({ items }) => items.some((one) => one.item === id && one.outcome === null))
    return others.find(isOpen)
  }

  /** How rows are used; until the first exception is marked by this member. */
  const hint = computed((): boolean => {
    if (register.value?.state !== 'in-progress' || !canRecord.value) return false
    return !view.value?.claims.some((claim) => claim.recorder === me.value && isMark(claim))
  })

  /** Who was added last, to be brought into view. */
  const addedPerson = computed((): PersonId | null => {
    const last = said.value
    if (last?.kind !== 'added') return null
    return rows.value.findLast(({ name }) => name === last.name)?.person ?? null
  })

  // Keys in the order in which they appear here: what is there at first is older than all of it.
  effect(() => {
    const claims = view.value?.claims
    if (claims === undefined) return
    const known = new Set(seen.peek())
    const added = claims.filter(({ key, recorder }) => recorder === me.value && !known.has(key)).map(({ key }) => key)
    if (added.length === 0) return
    const first = known.size === 0
    seen.value = first ? fromBefore(claims, added) : [...seen.peek(), ...added]
  })

  async function tell(saved: Saved, what: (done: boolean) => Said): Promise<boolean> {
    const result = await saved
    said.value = what(result.ok)
    return result.ok
  }

  const nameOf = (person: PersonId): string => view.peek()?.people.get(person)?.displayName ?? ''

  function mark(person: PersonId, input: MarkInput): Promise<boolean> {
    return tell(seat.mark(session, person, input, itemNow()), (done) => ({
      kind: 'marked',
      name: nameOf(person),
      status: input.status,
      ok: done,
    }))
  }

  return {
    standing,
    heading,
    run,
    members,
    view,
    /** The whole session's. */
    register,
    agenda,
    chosen,
    /** What is listed: the whole session's, or that of the chosen item. */
    shown,
    rows,
    shownRows,
    now,
    query,
    searching,
    order,
    only,
    awake,
    sheet,
    said,
    canRecord,
    isOpen,
    steps,
    ownSubmission,
    ownNotHeld,
    next,
    hint,
    addedPerson,
    me,

    choose(which: ItemId) {
      item.value = which ?? ''
    },
    openSheet(which: OpenSheet) {
      sheet.value = which
    },
    closeSheet() {
      sheet.value = null
    },
    toggleSearch() {
      searching.value = !searching.value
      query.value = ''
      only.value = null
    },
    search(text: string) {
      query.value = text
    },
    /** One tap on a row's button. */
    async tap(row: RowView): Promise<void> {
      if (row.tap === null || !canRecord.value) sheet.value = { kind: 'mark', person: row.person }
      else await mark(row.person, { status: row.tap })
    },
    mark,
    /** Everyone who has no mark yet. */
    async everyonePresent(): Promise<void> {
      const persons = rows.value.filter(({ row }) => row.outcome === null && row.open.length === 0).map((r) => r.person)
      await tell(seat.everyonePresent(session, persons, itemNow()), (done) => ({
        kind: 'everyone',
        count: persons.length,
        ok: done,
      }))
    },
    /** Takes back the latest steps, in one. */
    async undo(count = 1): Promise<void> {
      const keys = steps.value.slice(0, count).flatMap((step) => step.keys)
      if (keys.length > 0) await tell(seat.withdraw(session, keys), (done) => ({ kind: 'undone', ok: done }))
    },
    /** One mark for several people, with the reason of all of them: one transaction, one step back. Presence that hides nobody's own mark is said in one
     *  claim, which yields to any mark of one person alone (F6). */
    async markSeveral(persons: PersonId[], status: Status, note?: string): Promise<void> {
      if (persons.length === 0) return
      const chosen = new Set(persons)
      const isPlain = !rows.value.some(({ person, row }) => chosen.has(person) && row.live.length > 0)
      const saved =
        status === 'present' && isPlain
          ? seat.everyonePresent(session, persons, itemNow())
          : seat.markSeveral(session, persons, status, itemNow(), note)
      await tell(saved, (done) => ({ kind: 'several', count: persons.length, status, ok: done }))
    },
    /** Takes back this member's own open marks about a person. */
    async takeBack(person: PersonId): Promise<void> {
      const current = view.value
      if (current === null) return
      const withdrawn = withdrawnKeys(current.claims)
      const keys = current.claims
        .filter((claim) => isOwnMark(claim, me.value, person, itemNow()) && !withdrawn.has(claim.key))
        .map(({ key }) => key)
      await tell(seat.withdraw(session, keys), (done) => ({ kind: 'withdrawn', ok: done }))
    },
    async submit(): Promise<void> {
      await tell(seat.submit(session), (done) => ({ kind: 'submitted', ok: done }))
    },
    async takeBackSubmission(): Promise<void> {
      const key = ownSubmission.value
      if (key) await tell(seat.withdraw(session, [key]), (done) => ({ kind: 'withdrawn', ok: done }))
    },
    async didNotTakePlace(reason: string): Promise<void> {
      await tell(seat.didNotTakePlace(session, reason), (done) => ({ kind: 'not-held', ok: done }))
    },
    async tookPlace(): Promise<void> {
      await tell(seat.withdraw(session, ownNotHeld.value), (done) => ({ kind: 'withdrawn', ok: done }))
    },
    async addNew(person: NewPerson): Promise<boolean> {
      const name = `${person.givenName} ${person.familyName}`.trim()
      return tell(seat.addWalkIn(session, person, itemNow()), (done) => ({ kind: 'added', name, ok: done }))
    },
    async addKnown(person: PersonRow, way?: 'badge'): Promise<boolean> {
      return tell(seat.addKnown(session, person.person, itemNow(), way), (done) => ({
        kind: 'added',
        name: person.displayName,
        ok: done,
      }))
    },
    async retry(): Promise<void> {
      await seat.retryUnsaved()
    },
  }
})

export type RegisterScreen = InstanceType<typeof RegisterModel>

const SHEETS: Record<OpenSheet['kind'], true> = {
  mark: true,
  'walk-in': true,
  scan: true,
  more: true,
  several: true,
  steps: true,
  submit: true,
  'not-held': true,
  'class-book': true,
}

const readOrder = (kept: unknown): Order | null => (kept === 'given' || kept === 'family' ? kept : null)

/** What lay over the list before the page was loaded anew. */
function readSheet(kept: unknown): OpenSheet | null {
  const { kind } = (kept ?? {}) as { kind?: unknown }
  return typeof kind === 'string' && Object.hasOwn(SHEETS, kind) ? (kept as OpenSheet) : null
}

/** Claims made before this screen was opened, as far as their order is known: by the hub's clock, then those that it
 *  does not have. Among these only the phone's clock is left. */
function fromBefore(claims: readonly RecordedClaim[], keys: readonly ClaimKey[]): ClaimKey[] {
  const known = new Map(claims.map((claim) => [claim.key, claim]))
  const received = (key: ClaimKey) => known.get(key)?.receivedAt ?? Number.MAX_SAFE_INTEGER
  const stated = (key: ClaimKey) => known.get(key)?.claim.at ?? 0
  return keys.toSorted((a, b) => received(a) - received(b) || stated(a) - stated(b))
}
