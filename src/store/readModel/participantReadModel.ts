import { noteMoves } from '../classes.ts'
import type { ReadModel } from '../core.ts'
import { projectProgress } from './projectProgress.ts'

/** What participants hold. */
export const participantReadModel: ReadModel = {
  async project(db, info, entries) {
    if (info.kind === 'progress' || info.kind === 'private') await projectProgress(db, info, entries)
  },
  attribute: async () => undefined,
  additionsFor: async () => null,
  add: async () => undefined,
  async replace(db, info, before, now) {
    if (info.kind === 'class-public' && before) await noteMoves(db, before, now)
  },
}
