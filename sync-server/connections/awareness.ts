import type { AwarenessEntry } from '#protocol/yjsMessages.ts'
import { yjsAwareness } from '#protocol/yjsMessages.ts'

/** Who has a document open over `/yjs`, and where their cursors stand: passed on in memory to the others there, written
 *  nowhere. Passed on at all because an unchanged client that hears nothing for 30 s takes its connection for dead, and
 *  because cursors are why editors ask for it. */
export interface Awareness<Conversation> {
  /** States that a conversation says. Those under ids that another one brought are passed over: clients repeat what
   *  they hear. */
  take(from: Conversation, entries: readonly AwarenessEntry[]): void
  tellAll(to: Conversation): void
  leave(who: Conversation): void
}

/** A tab has one id, and another one after each reload of its document. */
const IDS_A_CONVERSATION = 4

interface Listener {
  send(bytes: Uint8Array): void
  /** Put into what it says, over whatever it says there itself. */
  readonly place: { member: string }
}

/** Of one document. */
export function makeAwareness<C extends Listener>(listeners: ReadonlySet<C>): Awareness<C> {
  const known = new Map<number, AwarenessEntry & { from: C }>()

  const idsOf = (who: C) => [...known.values()].filter(({ from }) => from === who).map(({ client }) => client)

  function tell(entries: readonly AwarenessEntry[]): void {
    if (entries.length === 0) return
    const bytes = yjsAwareness(entries)
    for (const listener of listeners) listener.send(bytes)
  }

  return {
    take(from, entries) {
      const heard: AwarenessEntry[] = []
      for (const { client, clock, state } of entries) {
        const before = known.get(client)
        if (before && (before.from !== from || before.clock > clock)) continue
        if (!before && (state === 'null' || idsOf(from).length >= IDS_A_CONVERSATION)) continue
        const entry = { client, clock, state: stamped(state, from.place.member) }
        if (state === 'null') known.delete(client)
        else known.set(client, { ...entry, from })
        heard.push(entry)
      }
      // Also to who said it: it waits for a sign of life.
      tell(heard)
    },
    tellAll(to) {
      if (known.size > 0) to.send(yjsAwareness([...known.values()]))
    },
    leave(who) {
      const gone = idsOf(who).map((client) => {
        const clock = (known.get(client)?.clock ?? 0) + 1
        known.delete(client)
        return { client, clock, state: 'null' }
      })
      tell(gone)
    },
  }
}

/** A state is whatever its client says; who it is, the server says. */
const stamped = (state: string, member: string): string =>
  state === 'null' ? state : JSON.stringify({ ...JSON.parse(state), member })
