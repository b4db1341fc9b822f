import { lazyPart } from '#screens/shared/lazyPart.tsx'
import styles from './LazyAgenda.module.css'
import type { RegisterScreen } from './register.model.ts'

/** What of the session is marked. Most sessions have no agenda, so it comes by itself, into a place that is kept free. */
export const LazyAgenda = lazyPart<{ model: RegisterScreen }>(
  async () => (await import('./AgendaChoice.tsx')).AgendaChoice,
  // Without it the whole session is marked, as in a session that has no agenda.
  { waiting: () => <div class={styles.place} />, failed: () => null },
)
