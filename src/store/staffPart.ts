import { signal } from '@preact/signals'
import type { Table } from 'dexie'
import type { RunId, SessionId } from '#domain/ids.ts'
import { isStaff } from '#domain/roles.ts'
import { documentId } from '#protocol/documentIds.ts'
import { createActions } from './actions.ts'
import type { Live, Loadable, ParticipantRow, RegisterView } from './api.ts'
import type { Boards } from './boardsApi.ts'
import { liveLater, liveOf } from './live.ts'
import type { Office } from './officeApi.ts'
import * as queries from './queries.ts'
import { staffReadModel } from './readModel/staffReadModel.ts'
import { liveRegister, readRegister, registerTables, withPending } from './registerQuery.ts'
import type { ParticipantSeat, RolePart, RolePartSource, StaffSeat } from './rolePart.ts'
import type { Signatures } from './signaturesApi.ts'
import type { Skills } from './skillsApi.ts'

/** What trainers and coordinators do, and observers look at: registers and everything around them. */

/** One for all that ask: what is stated in one place is on screen in another. What could not be loaded is tried again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null
      throw error
    })
    return loading
  }
}

const loadSeldom = () => import('./seldom.ts')

function openStaff({ core, unsaved, followed, info, beforeWriting }: RolePartSource): StaffSeat {
  const { db } = core
  const onScreen = new Map<SessionId, Set<Live<RegisterView>>>()
  const live = <T>(tables: Table[], read: () => Promise<T | undefined>) => liveOf(followed, { tables, read })

  function register(session: SessionId): Live<RegisterView> {
    const view = liveRegister({ ...followed, db, info, unsaved }, session)
    const shown = onScreen.get(session) ?? new Set()
    onScreen.set(session, shown.add(view))
    const stopWarming = warmBeforeWriting(view)
    return {
      value: view.value,
      dispose: () => {
        stopWarming()
        shown.delete(view)
        view.dispose()
      },
    }
  }

  /** Opens the document that the first tap will write to: while nothing else is to be done, or at the latest while the
   *  finger is still down. Nothing on the screen waits for it. */
  function warmBeforeWriting(view: Live<RegisterView>): () => void {
    if (!isStaff(info.peek().role)) return () => undefined
    const stop = beforeWriting(() => {
      const shown = view.value.peek()
      if (shown.state !== 'ready') return
      stop()
      void warm(documentId.claims(shown.value.run.run, core.member)).catch(core.documents.clear)
    })
    return stop
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
    // As it was at one moment, and not as others change it meanwhile.
    const stored = await db.transaction('r', registerTables(db), () => readRegister(db, info.peek(), session))
    return stored && withPending(stored, unsaved, core.member)
  }

  async function liveParticipants(run: RunId): Promise<Live<ParticipantRow[]>> {
    const { participants } = await loadSeldom()
    const tables = [db.plans, db.persons, db.projections, db.invitations, db.outbox]
    return live(tables, () => participants(db, run))
  }

  const asked = { core, unsaved, followed, info: () => info.peek() }

  return {
    sessionsBetween: (from, to) => live([db.sessions], () => queries.sessionsBetween(db, from, to)),
    sessionsOfRun: (run) => live([db.sessions], () => queries.sessionsOfRun(db, run)),
    sessionsNear: (at, count) => live([db.sessions], () => queries.sessionsNear(db, at, count)),
    sessionsMissed: (at) => live([db.sessions], () => queries.sessionsMissed(db, at)),
    runs: () => live([db.runs], () => queries.runs(db)),
    programmes: () => live([db.programmes], () => queries.programmes(db)),
    register,
    participants: (run) => liveLater(() => liveParticipants(run)),
    async searchPersons(text, limit) {
      const { searchPersons } = await loadSeldom()
      await core.open()
      return searchPersons(db, text, limit)
    },
    ...createActions({ core, unsaved, view: viewOf }),
    office: once<Office>(async () => (await import('./office/createOffice.ts')).createOffice(asked)),
    skills: once<Skills>(async () => (await import('./skills/createSkills.ts')).createSkills(asked)),
    signatures: once<Signatures>(async () =>
      (await import('./signatures/createSignatures.ts')).createSignatures(asked),
    ),
    boards: once<Boards>(async () => (await import('./boards/createBoards.ts')).createBoards(asked)),
  }
}

const NOTHING = signal<Loadable<never>>({ state: 'missing' })
const missing = <T>(): Live<T> => ({ value: NOTHING, dispose: () => undefined })
/** Of themselves as participants staff has nothing. */
const NOT_THEIRS: ParticipantSeat = { classes: missing, myRecord: missing }

export const staffPart: RolePart = {
  readModel: staffReadModel,
  open: (source) => ({ ...NOT_THEIRS, ...openStaff(source) }),
}
