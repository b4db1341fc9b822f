import type { Page } from 'playwright-core'

/** States that a phone comes to seldom, made on one that is well, and left with the next page. */

const banner = (page: Page, tone: string) => page.locator(`[role=status][data-tone=${tone}]`)

/** The browser threw away what was kept. */
export async function afterLoss(page: Page, address: string): Promise<void> {
  await page.evaluate(() => localStorage.setItem('teren-lost', 'yes'))
  await page.goto(address)
  await banner(page, 'warning').waitFor()
  await page.evaluate(() => localStorage.removeItem('teren-lost'))
}

/** A hub erased somebody who was signed in here, and persons about whom something waited to be sent. Stays until it is
 *  held up. */
export async function afterErasure(page: Page, address: string): Promise<void> {
  await note(page, 'Vzdělávací centrum Horní Dolní')
  await page.goto(address)
  await banner(page, 'info').nth(1).waitFor()
}

/** Notes or takes out, beside the app, what a hub erased. */
const note = (page: Page, hub: string | null) =>
  page.evaluate(async (by) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const put = async (name: string, table: string, row: object) => {
      const database = await done(indexedDB.open(name))
      const rows = database.transaction(table, 'readwrite').objectStore(table)
      await (by === null ? done(rows.delete('erased')) : done(rows.put({ key: 'erased', ...row })))
      database.close()
    }
    await put('teren-device', 'settings', { value: by })
    for (const { name = '' } of await indexedDB.databases())
      if (name.startsWith('teren-seat-')) await put(name, 'meta', { changes: 3 })
  }, hub)

/** A tab with an older version does not let go of the database. */
export async function heldUp(page: Page, address: string): Promise<void> {
  await note(page, null)
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('held-up')) return
    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = function openHeld(...given: Parameters<IDBFactory['open']>) {
      if (!given[0].startsWith('teren-seat-')) return open.apply(this, given)
      const request = open.call(this, 'made-by-the-test')
      request.addEventListener('success', (event) => event.stopImmediatePropagation())
      setTimeout(() => request.dispatchEvent(new Event('blocked')))
      return request
    }
  })
  await page.evaluate(() => sessionStorage.setItem('held-up', 'yes'))
  await page.goto(address)
}

/** A newer version makes its lists anew, and has come so far. */
export async function rebuilding(page: Page, address: string): Promise<void> {
  // Away from what the state before has made of this page.
  await page.goto(address)
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('rebuilding')) return
    const { getAll } = IDBObjectStore.prototype
    let steps = 0
    IDBObjectStore.prototype.getAll = function getAllOnce(...given) {
      const isStep = this.name === 'heads' && this.transaction.mode === 'readwrite'
      if (isStep) steps++
      // The second is never answered.
      return isStep && steps > 1 ? ({} as ReturnType<typeof getAll>) : getAll.apply(this, given)
    }
  })
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('teren-seat-')) continue
      const database = await done(indexedDB.open(name))
      await done(database.transaction('meta', 'readwrite').objectStore('meta').put({ key: 'read-model', version: 1 }))
      database.close()
    }
    sessionStorage.setItem('rebuilding', 'yes')
  })
  await page.goto(address)
}

/** Others have the register open that is opened here, as the hub would tell: all its staff, and somebody of whom this phone
 *  knows nothing. */
export async function othersHere(page: Page, address: string): Promise<void> {
  await page.addInitScript(() => {
    const others = sessionStorage.getItem('others-here')
    if (!others) return
    const { send } = WebSocket.prototype
    WebSocket.prototype.send = function sendAndTell(bytes: unknown) {
      send.call(this, bytes as Parameters<typeof send>[0])
      const said: Uint8Array = bytes instanceof Uint8Array ? bytes : new Uint8Array()
      // HERE: its number, member, how many registers, and of the first run and session; ids are 16 bytes behind their length.
      const [type, open] = [said[0], said[18]]
      if (type !== 18 || !open) return
      const name = (text: string) => [text.length, ...new TextEncoder().encode(text)]
      const members: string[] = JSON.parse(others)
      const told = members.flatMap((member, at) => [...name(member), ...name(`device-${at}`)])
      const frame = new Uint8Array([19, ...said.slice(1, 18), ...said.slice(36, 53), members.length, ...told])
      this.dispatchEvent(new MessageEvent('message', { data: frame.buffer }))
    }
  })
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const members = ['somebody-unknown']
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('teren-seat-')) continue
      const database = await done(indexedDB.open(name))
      const rows = await done<{ document: string; bytes: Uint8Array }[]>(
        database.transaction('projections').objectStore('projections').getAll(),
      )
      database.close()
      const staff = rows.find(({ document }) => /^run\/.*\/staff$/.test(document))
      const told = staff && JSON.parse(new TextDecoder().decode(staff.bytes))
      for (const { member } of told?.members ?? []) members.unshift(member)
    }
    sessionStorage.setItem('others-here', JSON.stringify(members))
  })
  await page.goto(address)
}

/** The hub ended the sign-in of whoever is here. Stays until the hub says otherwise. */
export async function ended(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await done(indexedDB.open('teren-device'))
    const seats = database.transaction('seats', 'readwrite').objectStore('seats')
    for (const seat of await done<object[]>(seats.getAll())) await done(seats.put({ ...seat, state: 'ended' }))
    database.close()
  })
  await page.goto(address)
  await page.locator('main ~ footer button').nth(1).waitFor()
}
