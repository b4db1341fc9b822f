import { expect, test } from 'vitest'
import { checkModule } from '#domain/checkModule.ts'
import { isId } from '#domain/ids.ts'
import { LIBRARY } from './library.ts'

test('L1 every module of the library is whole in all its languages, and every drawing can be seen', () => {
  for (const { id, module } of LIBRARY) {
    expect(isId(id)).toBe(true)
    expect(checkModule(module)).toEqual([])
  }
  expect(new Set(LIBRARY.map(({ id }) => id)).size).toBe(LIBRARY.length)
})
