/** The browser's database, passed in. */
export interface Disk {
  indexedDB: IDBFactory
  IDBKeyRange: typeof IDBKeyRange
}
