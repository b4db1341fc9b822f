/** Empty. It is there to be deleted. */
const SPARE = 'teren-spare'

/** Has Chromium begin a new log of its database. Killed in the midst of a write, it goes on after the torn record at the
 *  next start, finds its log damaged at the one after that, and throws away everything of the origin. Deleting a database
 *  makes it put the log into a table and begin another. Asked for before any other database is opened; nobody waits.
 *  Errors: rejects where the disk gives nothing. */
export async function beginNewLog(indexedDB: IDBFactory): Promise<void> {
  // Where nothing is thrown away, there is no word for it.
  if (!('dataLoss' in IDBVersionChangeEvent.prototype)) return
  if (!(await remove(indexedDB))) {
    await make(indexedDB)
    await remove(indexedDB)
  }
  // For the next start: what is written now is whole.
  await make(indexedDB)
}

const make = (indexedDB: IDBFactory) =>
  new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(SPARE)
    opening.onsuccess = () => {
      opening.result.close()
      resolve()
    }
    opening.onerror = () => reject(opening.error)
  })

/** Whether it was there. */
const remove = (indexedDB: IDBFactory) =>
  new Promise<boolean>((resolve, reject) => {
    const removing = indexedDB.deleteDatabase(SPARE)
    removing.onsuccess = (event) => resolve((event as IDBVersionChangeEvent).oldVersion > 0)
    removing.onerror = () => reject(removing.error)
  })
