// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import type { Role } from '#domain/roles.ts'
import type { SeatInfo } from '#store/api.ts'
import { keepLetters } from './keepLetters.ts'

const seat = (role: Role) => ({ role }) as SeatInfo

/** A cache of addresses. */
function aShelf(...kept: string[]) {
  const files = new Set(kept)
  return {
    files,
    keys: async () => [...files].map((file) => new Request(`https://teren.example${file}`)),
    match: async (file: RequestInfo | URL) => (files.has(String(file)) ? new Response() : undefined),
    add: async (file: RequestInfo | URL) => void files.add(String(file)),
    delete: async (request: RequestInfo | URL) => files.delete(new URL((request as Request).url).pathname),
  }
}

it('C7 letters come to phones of whoever has lists of people, once, and those of an earlier version go', async () => {
  const shelf = aShelf('/assets/a-1.woff2', '/assets/b-1.woff2')
  const seats = signal<SeatInfo[]>([seat('participant')])
  let asked = 0
  keepLetters({
    device: { seats },
    shelf: async () => shelf,
    files: async () => {
      asked++
      return ['/assets/b-1.woff2', '/assets/c-2.woff2']
    },
  })
  await Promise.resolve()
  expect([asked, shelf.files.size]).toEqual([0, 2])
  seats.value = [seat('participant'), seat('trainer')]
  await expect.poll(() => [...shelf.files]).toEqual(['/assets/b-1.woff2', '/assets/c-2.woff2'])
  seats.value = [seat('coordinator')]
  expect(asked).toBe(1)
})
