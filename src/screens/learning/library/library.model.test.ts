import { beforeEach, expect, it } from 'vitest'
import type { ModuleId } from '#domain/ids.ts'
import type { ModuleRow } from '#store/learningApi.ts'
import { activate } from '#text/i18n.tsx'
import { arrangeLibrary } from './library.model.ts'

const row = (title: string, over: Partial<ModuleRow> = {}): ModuleRow => ({
  module: title as ModuleId,
  title: { cs: title },
  summary: {},
  languages: ['cs'],
  ...{ minutes: 10, lessonCount: 6, lessonsRead: 0, contentVersion: 1, bytes: 80, held: null, download: null },
  ...over,
})

beforeEach(() => activate('cs'))

it('U1 modules stand by title as the language sorts them', () => {
  const { modules } = arrangeLibrary([row('Hory'), row('Chléb'), row('Čas')])
  expect(modules.map(({ module }) => module)).toEqual(['Čas', 'Hory', 'Chléb'])
})

it('L1 says what is used, also by what is half here', () => {
  const { usedBytes } = arrangeLibrary([
    row('A', { held: { contentVersion: 1, bytes: 100, isNewest: true } }),
    row('B', { download: { received: 30, bytes: 80, state: 'paused', trouble: null } }),
    row('C'),
  ])
  expect(usedBytes).toBe(130)
})
