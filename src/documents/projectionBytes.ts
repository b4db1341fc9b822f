import type { Json } from './change.ts'
import { asNumber, asObject, isJson, type JsonObject } from './json.ts'

/** Blobs that the server makes and replaces whole: JSON in UTF-8. `version` is the shape's, not the content's: a higher
 *  one was made by a newer server and is not read. */
const VERSION = 1

/** A projection of a known version with its one list, of which only objects are kept. */
export function readProjection(
  bytes: Uint8Array,
  listName: string,
): { version: number; json: JsonObject; list: JsonObject[] } | null {
  const json = parse(bytes)
  const version = asNumber(json?.version)
  const list = json?.[listName]
  if (!json || version === null || version > VERSION || !Array.isArray(list)) return null
  return { version, json, list: objectsOf(list) }
}

export const objectsOf = (list: Json[]): JsonObject[] => list.map(asObject).filter((row) => row !== null)

function parse(bytes: Uint8Array): JsonObject | null {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isJson(json) ? asObject(json) : null
  } catch {
    return null
  }
}
