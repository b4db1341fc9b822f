import { lazyPart } from '#screens/shared/lazyPart.tsx'
import type { Seat } from '#store/api.ts'
import { needWords } from '#text/i18n.tsx'
import type { RegisterScreen } from '../register.model.ts'
import styles from './LazyListTools.module.css'

/** Narrows and sorts the list. Who searches needs none of it to find a name, so it comes by itself, into a place that is
 *  kept free. */
export const LazyListTools = lazyPart<{ model: RegisterScreen; seat: Seat }>(
  async () => (await Promise.all([import('./ListTools.tsx'), needWords('seldom')]))[0].ListTools,
  { waiting: () => <div class={styles.place} />, failed: () => null },
)
