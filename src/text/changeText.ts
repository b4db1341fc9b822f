import { language } from './i18n.tsx'
import { PSEUDO } from './languages.ts'
import { langOf, localText } from './localText.ts'

/** The text in several languages after somebody typed over what the screen showed of it. Only that language changes;
 *  typed anew, it is in the language on screen. Empty: that language goes. */
export function changeText(text: Record<string, string>, typed: string): Record<string, string> {
  const wanted = typed.trim()
  if (wanted === localText(text)) return text
  const shown = localText(text) === '' ? undefined : langOf(text)
  const tag = shown ?? (language.value === PSEUDO ? 'en' : language.value)
  const changed = { ...text, [tag]: wanted }
  if (wanted === '') delete changed[tag]
  return changed
}
