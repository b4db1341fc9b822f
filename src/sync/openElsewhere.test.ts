import { expect, it } from 'vitest'
import type { MemberId, RunId, SessionId } from '#domain/ids.ts'
import { createOpenElsewhere, FORGOTTEN_AFTER_MS, type OpenInTab } from './openElsewhere.ts'
import { handClock } from './testing.ts'

const inTab = (tab: string, ...sessions: string[]): OpenInTab => ({
  tab,
  open: sessions.map((session) => ({
    member: 'member' as MemberId,
    register: { run: 'run' as RunId, session: session as SessionId },
  })),
})

it('PR6 puts together what other tabs have open, until they close it, are not heard from, or another tab speaks for all', async () => {
  const time = handClock()
  const elsewhere = createOpenElsewhere(time.schedule)
  const open = () => elsewhere.open.value.map(({ register }) => register.session)
  elsewhere.heard(inTab('a', 'one', 'two'))
  elsewhere.heard(inTab('b', 'three'))
  expect(open()).toEqual(['one', 'two', 'three'])
  elsewhere.heard(inTab('a', 'two'))
  expect(open().toSorted()).toEqual(['three', 'two'])
  elsewhere.heard(inTab('a'))
  expect(open()).toEqual(['three'])
  await time.advance(FORGOTTEN_AFTER_MS - 1)
  const same = elsewhere.open.value
  elsewhere.heard(inTab('b', 'three'))
  expect(elsewhere.open.value).toBe(same)
  await time.advance(FORGOTTEN_AFTER_MS - 1)
  expect(open()).toEqual(['three'])
  await time.advance(1)
  expect(open()).toEqual([])
  elsewhere.heard(inTab('c', 'four'))
  elsewhere.forget()
  expect(open()).toEqual([])
  expect(time.due()).toEqual([])
})
