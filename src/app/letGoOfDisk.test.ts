import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { letGoOfDisk } from './letGoOfDisk.ts'

const { transaction } = IDBDatabase.prototype
const { open } = IDBFactory.prototype
let page: EventTarget
let database: IDBDatabase
let again: number

const asked = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
const ended = (transaction: IDBTransaction) =>
  new Promise<string>((resolve) => {
    transaction.oncomplete = () => resolve('complete')
    transaction.onabort = () => resolve('aborted')
  })
const tell = (type: 'pagehide' | 'pageshow', persisted: boolean) =>
  page.dispatchEvent(Object.assign(new Event(type), { persisted }))
const write = () => {
  const writing = database.transaction('words', 'readwrite')
  writing.objectStore('words').put('one', 1)
  return ended(writing)
}

beforeEach(async () => {
  page = new EventTarget()
  again = 0
  letGoOfDisk({ IDBDatabase, IDBFactory }, page as unknown as Window, () => {
    again += 1
  })
  const opened = indexedDB.open(crypto.randomUUID(), 1)
  opened.onupgradeneeded = () => opened.result.createObjectStore('words')
  database = await asked(opened)
})
afterEach(() => {
  database.close()
  Object.assign(IDBDatabase.prototype, { transaction })
  Object.assign(IDBFactory.prototype, { open })
})

describe('a page that is left', () => {
  it('F2 U3 ends the transaction that runs, so that no later page waits for it, and begins anew when one goes back', async () => {
    const running = write()
    tell('pagehide', true)
    expect(await running).toBe('aborted')
    expect(await asked(database.transaction('words').objectStore('words').count())).toBe(0)
    tell('pageshow', true)
    expect(again).toBe(1)
  })

  it('S6 U3 ends a migration too, which the next page begins anew', async () => {
    const { name } = database
    database.close()
    const left = indexedDB.open(name, 2)
    left.onupgradeneeded = () => {
      left.result.createObjectStore('more')
      tell('pagehide', true)
    }
    await expect(asked(left)).rejects.toThrow()
    const next = indexedDB.open(name, 2)
    next.onupgradeneeded = () => next.result.createObjectStore('more')
    database = await asked(next)
    expect([...database.objectStoreNames]).toEqual(['more', 'words'])
  })

  it('S6 U3 closes a migration that can no longer be ended, and begins anew when gone back to', async () => {
    const { name } = database
    database.close()
    const left = indexedDB.open(name, 2)
    left.onupgradeneeded = () => left.transaction?.addEventListener('complete', () => tell('pagehide', true))
    await expect(asked(left)).rejects.toThrow()
    const next = indexedDB.open(name, 3)
    const blocked = vi.fn()
    next.onblocked = blocked
    database = await asked(next)
    expect(blocked).not.toHaveBeenCalled()
    tell('pageshow', true)
    expect(again).toBe(1)
  })

  it('F2 leaves alone what is complete, and a page that is not kept', async () => {
    expect(await write()).toBe('complete')
    tell('pagehide', true)
    tell('pageshow', true)
    expect(again).toBe(0)
    const running = write()
    tell('pagehide', false)
    expect(await running).toBe('complete')
  })
})
