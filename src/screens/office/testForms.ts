import { type Mocked, vi } from 'vitest'
import { makeId } from '#domain/ids.ts'
import { ok } from '#domain/result.ts'
import { createDrafts, type Draft } from '#screens/shared/drafts.ts'
import type { Office } from '#store/officeApi.ts'

/** What a form stands on, in the tests of their models: an office whose every action is on disk at once and remembered,
 *  and a draft in no tab. */

let drawn = 0
export const newId = <T extends string>() => makeId<T>(() => Uint8Array.from({ length: 12 }, () => drawn++ % 251))

export const aDraft = (): Draft => createDrafts(null).open('test')

export const anOffice = (over: Partial<Office> = {}) => {
  const act = () => vi.fn(async (..._given: unknown[]) => ok(undefined))
  return {
    newId,
    findAlike: async (names: readonly unknown[]) => names.map(() => []),
    makeRun: act(),
    describeRun: act(),
    placeRun: act(),
    planSessions: act(),
    changeSession: act(),
    cancelSession: act(),
    saveProgramme: act(),
    saveCourse: act(),
    savePerson: act(),
    saveOwnStatus: act(),
    checkNewcomer: act(),
    enrol: act(),
    undoEnrol: act(),
    leave: act(),
    startSession: act(),
    addMember: act(),
    ...over,
  } as unknown as Mocked<Office>
}
