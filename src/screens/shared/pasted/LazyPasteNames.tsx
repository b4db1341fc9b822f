import { needWords } from '#text/i18n.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StartFailed } from '../failed/StartFailed.tsx'
import { lazyPart } from '../lazyPart.tsx'

async function load() {
  const [{ PasteNames }] = await Promise.all([import('./PasteNames.tsx'), needWords('seldom')])
  return PasteNames
}

/** The same for screens whose own words are in another catalog. */
export const LazyPasteNames = lazyPart(load, {
  waiting: () => <Skeleton shape="rows" count={4} />,
  failed: () => <StartFailed failure={{ kind: 'not-loaded' }} onRetry={() => location.reload()} />,
})
