import { needWords } from '#text/i18n.tsx'
import { lazyPart } from './lazyPart.tsx'
import { useApp } from './services.ts'

// Seldom needed: the note and its words come when they are.
const Note = lazyPart(
  async () => (await Promise.all([import('./phone/AtRiskNote.tsx'), needWords('seldom')]))[0].AtRiskNote,
  { waiting: () => null, failed: () => null },
)

/** On screens where work is made: says when some of it could be cleared away before it is sent. */
export function AtRisk() {
  return useApp().services.atRisk.value ? <Note /> : null
}
