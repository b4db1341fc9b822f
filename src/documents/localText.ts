import type { Json } from './change.ts'
import { asObject } from './json.ts'

/** A text in several languages, by language tag. */
export type LocalText = Record<string, string>

/** Language tags with their texts; anything else in the value is left out. */
export function readLocalText(value: Json | undefined): LocalText {
  const texts: LocalText = {}
  for (const [tag, text] of Object.entries(asObject(value) ?? {})) {
    if (/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/.test(tag) && typeof text === 'string' && text !== '') texts[tag] = text
  }
  return texts
}
