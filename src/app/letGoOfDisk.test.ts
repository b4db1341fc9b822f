import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { letGoOfDisk } from './letGoOfDisk.ts'

const original = IDBDatabase.prototype.transaction
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
  letGoOfDisk(IDBDatabase, page as unknown as Window, () => {
    again += 1
  })
  const opened = indexedDB.open(crypto.randomUUID(), 1)
  opened.onupgradeneeded = () => opened.result.createObjectStore('words')
  database = await asked(opened)
})
afterEach(() => {
  database.close()
  IDBDatabase.prototype.transaction = original
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
