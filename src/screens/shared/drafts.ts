import { effect, type Signal, signal } from '@preact/signals'

/** What is half typed, kept over loading the page anew (U4). In the tab's own storage, which is written at once: two tabs
 *  do not disturb each other, and nothing of it stays on the phone once the tab is closed. Never for codes and PINs. */
export interface Drafts {
  /** What is being filled in under this name: the form, and whom or what it is about. */
  open(name: string): Draft
  /** Whether a text stands in an open draft, and would still stand there after loading the page anew. */
  hold(text: string): boolean
  /** Drops what was half typed under names that begin so. */
  forget(beginning: string): void
}

/** One form. Lives as long as it is on screen. */
export interface Draft {
  /** A text that is typed: what was there before the page was loaded anew, otherwise `first`. Kept at every change. */
  text(field: string, first: string): Signal<string>
  /** Any other value; `read` gives null for what it does not know, as of an older version. */
  value<T>(field: string, first: T, read: (kept: unknown) => T | null): Signal<T>
  /** Saved or given up: nothing of it is kept any more. */
  drop(): void
  /** Left half typed: it stands here again when the form is next opened in this tab. */
  leave(): void
}

interface OpenDraft extends Draft {
  holds(text: string): boolean
}

type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const PREFIX = 'teren-draft '

/** @param storage null where the browser gives none: then nothing is held, and an update waits. */
export function createDrafts(storage: TabStorage | null): Drafts {
  const drafts = new Set<OpenDraft>()
  return {
    open(name) {
      const draft = openDraft(storage, PREFIX + name, () => drafts.delete(draft))
      drafts.add(draft)
      return draft
    },
    hold: (text) => [...drafts].some((draft) => draft.holds(text)),
    forget(beginning) {
      const keys = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at))
      for (const key of keys) if (key?.startsWith(PREFIX + beginning)) storage?.removeItem(key)
    },
  }
}

function openDraft(storage: TabStorage | null, key: string, onDropped: () => void): OpenDraft {
  /** By field, what differs from how the form began. */
  const kept = readKept(storage?.getItem(key) ?? null)
  const fields = new Map<string, Signal<unknown>>()
  const stops: (() => void)[] = []
  let isKept = storage !== null

  function keep(): void {
    try {
      if (kept.size > 0) storage?.setItem(key, JSON.stringify(Object.fromEntries(kept)))
      else storage?.removeItem(key)
      isKept = storage !== null
    } catch {
      // The tab's storage is full: this is on screen only, and an update waits for it.
      isKept = false
    }
  }

  function close(): void {
    for (const stop of stops.splice(0)) stop()
    onDropped()
  }

  function value<T>(field: string, first: T, read: (kept: unknown) => T | null): Signal<T> {
    const known = fields.get(field)
    if (known) return known as Signal<T>
    const made = signal<T>((kept.has(field) ? read(kept.get(field)) : null) ?? first)
    fields.set(field, made as Signal<unknown>)
    const stop = effect(() => {
      const now = made.value
      if (now !== first) kept.set(field, now)
      else if (!kept.delete(field)) return
      keep()
    })
    stops.push(stop)
    return made
  }

  return {
    value,
    text: (field, first) => value(field, first, (text) => (typeof text === 'string' ? text : null)),
    holds: (text) => isKept && [...fields.values()].some((field) => leavesOf(field.peek()).includes(text)),
    drop() {
      close()
      storage?.removeItem(key)
    },
    leave: close,
  }
}

function readKept(text: string | null): Map<string, unknown> {
  try {
    return new Map(Object.entries(JSON.parse(text ?? '{}') ?? {}))
  } catch {
    // Not ours, or cut off: the form begins empty.
    return new Map()
  }
}

const leavesOf = (value: unknown): unknown[] =>
  value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [value]
