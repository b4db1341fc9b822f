import type { Page } from 'playwright-core'
import { searchKeys } from '#domain/searchKeys.ts'

/** Everything that lies on a device in a browser, and whether somebody's name is in it. */

/** Each database's every key and value as text, bytes among them read as text too; and what the page keeps beside. */
export type Dump = Record<string, string>

export const dumpDevice = (page: Page): Promise<Dump> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const decoder = new TextDecoder()
    const asText = async (value: unknown): Promise<string> => {
      if (value instanceof Blob) return asText(await value.arrayBuffer())
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return decoder.decode(value)
      if (value instanceof Map || value instanceof Set) return asText([...value])
      if (typeof value !== 'object' || value === null) return String(value)
      const parts = await Promise.all(Object.entries(value).map(async ([key, one]) => `${key}: ${await asText(one)}`))
      return parts.join('\n')
    }
    const all: Record<string, string> = { beside: await asText([{ ...localStorage }, { ...sessionStorage }]) }
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      const texts: string[] = []
      for (const store of database.objectStoreNames) {
        const opened = database.transaction(store).objectStore(store)
        const [keys, values] = await Promise.all([done(opened.getAllKeys()), done(opened.getAll())])
        texts.push(await asText(keys), await asText(values))
      }
      database.close()
      all[name] = texts.join('\n')
    }
    return all
  })

const LETTER_OR_ID = String.raw`[\p{L}\p{N}_-]`
const asWord = (text: string) => new RegExp(`(?<!${LETTER_OR_ID})${RegExp.escape(text)}(?!${LETTER_OR_ID})`, 'u')

/** Which of these names stand in a text: as they are written, or as a search would find them. Short ones only as words
 *  of their own: by chance they are in a random id. */
export const namesFound = (text: string, names: readonly string[]): string[] =>
  names.filter((name) => {
    if (name.length >= 6 ? text.includes(name) : asWord(name).test(text)) return true
    return searchKeys(name).some((key) => asWord(key).test(text))
  })
