import { signal } from '@preact/signals'
import { fail } from '#domain/result.ts'
import type { Live, Loadable, Saved } from './api.ts'
import { classes, myRecord } from './classes.ts'
import { liveOf } from './live.ts'
import { participantReadModel } from './readModel/participantReadModel.ts'
import type { RolePart, StaffSeat } from './rolePart.ts'

/** A participant's own: what the server made for them, and what they did in modules. */

const NOTHING = signal<Loadable<never>>({ state: 'missing' })
const missing = <T>(): Live<T> => ({ value: NOTHING, dispose: () => undefined })
const refused = async (): Saved => fail({ kind: 'failed', detail: 'not for participants' })

const unavailable = () => Promise.reject(new Error('not for participants'))

/** The hub lets no participant read or do these: there is nothing, and nothing is saved. */
const NOT_THEIRS: StaffSeat = {
  sessionsBetween: missing,
  sessionsOfRun: missing,
  sessionsNear: missing,
  sessionsMissed: missing,
  runs: missing,
  programmes: missing,
  register: missing,
  participants: missing,
  searchPersons: async () => [],
  mark: refused,
  everyonePresent: refused,
  markSeveral: refused,
  withdraw: refused,
  submit: refused,
  didNotTakePlace: refused,
  writeClassBook: refused,
  addWalkIn: refused,
  addKnown: refused,
  describeHub: refused,
  inviteParticipant: refused,
  office: unavailable,
  skills: unavailable,
  signatures: unavailable,
  boards: unavailable,
}

export const participantPart: RolePart = {
  readModel: participantReadModel,
  open: ({ core: { db }, followed }) => ({
    ...NOT_THEIRS,
    classes: () => liveOf(followed, { tables: [db.projections, db.moves], read: () => classes(db) }),
    myRecord: () => liveOf(followed, { tables: [db.projections], read: () => myRecord(db) }),
  }),
}
