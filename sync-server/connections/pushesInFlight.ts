import type { MemberId } from '#domain/ids.ts'
import type { Change, Push } from '#protocol/frames.ts'

/** Pushes of one connection that are not answered yet: how much memory they hold, and which committed rows are theirs.
 *  Rows are told apart by their bytes, not by their device: a copied profile shows the same device twice. */
export class PushesInFlight {
  #byDocument = new Map<string, Set<Push>>()
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  /** Returns what takes it out again. */
  add(push: Push): () => void {
    const key = keyOf(push)
    const group = this.#byDocument.get(key) ?? new Set()
    this.#byDocument.set(key, group.add(push))
    this.#bytes += push.update.length
    return () => {
      if (!group.delete(push)) return
      this.#bytes -= push.update.length
      if (group.size === 0) this.#byDocument.delete(key)
    }
  }

  has(row: Change): boolean {
    const group = this.#byDocument.get(keyOf(row))
    if (!group) return false
    for (const { update } of group) if (Buffer.compare(update, row.bytes) === 0) return true
    return false
  }
}

const keyOf = ({ member, document }: { member: MemberId; document: string }) => `${member} ${document}`
