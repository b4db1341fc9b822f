import SQLite from 'better-sqlite3'

/** Loaded before a server by `npm run crash -- --slow-disk MS`: a disk on which each commit takes so much longer. Only
 *  transactions that write are made of functions; what reads alone is as fast as before. */

const ms = Number(process.env.SLOW_DISK_MS ?? 0)
const asleep = new Int32Array(new SharedArrayBuffer(4))
const { transaction } = SQLite.prototype

SQLite.prototype.transaction = function slowed(this: SQLite.Database, run: (...given: unknown[]) => unknown) {
  if (this.readonly) return transaction.call(this, run)
  return transaction.call(this, (...given: unknown[]) => {
    const result = run(...given)
    Atomics.wait(asleep, 0, 0, ms)
    return result
  })
} as typeof transaction
