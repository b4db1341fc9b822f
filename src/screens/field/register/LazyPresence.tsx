import { lazyPart } from '#screens/shared/lazyPart.tsx'
import type { Present } from '#store/api.ts'
import { needWords } from '#text/i18n.tsx'
import type { RegisterScreen } from './register.model.ts'

/** Who else has this register open. Most trainers are alone, so it comes when somebody is there. */
export const LazyPresence = lazyPart<{ model: RegisterScreen; present: readonly Present[] }>(
  async () => (await Promise.all([import('./Presence.tsx'), needWords('seldom')]))[0].Presence,
  { waiting: () => null, failed: () => null },
)
