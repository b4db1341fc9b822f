import { needWords } from '#text/i18n.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StartFailed } from '../failed/StartFailed.tsx'
import { lazyPart } from '../lazyPart.tsx'

async function load() {
  const [{ CodeCard }] = await Promise.all([import('./CodeCard.tsx'), needWords('seldom')])
  return CodeCard
}

/** The same for screens whose own words are in another catalog. */
export const LazyCodeCard = lazyPart(load, {
  waiting: () => <Skeleton shape="rows" count={2} />,
  failed: () => <StartFailed failure={{ kind: 'not-loaded' }} onRetry={() => location.reload()} />,
})
