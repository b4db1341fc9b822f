import { batch, computed, effect } from '@preact/signals'
import type { Table } from 'dexie'
import type { RunId, SessionId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { documentId } from '#protocol/documentIds.ts'
import { createActions } from './actions.ts'
import type {
  ChangeItem,
  ClassRow,
  InvitationRow,
  Learning,
  Live,
  Loadable,
  MyRecord,
  ParticipantRow,
  RegisterView,
  Seat,
  StoreFailure,
} from './api.ts'
import type { SeatCore } from './core.ts'
import { entryNumber } from './entryNumber.ts'
import { toStoreFailure } from './failures.ts'
import { lazyLearning } from './learning/lazyLearning.ts'
import { type Followed, liveLater, liveOf } from './live.ts'
import { loadWriting } from './loadWriting.ts'
import type { Office } from './officeApi.ts'
import * as queries from './queries.ts'
import { liveRegister, readRegister, withPending } from './registerQuery.ts'
import { createSeatCore, type SeatDeps } from './seatCore.ts'
import { createSeatStatus } from './seatStatus.ts'
import type { SyncSeat } from './syncPort.ts'
import { createSyncSeat } from './syncSeat.ts'
import { writing } from './transaction.ts'
import { createUnsaved } from './unsaved.ts'

/** One member's store: its face for screens, its face for sync, and how it ends. */
export interface SeatStore {
  seat: Seat
  sync: SyncSeat
  core: SeatCore
  retryUnsaved(): void
  /** Deletes everything, unless something was not received. */
  erase(): Promise<Result<void, StoreFailure | { kind: 'unsent'; changes: number }>>
  dispose(): void
}

const loadSeldom = () => import('./seldom.ts')

/** What failed to be written is tried again this often while the app is open, besides before each write. */
const RETRY_EVERY_MS = 5_000

/** A phone's clock may be put right by this much, ms, without being taken for one that was set back. */
const SET_BACK_MS = 120_000

export function createSeatStore(deps: SeatDeps): SeatStore {
  const { info, clock, schedule } = deps
  const core = createSeatCore(deps)
  const { db } = core
  const unsaved = createUnsaved(async (action) => (await loadWriting()).writeAction(core, action))
  const followed: Followed = { db, open: () => core.open(), onFailure: deps.onFailure }
  const status = createSeatStatus(db, unsaved, followed)
  const onScreen = new Map<SessionId, Set<Live<RegisterView>>>()

  const live = <T>(tables: Table[], read: () => Promise<T | undefined>) => liveOf(followed, { tables, read })

  function register(session: SessionId): Live<RegisterView> {
    const view = liveRegister({ ...followed, db, info, unsaved }, session)
    const shown = onScreen.get(session) ?? new Set()
    onScreen.set(session, shown.add(view))
    const stopWarming = warmOnceReady(view)
    return {
      value: view.value,
      dispose: () => {
        stopWarming()
        shown.delete(view)
        view.dispose()
      },
    }
  }

  /** Opens the document that the first tap will write to, after the register is painted. */
  function warmOnceReady(view: Live<RegisterView>): () => void {
    const callOff: (() => void)[] = []
    const stop = effect(() => {
      const { value } = view.value
      if (value.state !== 'ready' || callOff.length > 0) return
      const document = documentId.claims(value.value.run.run, core.member)
      callOff.push(schedule(() => void warm(document).catch(core.documents.clear), 100))
    })
    return () => {
      stop()
      for (const each of callOff) each()
    }
  }

  async function warm(document: string): Promise<void> {
    const room = await core.yjs()
    await core.open()
    await db.transaction('r', db.heads, db.rows, async () => {
      const head = await db.heads.get(document)
      if (head) await core.documents.take(room, head)
    })
  }

  function viewOf(session: SessionId): RegisterView | Promise<RegisterView | undefined> {
    for (const view of onScreen.get(session) ?? []) {
      const shown = view.value.peek()
      if (shown.state === 'ready') return shown.value
    }
    return readView(session)
  }

  async function readView(session: SessionId): Promise<RegisterView | undefined> {
    await core.open()
    const stored = await readRegister(db, info.peek(), session)
    return stored && withPending(stored, unsaved, core.member)
  }

  async function liveChanges(): Promise<Live<ChangeItem[]>> {
    const { storedChanges, unsavedChange } = await loadSeldom()
    const stored = live([db.outbox, db.sessions, db.persons, db.invitations, db.projections], () => storedChanges(db))
    const value = computed((): Loadable<ChangeItem[]> => {
      const known = stored.value.value
      if (known.state !== 'ready') return known
      const failed = unsaved.pending.value.flatMap((item) => (item.saved ? [] : [unsavedChange(item.action)]))
      return { state: 'ready', value: [...failed, ...known.value] }
    })
    return { value, dispose: stored.dispose }
  }

  async function liveInvitations(): Promise<Live<InvitationRow[]>> {
    const { listInvitations } = await loadSeldom()
    return live([db.invitations, db.outbox, db.projections], () => listInvitations(db))
  }

  async function liveParticipants(run: RunId): Promise<Live<ParticipantRow[]>> {
    const { participants } = await loadSeldom()
    const tables = [db.plans, db.persons, db.projections, db.invitations, db.outbox]
    return live(tables, () => participants(db, run))
  }

  async function liveClasses(): Promise<Live<ClassRow[]>> {
    const { classes } = await loadSeldom()
    return live([db.projections, db.moves], () => classes(db))
  }

  async function liveRecord(): Promise<Live<MyRecord>> {
    const { myRecord } = await loadSeldom()
    return live([db.projections], () => myRecord(db))
  }

  let loading: Promise<Office> | null = null
  function office(): Promise<Office> {
    loading ??= import('./office/createOffice.ts')
      .then(({ createOffice }) => createOffice({ core, unsaved, followed, info: () => info.peek() }))
      .catch((error: unknown) => {
        loading = null
        throw error
      })
    return loading
  }

  let learning: Promise<Learning> | null = null
  function loadLearning(): Promise<Learning> {
    learning ??= openLearning().catch((error: unknown) => {
      learning = null
      throw error
    })
    return learning
  }

  async function openLearning(): Promise<Learning> {
    const [{ createSeatLearning }, shelf] = await Promise.all([import('./learning/seatLearning.ts'), deps.shelf()])
    return createSeatLearning({ core, info, unsaved, followed, shelf })
  }

  const actions = createActions({ core, unsaved, view: viewOf })
  const seat: Seat = {
    info,
    saving: status.saving,
    connection: status.connection,
    now() {
      const { clockOffsetMs, heardAt } = status.connection.value
      if (clockOffsetMs === null) return { at: clock(), trusted: false }
      // Set back since the last contact, as by an empty battery: that contact is then the latest moment known.
      const isSetBack = heardAt !== null && clock() < heardAt - SET_BACK_MS
      return { at: (isSetBack ? heardAt : clock()) - clockOffsetMs, trusted: !isSetBack }
    },
    sessionsBetween: (from, to) => live([db.sessions], () => queries.sessionsBetween(db, from, to)),
    sessionsOfRun: (run) => live([db.sessions], () => queries.sessionsOfRun(db, run)),
    sessionsNear: (at, count) => live([db.sessions], () => queries.sessionsNear(db, at, count)),
    sessionsMissed: (at) => live([db.sessions], () => queries.sessionsMissed(db, at)),
    runs: () => live([db.runs], () => queries.runs(db)),
    programmes: () => live([db.programmes], () => queries.programmes(db)),
    register,
    changes: () => liveLater(liveChanges),
    invitations: () => liveLater(liveInvitations),
    participants: (run) => liveLater(() => liveParticipants(run)),
    classes: () => liveLater(liveClasses),
    myRecord: () => liveLater(liveRecord),
    async searchPersons(text, limit) {
      const { searchPersons } = await loadSeldom()
      await core.open()
      return searchPersons(db, text, limit)
    },
    ...actions,
    office,
    learning: lazyLearning(loadLearning, deps.onFailure),
    async retryRefused(id) {
      const n = entryNumber(id)
      if (n !== null) await (await loadSeldom()).retryRefused(core, n)
    },
    async discardRefused(id) {
      const n = entryNumber(id)
      if (n !== null) await (await loadSeldom()).discardRefused(core, n)
    },
  }

  let callOffRetry: (() => void) | null = null
  const stopRetrying = effect(() => {
    const failure = unsaved.failure.value
    callOffRetry?.()
    callOffRetry = null
    if (failure === null || failure.kind === 'store-lost' || failure.kind === 'newer-version') return
    callOffRetry = schedule(() => void unsaved.flush(), RETRY_EVERY_MS)
  })

  function dispose(): void {
    stopRetrying()
    callOffRetry?.()
    status.dispose()
    db.close()
  }

  return {
    seat,
    sync: createSyncSeat(core, status),
    core,
    retryUnsaved: () => void unsaved.flush(),
    async erase() {
      const unwritten = unsaved.pending.peek().filter((item) => !item.saved).length
      try {
        const unsent = await writing(core, async (_, open) => {
          const left = unwritten + (await open.outbox.count())
          // Whatever another tab still writes fails from here on: this is its store no more.
          if (left === 0) await open.meta.delete('store')
          return left
        })
        if (unsent > 0) return fail({ kind: 'unsent', changes: unsent })
        batch(dispose)
        await db.delete()
        return ok(undefined)
      } catch (error) {
        return fail(toStoreFailure(error))
      }
    },
    dispose,
  }
}
