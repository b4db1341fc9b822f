import { needWords } from '#text/i18n.tsx'
import { lazyPart } from './lazyPart.tsx'
import { useApp } from './services.ts'

// Seldom needed: the note and its words come when they are.
const Note = lazyPart(
  async () => (await Promise.all([import('./lost/LostNote.tsx'), needWords('seldom')]))[0].LostNote,
  { waiting: () => null, failed: () => null },
)

/** Where people begin: says that the browser has thrown away what was kept here. */
export function Lost() {
  return useApp().services.lost.value ? <Note /> : null
}
