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
