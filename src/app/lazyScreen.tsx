import type { ComponentType } from 'preact'
import { StartFailed } from '#screens/shared/failed/StartFailed.tsx'
import { lazyPart } from '#screens/shared/lazyPart.tsx'
import { needWords, type WordsPart } from '#text/i18n.tsx'
import { Page } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'

/** A screen in a chunk of its own, loaded when first shown, and the words that it needs. `ready` gives it at once where
 *  both came with the first load. */
export const lazyScreen = <P extends object>(
  words: WordsPart,
  load: () => Promise<ComponentType<P>>,
  ready: () => ComponentType<P> | undefined = () => undefined,
): ComponentType<P> =>
  lazyPart(async () => (await Promise.all([load(), needWords(words)]))[0], {
    waiting: () => (
      <Page>
        <Skeleton shape="rows" />
      </Page>
    ),
    ready,
    failed: () => <StartFailed failure={{ kind: 'not-loaded' }} onRetry={() => location.reload()} />,
  })
