import * as Y from 'yjs'
import type { Json } from './change.ts'
import { isJson } from './json.ts'

/** What an update sets, told from its bytes alone: whatever it stands on need not be here. Of a key that it sets anew it
 *  does not say which one that is; those are left out. Never throws: of bytes that are no update there is nothing to tell. */
export function entriesOfUpdate(update: Uint8Array): [key: string, value: Json][] {
  let structs: ReturnType<typeof Y.decodeUpdate>['structs']
  try {
    structs = Y.decodeUpdate(update).structs
  } catch {
    return []
  }
  return structs.flatMap((struct): [string, Json][] => {
    if (!(struct instanceof Y.Item) || struct.parentSub === null) return []
    const value: unknown = struct.content.getContent().at(-1)
    return isJson(value) ? [[struct.parentSub, value]] : []
  })
}
