import { needWords } from '#text/i18n.tsx'
import { lazyPart } from './lazyPart.tsx'
import { useApp } from './services.ts'

// Seldom needed: the note and its words come when they are.
const Note = lazyPart(
  async () => (await Promise.all([import('./erased/ErasedNote.tsx'), needWords('seldom')]))[0].ErasedNote,
  { waiting: () => null, failed: () => null },
)

/** Where people begin: says what left this device because a hub erased somebody's data. */
export function Erased() {
  const { erasedBy, seat } = useApp().device
  return erasedBy.value !== null || (seat.value?.erased.value ?? 0) > 0 ? <Note /> : null
}
