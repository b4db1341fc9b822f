import { lazyPart } from '#screens/shared/lazyPart.tsx'
import { needWords } from '#text/i18n.tsx'
import type { RegisterScreen } from './register.model.ts'

/** What was changed of the session in the field. Most go as planned, so it comes where one does not. */
export const LazyChangedNote = lazyPart<{ model: RegisterScreen }>(
  async () => (await Promise.all([import('./ChangedNote.tsx'), needWords('seldom')]))[0].ChangedNote,
  { waiting: () => null, failed: () => null },
)
