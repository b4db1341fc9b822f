import { hashOfWords } from './scopeSetHash.ts'

/** Names what a document holds: its entries, and how far each client has come in it, since entries alone are blind to
 *  what was overwritten and clocks alone to what was deleted. The same on both sides, whatever rows it was read from.
 *  No proof against anybody: it finds accidents. */
export function stateHash(clocks: ReadonlyMap<number, number>, entries: ReadonlyMap<string, unknown>): string {
  const reached = [...clocks].map(([client, clock]) => `${client} ${clock}`).sort()
  const held = [...entries].map(([key, value]) => `${JSON.stringify(key)} ${canonical(value)}`).sort()
  return hashOfWords([...reached, ...held])
}

/** JSON with the keys of every object in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
